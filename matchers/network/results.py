"""What the figures of a cluster's network come as."""

from dataclasses import dataclass

from matchers.results import OrganisationCard


@dataclass(frozen=True, slots=True)
class Measure:
    """The value of a figure, None where there is nothing to compute it from, and the same told in a sentence."""

    value: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure of a cluster; `unit` is share, members, links, links a year or years; `formula` says how and whence."""

    name: str
    label: str
    unit: str
    value: float | None
    sentence: str
    about: str
    formula: str


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The network of today's members at the end of a year.

    `new_links` began in it, `links` stand by then, `alone` are members without any yet, `largest_part` is the share of
    members in the largest part that hangs together.
    """

    year: int
    new_links: int
    links: int
    alone: int
    largest_part: float


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """One member in the network: its links to members, to others and abroad, and how far it stands between members.

    `betweenness` is in [0, 1]; `constraint` is None for a member without links; `cuts_off` counts the members that
    would lose their way to the rest without it; `only_way` counts partners outside that no other member has.
    """

    organisation: OrganisationCard
    links: int
    outside: int
    abroad: int
    only_way: int
    betweenness: float
    constraint: float | None
    cuts_off: int


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """A cluster's network in figures; `bridges` are who stands most between others, `alone` who has no link."""

    cluster: str
    figures: tuple[FigureValue, ...]
    years: tuple[YearFigures, ...]
    bridges: tuple[MemberFigures, ...]
    alone: tuple[MemberFigures, ...]
