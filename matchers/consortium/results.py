"""What consortium completion answers with: needs, missing roles with partners, teams, replacements."""

from dataclasses import dataclass, field

from matchers.consortium.query import ConsortiumQuery
from matchers.results import DeclinedPartner, OrganisationCard, Reason


@dataclass(frozen=True, slots=True)
class Need:
    """A capability that the idea needs; the weights of all needs add up to 1.

    `is_named` tells whether the text itself speaks of it; `covered` in [0, 1] is how far the partners so far, named in
    `covered_by`, have it.
    """

    capability: str
    label: str
    stage: str
    weight: float
    is_named: bool
    evidence: str
    covered: float
    covered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RolePartner:
    """Who could take a role; `score` in [0, 1] is the sum of the reasons' contributions."""

    organisation: OrganisationCard
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MissingRole:
    """What the partners so far lack: `aspect` is capability, kind, country or any, `label` what of it.

    `is_rule` tells a role that the rules or wishes ask for from one that projects like this usually have.
    """

    aspect: str
    label: str
    sentence: str
    is_rule: bool
    partners: tuple[RolePartner, ...]


@dataclass(frozen=True, slots=True)
class TeamPart:
    """One part of a team's value: its value in [0, 1], and what it adds to the sum (its weight times its value)."""

    name: str
    sentence: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class TeamMember:
    """A member: its `role` in a sentence, and what the team's value would lose without it, in all and by part.

    `is_on_board` marks partners so far, `is_pinned` who was wished for or pinned by a manager,
    `is_required` whom the rules need: without it they would not hold. `reasons` tell why it suits the idea; they add up
    to `relevance`.
    """

    organisation: OrganisationCard
    role: str
    marginal: float
    marginal_parts: dict[str, float]
    relevance: float
    reasons: tuple[Reason, ...]
    is_on_board: bool
    is_pinned: bool
    is_required: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a team covers a need, in [0, 1], and by whom: ids of members with their strength, strongest first."""

    capability: str
    covered: float
    members: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Team:
    """A whole team: `value` in [0, 1] is the sum of the parts' contributions."""

    members: tuple[TeamMember, ...]
    value: float
    parts: tuple[TeamPart, ...]
    coverage: tuple[Coverage, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Consortium:
    """The answer: needs (heaviest first), missing roles (those of the rules first), and different teams, best first.

    `similar_projects` names the past projects that tell what such consortia need; `considered` counts organisations
    that could have been members. `declined` are those left out since who asks declined them; `left_out` counts those
    that declined who asks, or with whom others on board will not be. `turned` is how many times as declared
    features count, where the manager of who asks has turned them.
    """

    query: ConsortiumQuery
    needs: tuple[Need, ...]
    missing: tuple[MissingRole, ...]
    teams: tuple[Team, ...]
    similar_projects: tuple[str, ...]
    considered: int
    snapshot_version: str
    model: str
    declined: tuple[DeclinedPartner, ...] = ()
    left_out: int = 0
    turned: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Who could come instead: `value` is the team's with it, `change` against the team as it was.

    `restored` is the share of what the leaving member added that comes back (above 1: more than that), `role` what it
    would be there for.
    """

    organisation: OrganisationCard
    value: float
    change: float
    restored: float
    role: str
    reasons: tuple[Reason, ...]
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """Who could replace a member that leaves a team: whom a manager pinned first, then the best.

    `lost` says what goes with the member. `declined`, `left_out` and `turned` are those of a `Consortium`.
    """

    query: ConsortiumQuery
    leaving: OrganisationCard
    lost: str
    value_before: float
    value_without: float
    staying: tuple[OrganisationCard, ...]
    replacements: tuple[Replacement, ...]
    snapshot_version: str
    model: str
    declined: tuple[DeclinedPartner, ...] = ()
    left_out: int = 0
    turned: dict[str, float] = field(default_factory=dict)
