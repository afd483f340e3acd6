"""The few suggestions of this week for an organisation."""

from flask import Response
from pydantic import Field

from graph_schema.introduction_records import IntroductionState
from matchers.answers import today
from service.api.answers import Answer, Meta
from service.api.blueprints import api_blueprint
from service.api.match_answers import Match
from service.api.meta import current_meta, respond
from service.api.queries import NoQuery, OrganisationPath
from service.runtime import current_runtime
from service.weekly import week_of, weekly

blueprint = api_blueprint("weekly", "A few suggestions a week, across match types.")


class WeeklySuggestionAnswer(Answer):
    """A suggestion of the week."""

    match_type: str
    state: IntroductionState = Field(
        description="How far its introduction has come; suggested where nobody said a word."
    )
    match: Match


class WeeklyAnswer(Answer):
    """The suggestions of this week, the one worth most first; they stay the same within the week."""

    week: str = Field(description="By ISO 8601, as in 2026-W48.")
    items: list[WeeklySuggestionAnswer]
    meta: Meta


@blueprint.get("/organisations/<organisation_id>/weekly", responses={200: WeeklyAnswer})
def get_weekly(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Suggest up to five partners for this week, of several match types, each with why and what each side gains.

    Left out are those declined or introduced, and those shown in two of the last eight weeks without an answer.
    """
    day = today()
    found = weekly(current_runtime(), path.organisation_id, day)
    items = [WeeklySuggestionAnswer.model_validate(one) for one in found]
    return respond(WeeklyAnswer(week=week_of(day), items=items, meta=current_meta()))
