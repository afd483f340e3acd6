"""Write and withdraw offers and requests."""

from flask import Response

from graph_schema import store
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.completeness import EffectAnswer
from service.api.matching import match_answer
from service.api.meta import as_fields, current_meta, respond
from service.api.profile_answers import ProfilePreviewAnswer
from service.api.profile_queries import ProfileBody, WrittenProfilePath
from service.api.queries import NoQuery
from service.api.write_answers import WriteAnswer
from service.api.writes import SOURCE
from service.auth.reach import require_organisation
from service.posting import posting_of, write_profile
from service.runtime import current_runtime

blueprint = api_blueprint("profile_writing", "Changes to offers and requests; they show within about two seconds.")


@blueprint.put(
    "/profiles/<profile_id>",
    responses={200: WriteAnswer, **problems(409, 413)},
    security=NEEDS_KEY,
)
def put_profile(path: WrittenProfilePath, body: ProfileBody) -> Response:
    """Create or replace an offer or request; one that was withdrawn stands again. The same again changes nothing."""
    profile = body.profile(path.profile_id)
    require_organisation(profile.organisation_id)
    return respond(WriteAnswer.model_validate(write_profile(current_runtime().graph(), profile, SOURCE)))


@blueprint.post(
    "/profiles/<profile_id>/preview",
    responses={200: ProfilePreviewAnswer, **problems(413)},
    security=NEEDS_KEY,
)
def preview_profile(path: WrittenProfilePath, body: ProfileBody) -> Response:
    """Tell what an offer or request would bring if it stood with this id: who would answer, and what else would change.

    Nothing is written. Everyone is scored anew, as if it had been posted.
    """
    profile = body.profile(path.profile_id)
    require_organisation(profile.organisation_id)
    runtime = current_runtime()
    found = posting_of(runtime, profile)
    answer = match_answer(found.matches, runtime.engine().encoder)
    effects = [EffectAnswer.model_validate(as_fields(one)) for one in found.effects]
    return respond(ProfilePreviewAnswer(answers=answer, effects=effects, meta=current_meta()))


@blueprint.delete(
    "/profiles/<profile_id>",
    responses={200: WriteAnswer},
    security=NEEDS_KEY,
)
def withdraw_profile(path: WrittenProfilePath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Withdraw an offer or request: it is matched no more, and keeps its id and words."""
    summary = store.withdraw_profile(current_runtime().graph(), path.profile_id)
    return respond(WriteAnswer.model_validate(summary))
