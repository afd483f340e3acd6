"""What the API answers about offers and requests."""

from pydantic import Field

from service.api.answers import Answer, CapabilityTag, Meta, OrganisationSummary
from service.api.completeness import EffectAnswer
from service.api.match_answers import MatchAnswer
from service.api.organisation_answers import CapabilityEvidence


class ProfileSummary(Answer):
    """An offer or request as lists show it."""

    id: str
    direction: str = Field(description="offer or request.")
    subject: str = Field(description="technology, business or research.")
    title: str
    organisation: OrganisationSummary = Field(description="Whose it is.")
    capabilities: list[CapabilityTag] = Field(description="What its words speak of, strongest first.")
    trl_min: int | None = Field(description="Lowest technology readiness level, from 1 to 9.")
    trl_max: int | None = Field(description="Highest technology readiness level.")
    countries: list[str] = Field(description="Where partners are wished for, ISO 3166-1 alpha-2; empty for anywhere.")
    published: str | None = Field(description="First day it stands, ISO 8601 date.")
    expires: str | None = Field(description="Last day it stands.")
    is_open: bool = Field(description="Whether it stands today; only then is it matched.")


class ProfilesAnswer(Answer):
    """One page of offers and requests."""

    items: list[ProfileSummary]
    total: int = Field(description="How many there are on all pages.")
    page: int | None = Field(description="Null where a cursor was sent.")
    page_size: int
    next: str | None = Field(description="The cursor of the next page; null on the last one.")
    meta: Meta


class Term(Answer):
    """A term of a closed list."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")


class ProfileAnswer(Answer):
    """All that is known of an offer or request."""

    profile: ProfileSummary = Field(validation_alias="card")
    text: str
    roles: list[Term] = Field(description="Roles sought in a partner.")
    agreements: list[Term] = Field(description="Agreements sought.")
    partner_kinds: list[str] = Field(description="Kinds of organisation sought; empty for any.")
    withdrawn: str | None = Field(description="Day from which it stands no more.")
    capabilities: list[CapabilityEvidence] = Field(description="What its words speak of, with the words.")
    meta: Meta


class ProfileMatchesAnswer(MatchAnswer):
    """Who may answer an offer or request."""

    meta: Meta


class ProfilePreviewAnswer(Answer):
    """What an offer or request would bring if it stood."""

    answers: MatchAnswer = Field(description="Who would answer, at most five.")
    effects: list[EffectAnswer] = Field(
        description="By match type, what it would do to the best suggestions of whom it is of; the greatest gain first."
    )
    meta: Meta


class ProfileTermsAnswer(Answer):
    """The closed lists that profiles use."""

    agreements: list[Term]
    roles: list[Term]
