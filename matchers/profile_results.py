"""What is told of offers and requests: as cards in lists, in full, and by pages."""

from dataclasses import dataclass, field

from matchers.directory_results import CapabilityCard
from matchers.paging import Page, Place
from matchers.results import OrganisationCard


@dataclass(frozen=True, slots=True)
class ProfileCard:
    """An offer or request as lists show it; `capabilities` are (id, English label); dates are ISO strings.

    `is_open` tells whether it stands today; only then is it matched.
    """

    id: str
    direction: str
    subject: str
    title: str
    organisation: OrganisationCard
    capabilities: tuple[tuple[str, str], ...]
    trl_min: int | None
    trl_max: int | None
    countries: tuple[str, ...]
    published: str | None
    expires: str | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a closed list (agreements or roles), with its labels by ISO 639-1 code."""

    id: str
    labels: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProfileDetail:
    """All that is known of an offer or request; `capabilities` are tagged from its own words."""

    card: ProfileCard
    text: str
    roles: tuple[Term, ...]
    agreements: tuple[Term, ...]
    partner_kinds: tuple[str, ...]
    withdrawn: str | None
    capabilities: tuple[CapabilityCard, ...]


@dataclass(frozen=True, slots=True)
class ProfileSearch:
    """A search over offers and requests: words in any order, filters (an empty one allows all), which page.

    `countries` are those of the organisations that posted them; `organisation` is the id of one. Those that do not
    stand on the day of the search are found only with `include_closed`.
    """

    words: str = ""
    direction: str | None = None
    subject: str | None = None
    capabilities: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    organisation: str | None = None
    include_closed: bool = False
    page: Page = field(default_factory=Page)


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """One page of offers and requests; `total` counts all hits, `last` is where the next page begins, if any."""

    items: tuple[ProfileCard, ...]
    total: int
    page: int
    page_size: int
    last: Place | None
