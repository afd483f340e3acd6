"""The figures of a cluster's network. A figure's docstring says what it is, then the formula and its source."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matchers.network.links import MemberNetwork
from matchers.network.results import FigureValue, Measure
from matchers.network.shares import countries_differ, has_research, has_sme, share_told
from matchers.network.waiting import half_linked_after
from matchers.network.years import year_figures
from matchers.text import count_of

NO_MEMBERS = "The cluster has no members yet."
NO_LINKS = "No two members have worked together yet."


def links(network: MemberNetwork) -> Measure:
    """Pairs of members that have worked together.

    The number l of pairs that took part in at least one project together.
    """
    found = len(network.links.pairs)
    return Measure(
        found,
        f"{count_of(found, 'pair')} of {count_of(network.size, 'member')} {_have(found)} worked together in a project.",
    )


def density(network: MemberNetwork) -> Measure:
    """The share of all pairs of members that have worked together.

    2 l / (m (m - 1)) for m members with l links (Wasserman and Faust, Social Network Analysis, 1994, chapter 4).
    Large clusters have low densities: compare a cluster with itself in other years, not with another size.
    """
    possible = network.size * (network.size - 1) // 2
    if not possible:
        return Measure(None, "It takes two members.")
    found = len(network.links.pairs)
    return Measure(found / possible, f"{found:,} of {possible:,} possible pairs.")


def isolates(network: MemberNetwork) -> Measure:
    """Members that have worked with no other member.

    The number of members without a link; they may well have partners outside the cluster.
    """
    if not network.size:
        return Measure(None, NO_MEMBERS)
    alone = np.flatnonzero(network.degree == 0)
    elsewhere = len(np.intersect1d(alone, network.outside[:, 0]))
    return Measure(
        len(alone),
        f"{len(alone):,} of {count_of(network.size, 'member')}; {elsewhere:,} with partners elsewhere.",
    )


def giant_component(network: MemberNetwork) -> Measure:
    """The share of members in the largest group in which everybody reaches everybody through links.

    Members of the largest connected component / m (Newman, Networks, 2010, chapter 8).
    """
    parts = network.parts_of(network.links.pairs)
    if not len(parts):
        return Measure(None, NO_MEMBERS)
    others = int((parts[1:] > 1).sum())
    told = f" Beside it, {count_of(others, 'smaller group')} of two or more." if others else ""
    return Measure(int(parts[0]) / network.size, f"{count_of(int(parts[0]), 'member')} of {network.size:,}.{told}")


def research_links(network: MemberNetwork) -> Measure:
    """The share of links among members with a university or research centre on at least one side.

    Links with such a side / links for which it is known; an organisation of kind "other" is of a kind not known.
    """
    return share_told(has_research(network), NO_LINKS)


def sme_links(network: MemberNetwork) -> Measure:
    """The share of links among members with a small or medium-sized enterprise on at least one side.

    Links with such a side / links for which it is known. An SME has fewer than 250 people (Commission Recommendation
    2003/361/EC); universities and public bodies are none.
    """
    return share_told(has_sme(network), NO_LINKS)


def cross_border_links(network: MemberNetwork) -> Measure:
    """The share of all links of members, inside the cluster and out, that cross a border.

    Links between organisations of different countries / links for which both countries are known.
    """
    return share_told(countries_differ(network), "No member has worked with anyone yet.")


def new_links(network: MemberNetwork) -> Measure:
    """How many pairs of members work together for the first time in a year.

    Links with a date / years from the start of the members' first project to that of their last. Membership is
    today's: when a member joined is not known.
    """
    years = year_figures(network)
    if not years:
        return Measure(None, "No project of the members has a date.")
    most = max(years, key=lambda one: (one.new_links, one.year))
    told = f"{years[-1].links:,} from {years[0].year} to {years[-1].year}"
    peak = f"; most in {most.year}: {most.new_links:,}." if most.new_links else "."
    return Measure(years[-1].links / len(years), told + peak)


def first_link_after(network: MemberNetwork) -> Measure:
    """Years from a member's first project until half of the members have worked with another one.

    Kaplan and Meier's median (Journal of the American Statistical Association 53, 1958): a member without a link is
    counted as still waiting, up to the start of the newest project of all; one whose links have no date is left out.
    None where fewer than half got there.
    """
    return half_linked_after(network)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its label and unit; its docstring tells the rest."""

    label: str
    unit: str
    measure: Callable[[MemberNetwork], Measure]


FIGURES: dict[str, Figure] = {
    "links": Figure("Links among members", "links", links),
    "density": Figure("Density", "share", density),
    "isolates": Figure("Members alone", "members", isolates),
    "giant_component": Figure("In the largest group", "share", giant_component),
    "research_links": Figure("Links with research", "share", research_links),
    "sme_links": Figure("Links with SMEs", "share", sme_links),
    "cross_border_links": Figure("Links across borders", "share", cross_border_links),
    "new_links": Figure("New links a year", "links a year", new_links),
    "first_link_after": Figure("Time to the first link", "years", first_link_after),
}


def figure_values(network: MemberNetwork) -> tuple[FigureValue, ...]:
    """Return all figures of a network."""
    return tuple(_value(name, figure, figure.measure(network)) for name, figure in FIGURES.items())


def documented(figure: Figure) -> tuple[str, str]:
    """Return what a figure is, in a sentence, and its formula with the source."""
    about, _, formula = (figure.measure.__doc__ or "").partition("\n")
    return about, " ".join(formula.split())


def _value(name: str, figure: Figure, measure: Measure) -> FigureValue:
    about, formula = documented(figure)
    return FigureValue(name, figure.label, figure.unit, measure.value, measure.sentence, about, formula)


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
