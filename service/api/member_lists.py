"""A member list in two steps: upload it and see what it would do, then import it; nothing is written before."""

from datetime import datetime
from typing import Any

from flask import Response
from flask_openapi.models.file import FileStorage
from pydantic import Field

from service import member_lists
from service.api.answers import Answer
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Country, Request
from service.api.imports import sent_bytes
from service.api.meta import respond
from service.api.queries import ClusterPath, NoQuery
from service.api.write_answers import DuplicatePair
from service.imports.kept import KeptList
from service.imports.preview import ChangeKind, MembersPreview

blueprint = api_blueprint("member_lists", "A cluster's list of members, looked at before it is imported.")


class ListForm(Request):
    """A list of members."""

    file: FileStorage = Field(description="The list: CSV, XLSX, XLS or ODS, with a header.")
    country: Country | None = Field(default=None, description="ISO code, for rows that tell none.")


class ListPath(ClusterPath):
    """A cluster, and a list that was uploaded for it."""

    list_id: str = Field(max_length=64, description="The list's id, as uploading it told.")


class ColumnAnswer(Answer):
    """A column of the list, and what it was taken for."""

    header: str
    field: str | None = Field(description="The field that it fills; null where it is not used.")
    example: str = Field(description="Its first value.")


class FieldChangeAnswer(Answer):
    """What is there of a field, and what comes."""

    field: str
    before: str
    after: str


class MemberChangeAnswer(Answer):
    """What importing would do with one row."""

    line: int
    id: str
    name: str
    kind: ChangeKind
    fields: list[FieldChangeAnswer]


class RowErrorAnswer(Answer):
    """Something to mend in a row before the list can be imported."""

    line: int
    column: str
    problem: str


class OutcomeAnswer(Answer):
    """What importing did: how many organisations were new, changed or as before."""

    at: datetime
    new: int
    changed: int
    unchanged: int


class WaitingList(Answer):
    """An uploaded list by its file's name."""

    id: str
    file: str
    made: datetime
    expires: datetime = Field(description="Until when it is kept.")
    outcome: OutcomeAnswer | None = Field(description="What came of it; null while it waits.")


class ListAnswer(WaitingList):
    """An uploaded list: what it would do while it waits, what it did once it was imported."""

    columns: list[ColumnAnswer]
    changes: list[MemberChangeAnswer] = Field(description="One a row that has no error.")
    errors: list[RowErrorAnswer] = Field(description="While there are any, the list cannot be imported.")
    duplicates: list[DuplicatePair]
    notices: list[str]


class ListsAnswer(Answer):
    """The lists that one has uploaded for a cluster, the latest first."""

    items: list[WaitingList]


@blueprint.get("/clusters/<cluster_id>/member-lists", responses={200: ListsAnswer}, security=NEEDS_KEY)
def list_lists(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List what one has uploaded for a cluster."""
    return respond(_lists(path.cluster_id))


@blueprint.post(
    "/clusters/<cluster_id>/member-lists",
    responses={200: ListAnswer, **problems(413)},
    security=NEEDS_KEY,
)
def post_list(path: ClusterPath, form: ListForm) -> Response:
    """Upload a list of members and see what it would do; it is kept for a week, and nothing is written."""
    name = form.file.filename or "the file"
    kept, preview = member_lists.upload(path.cluster_id, name, sent_bytes(form.file, "file"), form.country)
    return respond(_answer(kept, preview))


@blueprint.get("/clusters/<cluster_id>/member-lists/<list_id>", responses={200: ListAnswer}, security=NEEDS_KEY)
def get_list(path: ListPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Return an uploaded list of one's own with what it would do now, or what it did."""
    return respond(_answer(*member_lists.look(path.cluster_id, path.list_id)))


@blueprint.post(
    "/clusters/<cluster_id>/member-lists/<list_id>/import",
    responses={200: ListAnswer, **problems(409)},
    security=NEEDS_KEY,
)
def import_list(path: ListPath) -> Response:
    """Import an uploaded list, all of it or nothing; a second time tells what the first one did."""
    return respond(_answer(member_lists.carry_out(path.cluster_id, path.list_id), None))


@blueprint.delete(
    "/clusters/<cluster_id>/member-lists/<list_id>",
    responses={200: ListsAnswer, **problems(409)},
    security=NEEDS_KEY,
)
def delete_list(path: ListPath) -> Response:
    """Put an uploaded list away; what was imported of it stays."""
    member_lists.put_away(path.cluster_id, path.list_id)
    return respond(_lists(path.cluster_id))


def _answer(kept: KeptList, preview: MembersPreview | None) -> ListAnswer:
    told = preview or MembersPreview()
    return ListAnswer(
        **_told(kept),
        columns=[ColumnAnswer.model_validate(one) for one in told.columns],
        changes=[MemberChangeAnswer.model_validate(one) for one in told.changes],
        errors=[RowErrorAnswer.model_validate(one) for one in told.errors],
        duplicates=[DuplicatePair.model_validate(pair) for pair in told.duplicates],
        notices=list(told.notices),
    )


def _lists(cluster_id: str) -> ListsAnswer:
    return ListsAnswer(items=[WaitingList.model_validate(_told(kept)) for kept in member_lists.waiting(cluster_id)])


def _told(kept: KeptList) -> dict[str, Any]:
    told = kept.model_dump(include={"id", "file", "made", "outcome"})
    return told | {"expires": kept.expires}
