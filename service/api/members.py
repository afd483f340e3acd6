"""A cluster's members as its manager looks after them."""

from datetime import datetime
from typing import Literal

from flask import Response
from pydantic import Field

from graph_schema.store import MemberState
from matchers.completeness import Counted
from service import members
from service.api.answers import Answer
from service.api.blueprints import NEEDS_KEY, api_blueprint
from service.api.fields import Request
from service.api.meta import as_fields, respond
from service.api.queries import ClusterPath
from service.api.write_answers import WriteAnswer

blueprint = api_blueprint("members", "A cluster's members: who may log in, when they were changed, and who leaves.")


class MembersQuery(Request):
    """Which members to list, and in which order."""

    q: str = Field(default="", max_length=200, description="Words of the name, place or id.")
    kind: str | None = Field(default=None, max_length=40, description="Kind of organisation.")
    sort: Literal["name", "changed", "accounts", "completeness"] = Field(
        default="name",
        description="By name, the latest change first, those without an account first, or those of whom least is known "
        "first.",
    )


class MemberPath(ClusterPath):
    """A cluster, and an organisation that is or was in it."""

    member_id: str = Field(max_length=200, description="The organisation's id.")


class MemberAnswer(Answer):
    """A member as its manager looks after it."""

    id: str
    name: str
    kind: str
    city: str | None
    country: str | None
    changed: datetime = Field(description="When anything of it was last changed.")
    accounts: int = Field(description="How many people may log in for it.")
    known: int | None = Field(description="How many facts of its profile are known; null while it is very new.")
    facts: int | None = Field(description="How many facts its profile could have.")


class MembersAnswer(Answer):
    """A cluster's members."""

    items: list[MemberAnswer]


@blueprint.get("/clusters/<cluster_id>/members", responses={200: MembersAnswer}, security=NEEDS_KEY)
def list_members(path: ClusterPath, query: MembersQuery) -> Response:
    """List a cluster's members with their last change, accounts, and how much of their profile is known."""
    found = members.listed(path.cluster_id, query.q, query.kind, query.sort)
    return respond(MembersAnswer(items=[_answer(one, found.facts.get(one.id)) for one in found.items]))


def _answer(one: MemberState, facts: Counted | None) -> MemberAnswer:
    known = {"known": facts and facts.known, "facts": facts and facts.of}
    return MemberAnswer.model_validate(as_fields(one) | known)


@blueprint.delete("/clusters/<cluster_id>/members/<member_id>", responses={200: WriteAnswer}, security=NEEDS_KEY)
def take_member_out(path: MemberPath) -> Response:
    """End a membership; the organisation stays, and can be put back."""
    return respond(WriteAnswer.model_validate(members.take_out(path.cluster_id, path.member_id)))


@blueprint.put("/clusters/<cluster_id>/members/<member_id>", responses={200: WriteAnswer}, security=NEEDS_KEY)
def put_member_back(path: MemberPath) -> Response:
    """Put back an organisation that was taken out; a new one comes in by `PUT /organisations/ID` or a list."""
    return respond(WriteAnswer.model_validate(members.put_back(path.cluster_id, path.member_id)))
