"""What can be asked for: the match types, describing themselves, and the capabilities."""

from flask import Response

from matchers import directory
from service.api.answers import CapabilityTag
from service.api.blueprints import api_blueprint
from service.api.declaration_answers import CapabilitiesAnswer, MatchTypesAnswer
from service.api.match_types import described
from service.api.meta import current_meta, respond
from service.api.queries import NoQuery
from service.runtime import current_runtime

blueprint = api_blueprint("vocabulary", "The terms that queries use.")


@blueprint.get("/match-types", responses={200: MatchTypesAnswer})
def list_match_types(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the kinds of partnership that can be suggested: who, under which conditions, by which features."""
    return respond(MatchTypesAnswer(items=described()))


@blueprint.get("/capabilities", responses={200: CapabilitiesAnswer})
def list_capabilities(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the capabilities that some organisation has, by label."""
    options = directory.capability_options(current_runtime().snapshot())
    items = [CapabilityTag(id=identifier, label=label) for identifier, label in options]
    return respond(CapabilitiesAnswer(items=items, meta=current_meta()))
