"""Suggestions to all members of a cluster, and what its manager wants of them: pins, exclusions, turned weights."""

from datetime import datetime
from typing import Literal

from flask import Response
from pydantic import Field

from graph_schema.steering_records import WishRow
from service import steering
from service.api.answers import Answer, Meta
from service.api.blueprints import NEEDS_KEY, api_blueprint
from service.api.fields import Country, Identifier, Request
from service.api.match_answers import MatchAnswer
from service.api.matching import match_answer
from service.api.meta import current_meta, respond
from service.api.queries import DEFAULT_TYPE, ClusterPath, NoQuery
from service.runtime import current_runtime

blueprint = api_blueprint("steering", "Suggestions to all members of a cluster, and what its manager wants of them.")


class BatchQuery(Request):
    """For which match type, how many for each member, and of whom."""

    type: Identifier = Field(default=DEFAULT_TYPE, description="Match type, from `/match-types`.")
    limit: int = Field(default=3, ge=1, le=10, description="Most suggestions for each member.")
    organisation: list[Identifier] = Field(default=[], max_length=500, description="Only these members.")


class WishBody(Request):
    """A pin or an exclusion: exactly one of `partner`, `kind` and `outside`."""

    act: Literal["pin", "exclude"] = Field(description="Show first, or never.")
    organisation: Identifier = Field(description="The member whose suggestions it is about.")
    type: Identifier | None = Field(default=None, description="Match type that a pin counts for.")
    partner: Identifier | None = Field(default=None, description="Whom: an organisation.")
    kind: str | None = Field(default=None, max_length=40, description="Or nobody of a kind.")
    outside: Country | None = Field(default=None, description="Or nobody outside a country.")


class WishPath(ClusterPath):
    """A cluster, and one of its pins and exclusions."""

    wish_id: str = Field(max_length=100, description="Its id.")


class WeightsPath(ClusterPath):
    """A cluster, and a match type."""

    match_type: Identifier = Field(description="Match type, from `/match-types`.")


class WeightsBody(Request):
    """How many times as declared features count; those left out count as declared."""

    factors: dict[str, float] = Field(max_length=50, description="Feature to 0, 0.5, 1 or 2.")


class WishAnswer(Answer):
    """A pin or an exclusion."""

    id: str
    act: str
    organisation: str = Field(validation_alias="organisation_id")
    type: str | None = Field(validation_alias="match_type")
    partner: str | None = Field(validation_alias="partner_id")
    kind: str | None
    outside: str | None
    by: str = Field(description="Whose wish it is: an account's id or what stands for one.")
    at: datetime


class WishesAnswer(Answer):
    """The pins and exclusions of a cluster, the oldest first."""

    items: list[WishAnswer]


class WeightsAnswer(Answer):
    """How the weights of a match type are turned for a cluster's members; empty where they are as declared."""

    match_type: str
    factors: dict[str, float]


class MemberSuggestionsAnswer(Answer):
    """A member, and what is suggested to it."""

    id: str
    name: str
    answer: MatchAnswer


class BatchAnswer(Answer):
    """Suggestions to the members of a cluster, in the order of their ids."""

    items: list[MemberSuggestionsAnswer]
    meta: Meta


@blueprint.get("/clusters/<cluster_id>/suggestions", responses={200: BatchAnswer}, security=NEEDS_KEY)
def suggest_to_members(path: ClusterPath, query: BatchQuery) -> Response:
    """Suggest partners for all members of a cluster at once, or for some of them."""
    engine = current_runtime().engine()
    found = steering.batch(engine, path.cluster_id, query.type, query.limit, query.organisation or None)
    items = [
        MemberSuggestionsAnswer(id=one.id, name=one.name, answer=match_answer(one.found, engine.encoder))
        for one in found
    ]
    return respond(BatchAnswer(items=items, meta=current_meta()))


@blueprint.get("/clusters/<cluster_id>/wishes", responses={200: WishesAnswer}, security=NEEDS_KEY)
def list_wishes(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the pins and exclusions of a cluster's manager."""
    return respond(_wishes(path.cluster_id))


@blueprint.post("/clusters/<cluster_id>/wishes", responses={200: WishesAnswer}, security=NEEDS_KEY)
def post_wish(path: ClusterPath, body: WishBody) -> Response:
    """Pin a partner for a member, or exclude somebody; it counts in the very next answer, and in teams."""
    told = (body.act, path.cluster_id, body.organisation, body.type, body.partner, body.kind, body.outside)
    steering.wish(WishRow("", *told))
    return respond(_wishes(path.cluster_id))


@blueprint.delete("/clusters/<cluster_id>/wishes/<wish_id>", responses={200: WishesAnswer}, security=NEEDS_KEY)
def delete_wish(path: WishPath) -> Response:
    """Take a pin or exclusion back."""
    steering.take_back(path.cluster_id, path.wish_id)
    return respond(_wishes(path.cluster_id))


@blueprint.get("/clusters/<cluster_id>/weights/<match_type>", responses={200: WeightsAnswer}, security=NEEDS_KEY)
def get_weights(path: WeightsPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Tell how the weights of a match type are turned for a cluster's members."""
    return respond(_weights(path))


@blueprint.put("/clusters/<cluster_id>/weights/<match_type>", responses={200: WeightsAnswer}, security=NEEDS_KEY)
def put_weights(path: WeightsPath, body: WeightsBody) -> Response:
    """Turn the weights of a match type for a cluster's members; an empty object lets them be as declared again."""
    steering.turn(path.cluster_id, path.match_type, body.factors)
    return respond(_weights(path))


def _wishes(cluster_id: str) -> WishesAnswer:
    return WishesAnswer(items=[WishAnswer.model_validate(row) for row in steering.wishes(cluster_id)])


def _weights(path: WeightsPath) -> WeightsAnswer:
    turn = steering.turn_of(path.cluster_id, path.match_type)
    return WeightsAnswer(match_type=path.match_type, factors=dict(turn.factors) if turn else {})
