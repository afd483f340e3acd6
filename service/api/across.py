"""Questions that span clusters, for networks that ask from abroad."""

from flask import Response

from matchers.across.meetings import meetings
from matchers.across.results import WhoCanQuery
from matchers.across.who_can import who_can
from service.api.across_answers import ClusterMeetingsAnswer, WhoCanAnswer
from service.api.across_queries import ClustersPath, MeetingsFields, WhoCanBody, WhoCanParameters
from service.api.blueprints import api_blueprint, problems
from service.api.matching import ECHO_CHARACTERS, notes_on
from service.api.meta import as_fields, current_meta, respond
from service.runtime import current_runtime
from service.visibility import current_visibility

blueprint = api_blueprint("across", "Questions that span clusters: who can do something, who should meet.")


@blueprint.get("/who-can", responses={200: WhoCanAnswer, **problems(404)})
def ask_who_can(query: WhoCanParameters) -> Response:
    """Tell who in which cluster can do something told in a few words of any language, with evidence and reasons."""
    return _answer(query.who_can(query.text))


@blueprint.post("/who-can", responses={200: WhoCanAnswer, **problems(404, 413)})
def ask_who_can_at_length(body: WhoCanBody) -> Response:
    """Tell the same for a text of any length."""
    return _answer(body.who_can())


@blueprint.get("/clusters/<cluster_id>/meetings/<other_id>", responses={200: ClusterMeetingsAnswer, **problems(404)})
def list_meetings(path: ClustersPath, query: MeetingsFields) -> Response:
    """Tell which members of two clusters should meet: by topic in figures, then in rounds of meetings with reasons."""
    engine = current_runtime().engine()
    found = meetings(engine, query.between(path.cluster_id, path.other_id), current_visibility(engine.snapshot))
    return respond(ClusterMeetingsAnswer.model_validate(as_fields(found) | {"meta": current_meta()}))


def _answer(query: WhoCanQuery) -> Response:
    engine = current_runtime().engine()
    found = who_can(engine, query, current_visibility(engine.snapshot))
    told = {"text": query.text[:ECHO_CHARACTERS], "notes": notes_on(query.text, engine.encoder), "meta": current_meta()}
    return respond(WhoCanAnswer.model_validate(as_fields(found) | told))
