"""Introductions from a suggestion to an agreement: what stands, and what is done to one."""

from flask import Response

from graph_schema import store
from matchers.directory import member_ids
from service.api.blueprints import api_blueprint, problems
from service.api.introduction_models import (
    ActBody,
    ActsAnswer,
    ClusterPath,
    IntroductionAnswer,
    IntroductionPath,
    IntroductionsAnswer,
    IntroductionsPath,
    IntroductionWithHistory,
    acts_answer,
)
from service.api.meta import respond
from service.api.queries import NoQuery
from service.auth.viewer import current_viewer
from service.introductions.acting import act, find
from service.runtime import current_runtime

ONE = "/organisations/<organisation_id>/introductions/<partner_id>/<match_type>"

blueprint = api_blueprint("introductions", "Introductions of two organisations, from a suggestion to an agreement.")


@blueprint.get("/introduction-acts", responses={200: ActsAnswer})
def list_acts(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List what can be done to an introduction, in which states, and what comes of it."""
    return respond(acts_answer())


@blueprint.get("/organisations/<organisation_id>/introductions", responses={200: IntroductionsAnswer, **problems(401)})
def list_of_organisation(path: IntroductionsPath, query: NoQuery) -> Response:  # noqa: ARG001
    """List the introductions of an organisation, also those in which it is the suggested partner."""
    return _listed([path.organisation_id])


@blueprint.get("/clusters/<cluster_id>/introductions", responses={200: IntroductionsAnswer, **problems(401, 404)})
def list_of_cluster(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001
    """List the introductions of all members of a cluster."""
    return _listed(member_ids(current_runtime().snapshot(), path.cluster_id))


@blueprint.get(ONE, responses={200: IntroductionWithHistory, **problems(401, 404)})
def get_introduction(path: IntroductionPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Tell how far an introduction has come, with its history; a suggestion where nothing was said yet."""
    now, steps = find(current_runtime(), path.organisation_id, path.partner_id, path.match_type)
    return respond(IntroductionWithHistory.told(now, steps))


@blueprint.post(ONE, responses={200: IntroductionAnswer, **problems(401, 404, 409)})
def act_on_introduction(path: IntroductionPath, body: ActBody) -> Response:
    """Do something to an introduction in the name of the first organisation; to do the same again changes nothing.

    Of two who act at once both count, in the order in which they come; where the second act is no more possible, the
    answer says what the first one was.
    """
    said = body.said(current_viewer().name)
    now = act(current_runtime(), path.organisation_id, path.partner_id, path.match_type, said)
    return respond(IntroductionAnswer.of(now))


def _listed(organisation_ids: list[str]) -> Response:
    found = store.read_introductions(current_runtime().graph(), organisation_ids, either=True)
    return respond(IntroductionsAnswer(items=[IntroductionAnswer.of(row) for row in found]))
