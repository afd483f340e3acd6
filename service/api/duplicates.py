"""Likely duplicates among a cluster's members, to be decided."""

from datetime import datetime

from flask import Response
from pydantic import Field

from service import duplicates
from service.api.answers import Answer
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Identifier, Request
from service.api.meta import respond
from service.api.queries import ClusterPath, NoQuery
from service.api.write_answers import Identity
from service.auth.reach import clusters_within
from service.duplicates import Decision

blueprint = api_blueprint("duplicates", "Members that look like other organisations; a person decides.")


class PairPath(ClusterPath):
    """A cluster, and two organisations that look alike, in whichever order."""

    one_id: Identifier = Field(description="One of the two.")
    other_id: Identifier = Field(description="The other one.")


class DecisionBody(Request):
    """What the two are to each other."""

    decision: Decision = Field(description="Where they are the same, `kept` takes over what `gone` has.")


class PairAnswer(Answer):
    """Two organisations that look alike."""

    gone: Identity = Field(description="The one that goes if they are the same.")
    kept: Identity = Field(description="The one that is kept then: it took part in more projects.")
    reason: str
    is_for_later: bool


class ComparisonAnswer(Answer):
    """What was decided of two."""

    one_id: str
    one_name: str
    other_id: str
    other_name: str
    decision: Decision
    by: str
    at: datetime


class DuplicatesAnswer(Answer):
    """Pairs that are to be decided, and what was decided."""

    open: list[PairAnswer]
    decided: list[ComparisonAnswer]


@blueprint.get("/clusters/<cluster_id>/duplicates", responses={200: DuplicatesAnswer}, security=NEEDS_KEY)
def list_duplicates(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List which members look like others, and what was decided."""
    return _told(path.cluster_id)


@blueprint.put(
    "/clusters/<cluster_id>/duplicates/<one_id>/<other_id>",
    responses={200: DuplicatesAnswer},
    security=NEEDS_KEY,
)
def decide_duplicates(path: PairPath, body: DecisionBody) -> Response:
    """Decide that two that look alike are the same, different, or to be decided later."""
    duplicates.decide(path.cluster_id, (path.one_id, path.other_id), body.decision, clusters_within())
    return _told(path.cluster_id)


@blueprint.delete(
    "/clusters/<cluster_id>/duplicates/<one_id>/<other_id>",
    responses={200: DuplicatesAnswer, **problems(409)},
    security=NEEDS_KEY,
)
def reopen_duplicates(path: PairPath) -> Response:
    """Take a decision back: organisations that were made one are two again."""
    duplicates.take_back(path.cluster_id, (path.one_id, path.other_id), clusters_within())
    return _told(path.cluster_id)


def _told(cluster_id: str) -> Response:
    return respond(DuplicatesAnswer.model_validate(duplicates.duplicates(cluster_id, clusters_within())))
