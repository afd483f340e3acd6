"""What the directory answers with: pages of organisations, all of one, clusters, a cluster's network."""

from dataclasses import dataclass, field

from matchers.paging import Page, Place
from matchers.results import OrganisationCard, OrganisationFilter


@dataclass(frozen=True, slots=True)
class OrganisationSearch:
    """A search over organisations: words in any order (name, city, capabilities), a filter, and which page."""

    words: str = ""
    filter: OrganisationFilter = field(default_factory=OrganisationFilter)
    page: Page = field(default_factory=Page)


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One page of search results; `total` counts all hits, `last` is where the next page begins, if there is one."""

    items: tuple[OrganisationCard, ...]
    total: int
    page: int
    page_size: int
    last: Place | None


@dataclass(frozen=True, slots=True)
class ProjectCard:
    """A project as an organisation's page shows it; dates are ISO strings; `role` is coordinator or participant."""

    id: str
    acronym: str
    title: str | None
    start: str | None
    end: str | None
    role: str


@dataclass(frozen=True, slots=True)
class CapabilityCard:
    """A capability of an organisation with the evidence for it."""

    id: str
    label: str
    stage: str
    strength: float
    evidence: str


@dataclass(frozen=True, slots=True)
class OrganisationDetail:
    """All that the snapshot knows of one organisation.

    `partners` are the cards of those it worked with most and in how many projects, most first; `partner_count` counts
    all; `possible_duplicates` are other records that may be the same organisation. `size_class` is micro, small, medium
    or large; `founded` is a year.
    """

    card: OrganisationCard
    description: str | None
    website: str | None
    region: str | None
    pic: str | None
    vat: str | None
    lei: str | None
    ror: str | None
    latitude: float | None
    longitude: float | None
    employees: int | None
    size_class: str | None
    founded: int | None
    family_owned: bool | None
    seeks_successor: bool | None
    capabilities: tuple[CapabilityCard, ...]
    projects: tuple[ProjectCard, ...]
    partners: tuple[tuple[OrganisationCard, int], ...]
    partner_count: int
    possible_duplicates: tuple[OrganisationCard, ...]


@dataclass(frozen=True, slots=True)
class NetworkCard:
    """A network of clusters."""

    id: str
    name: str
    website: str | None


@dataclass(frozen=True, slots=True)
class ClusterCard:
    """A cluster as lists show it, with the networks it is part of; `kinds` counts its members by kind."""

    id: str
    names: dict[str, str]
    descriptions: dict[str, str]
    country: str | None
    networks: tuple[NetworkCard, ...]
    members: int
    kinds: dict[str, int]


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """An organisation in a drawn network; `is_member` tells members from outside partners."""

    id: str
    name: str
    kind: str
    country: str | None
    projects: int
    is_member: bool


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """Two organisations that worked together in `projects` projects, the first of which started in the year `since`."""

    source: str
    target: str
    projects: int
    since: int | None


@dataclass(frozen=True, slots=True)
class Network:
    """A network to draw; `omitted` counts nodes left out to keep it readable."""

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    omitted: int
