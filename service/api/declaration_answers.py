"""What is told of the match types, their features and conditions, and of the vocabulary."""

from pydantic import Field

from service.api.answers import Answer, CapabilityTag, Meta


class FeatureDescription(Answer):
    """A feature that a match type looks at."""

    name: str
    weight: float = Field(
        description="Its greatest contribution to a score; with the learned ranker's share the weights add up to 1."
    )
    sentence: str = Field(description="What it looks at.")
    best_value: float | None = Field(description="The value that counts most, where more is not better.")
    is_ground: bool = Field(description="Whether it shows common ground; the others count only as far as these do.")
    heeds_certainty: bool = Field(
        description="Whether it counts as far as it is sure what a candidate can do: one large project tells little."
    )
    is_needed: bool = Field(description="Whether other features do not make up for it where its value is not known.")
    needs_organisation: bool = Field(description="Whether it says nothing about a need in free words.")


class ConditionDescription(Answer):
    """What must hold for a candidate to be scored at all."""

    name: str
    sentence: str


class MatchTypeDescription(Answer):
    """A kind of partnership that can be suggested, describing itself."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")
    description: dict[str, str] = Field(description="By ISO 639-1 language code.")
    pairs: dict[str, list[str]] = Field(description="Which kinds may be suggested to which kind; `any` to any.")
    conditions: list[ConditionDescription]
    welcomes_partners: bool = Field(description="Whether past partners are suggested without being asked for.")
    learned: float = Field(description="The share of a score that the learned ranker gives where it can.")
    features: list[FeatureDescription]


class MatchTypesAnswer(Answer):
    """All match types."""

    items: list[MatchTypeDescription]


class CapabilitiesAnswer(Answer):
    """The capabilities that some organisation has."""

    items: list[CapabilityTag]
    meta: Meta
