"""How complete an organisation's profile is, and what telling more would bring."""

from flask import Response
from pydantic import Field, model_validator

from service.api.answers import Answer, Meta
from service.api.blueprints import api_blueprint
from service.api.meta import as_fields, current_meta, respond
from service.api.queries import NoQuery, OrganisationPath
from service.completeness import completeness_of
from service.runtime import current_runtime

blueprint = api_blueprint("completeness", "What an organisation's profile lacks, and what telling it would bring.")


def named_pair(value: object) -> object:
    """Return a pair as the least and the most."""
    return {"least": value[0], "most": value[1]} if isinstance(value, tuple) else value


class CountRange(Answer):
    """A count that depends on what would be told."""

    least: int
    most: int

    _from_pair = model_validator(mode="before")(named_pair)


class ScoreRange(Answer):
    """A score that depends on what would be told."""

    least: float
    most: float

    _from_pair = model_validator(mode="before")(named_pair)


class EffectAnswer(Answer):
    """What telling something would do to the best suggestions of one match type."""

    match_type: str
    of: int = Field(description="How many best suggestions there are, at most 20.")
    raised: CountRange = Field(description="How many of their scores would rise.")
    lowered: CountRange = Field(description="How many of their scores would fall.")
    entered: CountRange = Field(description="How many organisations would be new among the best.")
    judged: int = Field(description="With how many it could be compared in a respect in which it cannot be now.")
    before: float = Field(description="The mean of the best scores.")
    after: ScoreRange = Field(description="What the mean would be.")


class StepAnswer(Answer):
    """Something that could be told."""

    about: str = Field(description="The fact, or `capability`, `post` (an answer to the one with the id) or `posts`.")
    id: str | None = Field(description="Of the capability, or of the offer or request that could be answered.")
    sentence: str
    effects: list[EffectAnswer] = Field(description="By match type; none where no score changes by it now.")


class CompletenessAnswer(Answer):
    """What is known of an organisation, what is missing, and what could be told, the most worth it first."""

    share: float = Field(description="The share of the facts that is known, from 0 to 1.")
    known: list[str]
    missing: list[str]
    steps: list[StepAnswer]
    meta: Meta


@blueprint.get("/organisations/<organisation_id>/completeness", responses={200: CompletenessAnswer})
def get_completeness(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Tell what is missing of an organisation's profile, and what telling it would do to its best suggestions.

    Each thing is tried: the profile is altered as if it had been told, and everyone is scored anew.
    """
    found = completeness_of(current_runtime().engine(), path.organisation_id)
    told = as_fields(found) | {"share": found.share, "meta": current_meta()}
    return respond(CompletenessAnswer.model_validate(told))
