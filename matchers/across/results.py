"""What questions that span clusters ask and answer."""

from dataclasses import dataclass, field
from datetime import date

from matchers.directory_results import ClusterCard
from matchers.results import EvidencePath, OrganisationCard, OrganisationFilter, Reason

USUAL_MEETINGS = 3
"""Meetings that one organisation has at most, unless told otherwise: what fits into an afternoon."""


@dataclass(frozen=True, slots=True)
class WhoCanQuery:
    """What is to be done, in free words; `each` is how many are shown of each cluster.

    Offers count where they stand on `day`; None is today.
    """

    text: str
    filter: OrganisationFilter = field(default_factory=OrganisationFilter)
    each: int = 3
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Able:
    """An organisation that can do what is asked: the evidence in sentences, and the reasons that make its score."""

    organisation: OrganisationCard
    score: float
    evidence: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ClusterAble:
    """Who in a cluster can do it: how many of the members looked at, how many of these are not named, the best.

    `members` counts those that the filter lets through.
    """

    cluster: ClusterCard
    members: int
    able: int
    unnamed: int
    best: tuple[Able, ...]


@dataclass(frozen=True, slots=True)
class WhoCan:
    """Who in which cluster can do what is asked; clusters with most come first.

    `capabilities` are those that the text names, (id, English label); `elsewhere` counts who can and is in no cluster,
    None where only some clusters were asked for.
    """

    query: WhoCanQuery
    capabilities: tuple[tuple[str, str], ...]
    clusters: tuple[ClusterAble, ...]
    elsewhere: int | None
    snapshot_version: str
    model: str


@dataclass(frozen=True, slots=True)
class MeetingsQuery:
    """Two clusters (ids) whose members should meet for a match type; None for the one that suits their countries.

    `most` is how many meetings one organisation has at most, `each` of how many of a topic the reasons are told. Offers
    and requests count where they stand on `day`; None is today.
    """

    cluster: str
    other: str
    match_type: str | None = None
    most: int = USUAL_MEETINGS
    each: int = 3
    include_partners: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a meeting: how well the other suits it, from 0 to 1, why, and what it gains."""

    score: float
    reasons: tuple[Reason, ...]
    gains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two organisations that should meet, one of each cluster; `both` is the harmonic mean of both sides' scores.

    `nature` is alike, complementary or other. Nobody has two meetings in one `round` (from 1). `sides` (ours, theirs)
    and `paths` are told for the best of a topic only.
    """

    ours: OrganisationCard
    theirs: OrganisationCard
    both: float
    nature: str
    round: int
    sides: tuple[Side, Side] | None = None
    paths: tuple[EvidencePath, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicSide:
    """How strong a cluster is in a topic: members that have a capability in it, and their projects about it."""

    members: int
    projects: int


@dataclass(frozen=True, slots=True)
class TopicMeetings:
    """A topic of two clusters: how strong either is, how many pairs are worth a meeting, and which meetings to hold.

    `id` and `label` are those of a capability, "" where the common ground is in no capability; then the sides are None.
    Of the `pairs`, `alike` do the same things, and `complementary` ones what feeds into what the other does. `strength`
    is the mean score of both sides. `unnamed` counts the pairs of which a side is not named.
    """

    id: str
    label: str
    ours: TopicSide | None
    theirs: TopicSide | None
    pairs: int
    alike: int
    complementary: int
    strength: float
    unnamed: int
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class ClusterMeetings:
    """Which members of two clusters should meet, by topic, the topic with most to meet for first.

    `compared` counts all pairs that the match type is for, `pairs` those worth a meeting, `met` the members of either
    side that get one. `match_type` is the one that was used.
    """

    query: MeetingsQuery
    match_type: str
    clusters: tuple[ClusterCard, ClusterCard]
    compared: int
    pairs: int
    met: tuple[int, int]
    topics: tuple[TopicMeetings, ...]
    snapshot_version: str
    model: str
