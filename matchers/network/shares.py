"""Of which links something holds: 1 where it does, 0 where not, -1 where it is not known."""

import numpy as np
import numpy.typing as npt

from matchers.network.links import MemberNetwork
from matchers.network.results import Measure
from matchers.said import counted, said
from matchers.snapshot.derive import KINDS

Answers = npt.NDArray[np.int8]

FEWEST_OF_LARGE = 250
"""People of the smallest enterprise that is no SME (Commission Recommendation 2003/361/EC)."""

YES, NO, UNKNOWN = 1, 0, -1


def share_told(answers: Answers, nothing: str) -> Measure:
    """Return the share of links of which something holds, among those where it is known; `nothing` where none is."""
    known = answers[answers != UNKNOWN]
    if not len(answers):
        return Measure(None, nothing)
    if not len(known):
        links = counted("{count:,} link", "{count:,} links", len(answers))
        return Measure(None, said("It is not known of any of {links}.", links=links))
    holds, unknown = int((known == YES).sum()), len(answers) - len(known)
    links = counted("{count:,} link", "{count:,} links", len(known))
    told = said("{holds:,} of {links}.", holds=holds, links=links)
    if unknown:
        told = said("{holds:,} of {links}; not known of {unknown:,} more.", holds=holds, links=links, unknown=unknown)
    return Measure(holds / len(known), told)


def has_research(network: MemberNetwork) -> Answers:
    """Tell for each link among members (l) whether a university or research centre is on a side."""
    kind = network.snapshot.kind[network.members]
    research = np.isin(kind, [KINDS.index("university"), KINDS.index("research_centre")])
    return _on_a_side(network, np.where(kind == KINDS.index("other"), UNKNOWN, research))


def has_sme(network: MemberNetwork) -> Answers:
    """Tell for each link among members (l) whether a small or medium-sized enterprise is on a side."""
    enterprises, kind = network.snapshot.enterprises, network.snapshot.kind[network.members]
    people, told = enterprises.people[network.members], enterprises.is_sme[network.members]
    by_people = np.where(np.isnan(people), UNKNOWN, people < FEWEST_OF_LARGE)
    cannot = np.isin(kind, [KINDS.index("university"), KINDS.index("public_body")])
    return _on_a_side(network, np.where(told != UNKNOWN, told, np.where(cannot, NO, by_people)))


def countries_differ(network: MemberNetwork) -> Answers:
    """Tell for each link of members, among themselves (l) and to others (q), whether it crosses a border."""
    country, members = network.snapshot.country, network.members
    inside, outside = network.links.pairs, network.outside
    one = country[np.concatenate([members[inside[:, 0]], members[outside[:, 0]]])]
    other = country[np.concatenate([members[inside[:, 1]], outside[:, 1]])]
    return np.where((one < 0) | (other < 0), UNKNOWN, one != other).astype(np.int8)


def _on_a_side(network: MemberNetwork, answers: npt.NDArray[np.generic]) -> Answers:
    """Tell for each link whether something holds of a member on a side: known also where one yes is enough."""
    sides = answers[network.links.pairs]
    either = (sides == YES).any(axis=1)
    return np.where(either, YES, np.where((sides == UNKNOWN).any(axis=1), UNKNOWN, NO)).astype(np.int8)
