"""What is asked of the engine and what it answers with: matches, their reasons and evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matchers.reranking import Switches
from matchers.said import said

NEWCOMER_NOTE = said("A newcomer, with at most one project: one place among the first ten is kept for them.")

PINNED_NOTE = said("Pinned: the manager of the cluster wants this one to be looked at first.")


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """Which organisations may appear; an empty tuple allows all. Values within one field are alternatives."""

    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    clusters: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchQuery:
    """Who or what partners are sought for: exactly one of `organisation` and `profile` (ids), or `text` (free words).

    Offers and requests count where they stand on `day`; None is today. `asked_by` is the organisation in whose name
    words are asked, so that what it declined counts.
    """

    match_type: str
    organisation: str | None = None
    text: str | None = None
    profile: str | None = None
    asked_by: str | None = None
    day: date | None = None
    limit: int = 10
    filter: OrganisationFilter = field(default_factory=OrganisationFilter)
    include_partners: bool = False
    switches: Switches = field(default_factory=Switches)
    explain_changes: bool = False


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """An organisation as lists show it; `capabilities` are (id, English label), strongest first; `projects` a count."""

    id: str
    name: str
    kind: str
    country: str | None
    city: str | None
    is_sme: bool | None
    clusters: tuple[str, ...]
    capabilities: tuple[tuple[str, str], ...]
    projects: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature's part in a score: a sentence for a person, both sides' values, the feature's value in [0, 1].

    `contribution` is what it adds to the score, or takes off where what was declined damps it; a match's contributions
    add up to its score. `usual` is what it adds on average to those that were compared, 0 where nobody was. Reasons
    come by how much more than that they add: what sets a partner apart tells more than what speaks for everyone.
    """

    feature: str
    sentence: str
    ours: str
    theirs: str
    value: float
    contribution: float
    usual: float = 0.0

    @property
    def distinction(self) -> float:
        """What it adds beyond what is usual."""
        return self.contribution - self.usual


@dataclass(frozen=True, slots=True)
class PathStep:
    """One node on a path through the graph.

    `node` is organisation, project, capability, cluster, network, profile or need.
    """

    node: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class EvidencePath:
    """A path that ties the two organisations, told in one sentence."""

    sentence: str
    steps: tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class Gains:
    """What each side gains from working together, one sentence a gain."""

    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweringProfile:
    """The offer or request of a suggested partner that answers best; `direction` is offer or request."""

    id: str
    direction: str
    title: str


@dataclass(frozen=True, slots=True)
class ShownBefore:
    """An organisation that is shown before a match and is nearly the same again."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """How well each side suits the other by the declared features, from 0 to 1, and the harmonic mean of the two.

    `theirs` and `both` are None where the match type is not for that direction; `note` then says so.
    """

    ours: float
    theirs: float | None
    both: float | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change that one of the two sides could make, told in a sentence, with the score before and after."""

    sentence: str
    before: float
    after: float


WEAK = 0.15
"""Below this score little speaks for a match."""


@dataclass(frozen=True, slots=True)
class Match:
    """One suggested partner; `score` in [0, 1] is the sum of the reasons' contributions.

    `unknown` are sentences on what is not known of the two and was left out of the score. `answer` is its offer or
    request that comes near to what is asked, if one does. `reciprocity` is the interest of both sides; None for free
    words, behind which no one is known. `chance` is the probability, learned from the past, that the two work together
    within a year; None where nothing was learned or they have already. `behind` is the near-duplicate that it stepped
    back behind, `has_newcomer_place` says that it stands here since the first ten are to have a newcomer: then its
    place is not what its score alone would give it; nor is it where a manager pinned it (`is_pinned`). `changes` are
    told only where the query asks for them.
    """

    organisation: OrganisationCard
    score: float
    reasons: tuple[Reason, ...]
    paths: tuple[EvidencePath, ...]
    gains: Gains
    unknown: tuple[str, ...] = ()
    answer: AnsweringProfile | None = None
    reciprocity: Reciprocity | None = None
    chance: float | None = None
    behind: ShownBefore | None = None
    has_newcomer_place: bool = False
    is_pinned: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def is_weak(self) -> bool:
        """Whether little speaks for it: no more than for many others, such as being active or near by."""
        return self.score < WEAK and not self.is_pinned

    @property
    def notes(self) -> tuple[str, ...]:
        """Say why it does not stand where its score alone would put it, a sentence each."""
        behind = (said("Like {name}, which is shown first.", name=self.behind.name),) if self.behind else ()
        return (PINNED_NOTE,) * self.is_pinned + behind + (NEWCOMER_NOTE,) * self.has_newcomer_place


@dataclass(frozen=True, slots=True)
class Ranked:
    """A suggested partner (id) with its score alone."""

    partner: str
    score: float


@dataclass(frozen=True, slots=True)
class DeclinedPartner:
    """An organisation that is not suggested since who asks declined it: for what, why in words, when (ISO date)."""

    id: str
    name: str
    match_type: str
    label: str
    day: str


@dataclass(frozen=True, slots=True)
class MatchList:
    """The answer to one query, best first, with what it was computed from; `considered` counts scored candidates.

    `is_learned` tells whether the learned ranker had something to say on this query. `declined` are those left out
    since who asks declined them. `turned` says how many times as declared features count where a manager turned them,
    and `kept_apart` how many are left out since a manager wants it.
    """

    query: MatchQuery
    matches: tuple[Match, ...]
    considered: int
    snapshot_version: str
    model: str
    is_learned: bool = False
    declined: tuple[DeclinedPartner, ...] = ()
    turned: Mapping[str, float] = field(default_factory=dict)
    kept_apart: int = 0
