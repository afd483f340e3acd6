"""What can be asked for: the match types, describing themselves, and the capabilities."""

from flask import Response

from matchers import directory
from matchers.match_types import match_types
from service.api.answers import CapabilitiesAnswer, CapabilityTag, MatchTypeDescription, MatchTypesAnswer
from service.api.blueprints import api_blueprint
from service.api.meta import current_meta, respond
from service.api.queries import NoQuery
from service.runtime import current_runtime

blueprint = api_blueprint("vocabulary", "The terms that queries use.")


@blueprint.get("/match-types", responses={200: MatchTypesAnswer})
def list_match_types(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the kinds of partnership that can be suggested: who, under which conditions, by which features."""
    items = [MatchTypeDescription.model_validate(kind) for kind in match_types().values()]
    return respond(MatchTypesAnswer(items=items))


@blueprint.get("/capabilities", responses={200: CapabilitiesAnswer})
def list_capabilities(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the capabilities that organisations can be filtered by."""
    options = directory.capability_options(current_runtime().snapshot())
    items = [CapabilityTag(id=identifier, label=label) for identifier, label in options]
    return respond(CapabilitiesAnswer(items=items, meta=current_meta()))
