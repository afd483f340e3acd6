"""What the API answers about consortia. Models are filled from the matchers' results by attribute name."""

from pydantic import Field, model_validator

from service.api.answers import Answer, Meta, OrganisationSummary
from service.api.match_answers import DeclinedPartner, Reason


class Need(Answer):
    """A capability that the idea needs."""

    capability: str
    label: str
    stage: str = Field(description="Place in the value chain.")
    weight: float = Field(description="What it counts; the weights of all needs add up to 1.")
    is_named: bool = Field(description="Whether the text itself speaks of it, or only projects like it do.")
    evidence: str
    covered: float = Field(description="How far the partners so far have it, from 0 to 1.")
    covered_by: list[str] = Field(description="Names of the partners so far that have it.")


class RolePartner(Answer):
    """Who could take a missing role."""

    organisation: OrganisationSummary
    score: float = Field(description="From 0 to 1: the sum of the reasons' contributions.")
    reasons: list[Reason]


class MissingRole(Answer):
    """What the partners so far lack."""

    aspect: str = Field(description="capability, kind, country, or any for whoever suits best.")
    label: str
    sentence: str
    is_rule: bool = Field(description="Whether rules or wishes ask for it, or only projects like this have it.")
    partners: list[RolePartner] = Field(description="Best first.")


class TeamPart(Answer):
    """One part of a team's value."""

    name: str
    sentence: str
    value: float = Field(description="From 0 to 1.")
    contribution: float = Field(description="What it adds to the team's value; all parts add up to it.")


class TeamMember(Answer):
    """One member of a team."""

    organisation: OrganisationSummary
    role: str = Field(description="What it is there for, in a sentence.")
    marginal: float = Field(description="What the team's value would lose without it; members overlap, so no sum.")
    marginal_parts: dict[str, float] = Field(description="The same by part of the value.")
    relevance: float = Field(description="How well it suits the idea, from 0 to 1: the sum of the reasons.")
    reasons: list[Reason]
    is_on_board: bool = Field(description="Whether it is a partner so far.")
    is_pinned: bool = Field(description="Whether it was wished for in every team, or pinned by the asker's manager.")
    is_required: bool = Field(description="Whether the rules would not hold without it.")


class CoveringMember(Answer):
    """A member that has a needed capability."""

    id: str
    strength: float = Field(description="How sure the evidence makes it, from 0 to 1.")

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: object) -> object:
        return {"id": value[0], "strength": value[1]} if isinstance(value, tuple) else value


class Coverage(Answer):
    """How far a team covers a need."""

    capability: str
    covered: float = Field(description="As far as the member covers it who covers it best, from 0 to 1.")
    members: list[CoveringMember] = Field(description="Who has the capability, strongest first.")


class Team(Answer):
    """A whole team."""

    value: float = Field(description="From 0 to 1: the sum of the parts' contributions.")
    members: list[TeamMember] = Field(description="Those on board in their order, then who adds most.")
    parts: list[TeamPart]
    coverage: list[Coverage] = Field(description="In the order of the needs.")
    countries: list[str] = Field(description="ISO 3166-1 alpha-2.")


class ConsortiumAnswer(Answer):
    """What an idea needs, who is missing, and different whole teams."""

    idea: str = Field(description="The idea that was asked for; a long one is cut here.")
    notes: list[str] = Field(description="What to know about this answer, such as that a text was cut.")
    needs: list[Need] = Field(description="The weightiest first.")
    missing: list[MissingRole] = Field(description="Those that rules or wishes ask for first.")
    teams: list[Team] = Field(description="Best first, each with other members.")
    similar_projects: list[str] = Field(description="Past projects that tell what such consortia need.")
    considered: int = Field(description="How many organisations could have been members.")
    declined: list[DeclinedPartner] = Field(description="Who is in no team since who asks declined them.")
    meta: Meta


class Replacement(Answer):
    """Who could take the place of a member that leaves."""

    organisation: OrganisationSummary
    value: float = Field(description="The team's value with it.")
    change: float = Field(description="Against the team as it was.")
    restored: float = Field(description="The share that comes back of what the leaving member added.")
    role: str = Field(description="What it would be there for.")
    reasons: list[Reason]
    is_pinned: bool = Field(description="Whether the asker's manager pinned it.")


class RepairAnswer(Answer):
    """Who could take a place that becomes free: whom the asker's manager pinned first, then the best."""

    notes: list[str] = Field(description="What to know about this answer, such as that a text was cut.")
    leaving: OrganisationSummary
    lost: str = Field(description="What the team loses with it, in a sentence.")
    value_before: float
    value_without: float
    staying: list[OrganisationSummary]
    replacements: list[Replacement]
    declined: list[DeclinedPartner] = Field(description="Who is left out since who asks declined them.")
    meta: Meta


class RuleSet(Answer):
    """Rules that a consortium keeps."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")
    description: dict[str, str] = Field(description="By ISO 639-1 language code.")
    members: int = Field(description="Least number of members.")
    countries: int = Field(description="Least number of different countries.")
    counting: list[str] = Field(description="Countries that count, ISO 3166-1 alpha-2; empty for all.")
    anchor: list[str] = Field(description="At least one member is in one of these; empty for anywhere.")
    kinds: list[list[str]] = Field(description="Of each list of kinds there is at least one member.")


class RuleSetsAnswer(Answer):
    """All rule sets."""

    items: list[RuleSet]
