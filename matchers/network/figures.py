"""The figures of a cluster's network. A figure's docstring says what it is, then the formula and its source."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matchers.network.links import MemberNetwork
from matchers.network.results import FigureValue, Measure
from matchers.network.shares import countries_differ, has_research, has_sme, share_told
from matchers.network.waiting import half_linked_after
from matchers.network.years import year_figures
from matchers.said import counted, joined, said

NO_MEMBERS = said("The cluster has no members yet.")
NO_LINKS = said("No two members have worked together yet.")


def links(network: MemberNetwork) -> Measure:
    """Pairs of members that have worked together.

    The number l of pairs that took part in at least one project together.
    """
    found = len(network.links.pairs)
    return Measure(
        found,
        counted(
            "{count:,} pair of {members} has worked together in a project.",
            "{count:,} pairs of {members} have worked together in a project.",
            found,
            members=counted("{count:,} member", "{count:,} members", network.size),
        ),
    )


def density(network: MemberNetwork) -> Measure:
    """The share of all pairs of members that have worked together.

    2 l / (m (m - 1)) for m members with l links (Wasserman and Faust, Social Network Analysis, 1994, chapter 4).
    Large clusters have low densities: compare a cluster with itself in other years, not with another size.
    """
    possible = network.size * (network.size - 1) // 2
    if not possible:
        return Measure(None, said("It takes two members."))
    found = len(network.links.pairs)
    return Measure(found / possible, said("{found:,} of {possible:,} possible pairs.", found=found, possible=possible))


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
        said(
            "{alone:,} of {members}; {elsewhere:,} with partners elsewhere.",
            alone=len(alone),
            members=counted("{count:,} member", "{count:,} members", network.size),
            elsewhere=elsewhere,
        ),
    )


def giant_component(network: MemberNetwork) -> Measure:
    """The share of members in the largest group in which everybody reaches everybody through links.

    Members of the largest connected component / m (Newman, Networks, 2010, chapter 8).
    """
    parts = network.parts_of(network.links.pairs)
    if not len(parts):
        return Measure(None, NO_MEMBERS)
    others = int((parts[1:] > 1).sum())
    largest = int(parts[0])
    told = [counted("{count:,} member of {total:,}.", "{count:,} members of {total:,}.", largest, total=network.size)]
    if others:
        told.append(
            counted(
                "Beside it, {count:,} smaller group of two or more.",
                "Beside it, {count:,} smaller groups of two or more.",
                others,
            )
        )
    return Measure(largest / network.size, joined(told))


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
    return share_told(countries_differ(network), said("No member has worked with anyone yet."))


def new_links(network: MemberNetwork) -> Measure:
    """How many pairs of members work together for the first time in a year.

    Links with a date / years from the start of the members' first project to that of their last. Membership is
    today's: when a member joined is not known.
    """
    years = year_figures(network)
    if not years:
        return Measure(None, said("No project of the members has a date."))
    most = max(years, key=lambda one: (one.new_links, one.year))
    found = {"links": years[-1].links, "first": years[0].year, "last": years[-1].year}
    told = said("{links:,} from {first} to {last}.", **found)
    if most.new_links:
        told = said(
            "{links:,} from {first} to {last}; most in {peak}: {most:,}.", **found, peak=most.year, most=most.new_links
        )
    return Measure(years[-1].links / len(years), told)


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
    "links": Figure(said("Links among members"), "links", links),
    "density": Figure(said("Density"), "share", density),
    "isolates": Figure(said("Members alone"), "members", isolates),
    "giant_component": Figure(said("In the largest group"), "share", giant_component),
    "research_links": Figure(said("Links with research"), "share", research_links),
    "sme_links": Figure(said("Links with SMEs"), "share", sme_links),
    "cross_border_links": Figure(said("Links across borders"), "share", cross_border_links),
    "new_links": Figure(said("New links a year"), "links a year", new_links),
    "first_link_after": Figure(said("Time to the first link"), "years", first_link_after),
}


def figure_values(network: MemberNetwork) -> tuple[FigureValue, ...]:
    """Return all figures of a network."""
    return tuple(_value(name, figure, figure.measure(network)) for name, figure in FIGURES.items())


def documented(figure: Figure) -> tuple[str, str]:
    """Return what a figure is, in a sentence, and its formula with the source."""
    about, _, formula = (figure.measure.__doc__ or "").partition("\n")
    in_one_line = " ".join(formula.split())
    return said(about), said(in_one_line)


def _value(name: str, figure: Figure, measure: Measure) -> FigureValue:
    about, formula = documented(figure)
    return FigureValue(name, figure.label, figure.unit, measure.value, measure.sentence, about, formula)
