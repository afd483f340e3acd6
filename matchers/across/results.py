"""What questions that span clusters ask and answer."""

from dataclasses import dataclass, field
from datetime import date

from matchers.results import ClusterCard, OrganisationCard, OrganisationFilter, Reason


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
