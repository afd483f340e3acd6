"""Look at what organisations offer and seek, and at who may answer."""

from flask import Response

from graph_schema.profile_terms import AGREEMENT, ROLE, profile_terms
from matchers import profile_directory
from service.api.blueprints import api_blueprint, problems
from service.api.matching import match_answer
from service.api.meta import as_fields, current_meta, respond
from service.api.paging import linked, paged
from service.api.profile_answers import (
    ProfileAnswer,
    ProfileMatchesAnswer,
    ProfilesAnswer,
    ProfileTermsAnswer,
    Term,
)
from service.api.profile_queries import ProfileMatchesQuery, ProfilePath, ProfilesQuery
from service.api.queries import NoQuery
from service.runtime import current_runtime

blueprint = api_blueprint("profiles", "Offers and requests, typed as profiles of the Enterprise Europe Network are.")


@blueprint.get("/profiles", responses={200: ProfilesAnswer, **problems(404)})
def search_profiles(query: ProfilesQuery) -> Response:
    """Search what organisations offer and seek, by words, direction, subject, capability and country."""
    page = profile_directory.search_profiles(current_runtime().snapshot(), query.search())
    told = paged(query, page.last) | {"meta": current_meta()}
    return linked(respond(ProfilesAnswer.model_validate(as_fields(page) | told)), told["next"])


@blueprint.get("/profiles/<profile_id>", responses={200: ProfileAnswer, **problems(404)})
def get_profile(path: ProfilePath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Tell all that is known of one offer or request, also of one that stands no more."""
    detail = profile_directory.profile_detail(current_runtime().snapshot(), path.profile_id)
    return respond(ProfileAnswer.model_validate(as_fields(detail) | {"meta": current_meta()}))


@blueprint.get("/profiles/<profile_id>/matches", responses={200: ProfileMatchesAnswer, **problems(404, 409)})
def match_profile(path: ProfilePath, query: ProfileMatchesQuery) -> Response:
    """Suggest who may answer an offer or request that stands: by what they posted, can do and have done."""
    engine = current_runtime().engine()
    answer = match_answer(engine.suggest(query.match_query(path.profile_id)), engine.encoder)
    return respond(ProfileMatchesAnswer(**dict(answer), meta=current_meta()))


@blueprint.get("/profile-terms", responses={200: ProfileTermsAnswer})
def list_profile_terms(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the agreements and partner roles that offers and requests can name."""
    agreements, roles = (
        [Term(id=term.id, labels=term.labels) for term in profile_terms() if term.list == of]
        for of in (AGREEMENT, ROLE)
    )
    return respond(ProfileTermsAnswer(agreements=agreements, roles=roles))
