"""What questions for partners are answered with: matches with reasons, both sides' interest, paths and changes."""

from pydantic import Field

from service.api.answers import Answer, Meta, OrganisationSummary


class Reason(Answer):
    """One feature's part in a score."""

    feature: str
    sentence: str
    ours: str = Field(description="The value on the side of the one who asks.")
    theirs: str = Field(description="The value on the side of the suggested partner.")
    value: float = Field(description="The feature's value, from 0 to 1.")
    contribution: float = Field(description="What it adds to the score, or takes off; all add up to it.")
    usual: float = Field(
        default=0.0,
        description="What it adds on average to those that were compared; reasons come by what they add beyond that.",
    )


class PathStep(Answer):
    """One node on a path through the graph."""

    node: str = Field(description="organisation, project, capability, cluster, network, profile or need.")
    id: str
    label: str


class EvidencePath(Answer):
    """A path through the graph that ties the two organisations."""

    sentence: str
    steps: list[PathStep]


class Gains(Answer):
    """What each side gains, one sentence a gain."""

    ours: list[str]
    theirs: list[str]


class AnsweringProfile(Answer):
    """The suggested partner's offer or request that answers what is asked."""

    id: str
    direction: str = Field(description="offer or request.")
    title: str


class ShownBefore(Answer):
    """A near-duplicate of a match that is shown before it."""

    id: str
    name: str


class Reciprocity(Answer):
    """The interest of both sides, by the features of the match type: how well each suits the other."""

    ours: float = Field(description="How well they suit the one who asks, from 0 to 1.")
    theirs: float | None = Field(description="How well the one who asks suits them; null where the type is not for it.")
    both: float | None = Field(description="The harmonic mean of the two: low where either is.")
    note: str | None = Field(description="Why there is no score of their side.")


class Change(Answer):
    """A change that one of the two sides could make."""

    sentence: str
    before: float = Field(description="The score as it is.")
    after: float = Field(description="The score with this change and nothing else changed.")


class Match(Answer):
    """One suggested partner."""

    organisation: OrganisationSummary
    score: float = Field(description="From 0 to 1: the sum of the reasons' contributions.")
    reasons: list[Reason]
    paths: list[EvidencePath]
    gains: Gains
    changes: list[Change] = Field(description="What would change the score most; only where `explain` asks for it.")
    reciprocity: Reciprocity | None = Field(description="Null for a need in free words.")
    unknown: list[str] = Field(description="What is not known of the two and was left out of the score.")
    answer: AnsweringProfile | None = Field(description="Its offer or request that comes near to what is asked.")
    chance: float | None = Field(
        description="The probability that the two come together in a project within a year, learned from who did in "
        "European projects; null where nothing was learned of them, or they have worked together already."
    )
    behind: ShownBefore | None = Field(description="The near-duplicate of it before which it would stand by its score.")
    has_newcomer_place: bool = Field(description="Whether it stands here since the first ten are to have a newcomer.")
    is_pinned: bool = Field(description="Whether a cluster's manager wants it to be looked at first.")
    notes: list[str] = Field(description="The same in sentences: why it is not where its score alone would put it.")


class DeclinedPartner(Answer):
    """An organisation that is left out since who asks declined it."""

    id: str
    name: str
    match_type: str
    label: str = Field(description="The reason in words.")
    day: str = Field(description="When, ISO 8601 date.")


class MatchAnswer(Answer):
    """The answer to one query, best match first."""

    match_type: str
    organisation: str | None = Field(description="Whom partners were sought for, if it was an organisation.")
    profile: str | None = Field(description="The offer or request that was asked for, if it was one.")
    text: str | None = Field(description="The need that was asked for, if it was one; long ones are cut here.")
    considered: int = Field(description="How many candidates were scored.")
    notes: list[str] = Field(description="What to know about this answer, such as that a text was cut.")
    declined: list[DeclinedPartner] = Field(description="Who is left out since who asks declined them.")
    turned: dict[str, float] = Field(
        description="How many times as declared features count, where the manager of the cluster turned their weights."
    )
    kept_apart: int = Field(description="How many are left out since the manager of the cluster wants it.")
    matches: list[Match]


class SuggestionsAnswer(MatchAnswer):
    """Suggested partners of an organisation."""

    meta: Meta


class MatchesAnswer(Answer):
    """The answers to many queries, in their order."""

    results: list[MatchAnswer]
    meta: Meta
