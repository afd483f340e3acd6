"""Search, look at, and find partners for organisations."""

from flask import Response

from matchers import directory
from matchers.network.drawing import neighbourhood
from service.api.blueprints import api_blueprint, problems
from service.api.match_answers import SuggestionsAnswer
from service.api.matching import match_answer
from service.api.meta import as_fields, current_meta, respond
from service.api.organisation_answers import NetworkAnswer, OrganisationAnswer, OrganisationsAnswer
from service.api.paging import linked, paged
from service.api.queries import (
    NeighbourhoodQuery,
    NoQuery,
    OrganisationPath,
    OrganisationsQuery,
    SuggestionsQuery,
)
from service.runtime import current_runtime

blueprint = api_blueprint("organisations", "Firms, universities, research centres and public bodies of the graph.")


@blueprint.get("/organisations", responses={200: OrganisationsAnswer, **problems(404)})
def search_organisations(query: OrganisationsQuery) -> Response:
    """Search organisations by words in any order, kind, country, cluster and capability."""
    page = directory.search_organisations(current_runtime().snapshot(), query.search())
    told = paged(query, page.last) | {"meta": current_meta()}
    return linked(respond(OrganisationsAnswer.model_validate(as_fields(page) | told)), told["next"])


@blueprint.get("/organisations/<organisation_id>", responses={200: OrganisationAnswer, **problems(404)})
def get_organisation(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Tell all that is known of one organisation: facts, capabilities with evidence, projects, partners."""
    detail = directory.organisation_detail(current_runtime().snapshot(), path.organisation_id)
    return respond(OrganisationAnswer.model_validate(as_fields(detail) | {"meta": current_meta()}))


@blueprint.get("/organisations/<organisation_id>/suggestions", responses={200: SuggestionsAnswer, **problems(404)})
def suggest_partners(path: OrganisationPath, query: SuggestionsQuery) -> Response:
    """Suggest partners for one organisation, with the reasons that make up each score."""
    engine = current_runtime().engine()
    answer = match_answer(engine.suggest(query.match_query(organisation=path.organisation_id)), engine.encoder)
    return respond(SuggestionsAnswer(**dict(answer), meta=current_meta()))


@blueprint.get("/organisations/<organisation_id>/network", responses={200: NetworkAnswer, **problems(404)})
def get_neighbourhood(path: OrganisationPath, query: NeighbourhoodQuery) -> Response:
    """Return the organisations that this one worked with, as a network to draw."""
    network = neighbourhood(current_runtime().snapshot(), path.organisation_id, query.limit)
    return respond(NetworkAnswer.model_validate(as_fields(network) | {"meta": current_meta()}))
