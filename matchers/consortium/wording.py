"""What teams, parts and members are told in: one sentence each, from the same numbers that make the value."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np

from matchers.consortium.needs import Needs
from matchers.consortium.objective import Objective
from matchers.said import Said, begun, counted, joined, listed, said
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import country_name, country_phrase

COVERED = 0.5
"""From this coverage on, a need counts as covered."""

TELLING = 0.3
"""A need is named for a member where it adds so much of what it adds to its strongest one."""


def part_sentences(objective: Objective, needs: Needs, team: Sequence[int], snapshot: Snapshot) -> dict[str, str]:
    """Return a sentence for each part of a team's value."""
    pool, size = objective.pool, len(team)
    covered = int((objective.covered(team) >= COVERED).sum())
    kinds = Counter(pool.kind[list(team)].tolist())
    countries = set(pool.country[list(team)].tolist()) - {-1}
    within = int(pool.ties[np.ix_(list(team), list(team))].sum() / 2)
    names = sorted(country_name(snapshot.tables.countries[country]) for country in countries)
    pairs = size * (size - 1) // 2
    return {
        "coverage": said(
            "{covered} of {needs} needs are covered by half or more.", covered=covered, needs=len(needs.columns)
        ),
        "relevance": said(
            "Track record and ties fit the idea at {relevance:.2f} on average.",
            relevance=float(pool.relevance[list(team)].mean()),
        ),
        "kinds": said("Members are {kinds}.", kinds=_counted(kinds)),
        "countries": said(
            "Members are from {countries}.", countries=listed(names, most=6) or said("countries that are not known")
        ),
        "ties": said(
            "{within} of {pairs} pairs have worked together; best is about one in four.", within=within, pairs=pairs
        ),
        "lean": said("{size} members: each further one costs coordination.", size=size),
    }


def role_sentence(objective: Objective, needs: Needs, team: Sequence[int], place: int, snapshot: Snapshot) -> str:
    """Return what a member is there for: needs that it covers best, and what only it brings."""
    parts = [*_roles(objective, needs, team, place, snapshot)]
    told = joined(parts, "; ") if parts else said("adds experience with projects like this one")
    return said("{sentence}.", sentence=begun(told))


def _roles(objective: Objective, needs: Needs, team: Sequence[int], place: int, snapshot: Snapshot) -> Iterator[str]:
    pool = objective.pool
    others = [one for one in team if one != place]
    strongest = covering(objective, others, place)
    own = np.flatnonzero(pool.cover[place])[:2].tolist()
    if strongest:
        named = listed([needs.columns[need] for need in strongest], snapshot.capability_phrase)
        yield said("covers {capabilities}", capabilities=named)
    elif own:
        named = listed([needs.columns[need] for need in own], snapshot.capability_phrase)
        yield said("adds experience in {capabilities}", capabilities=named)
    kind, country = pool.types[place]
    if KINDS[kind] != "other" and kind not in pool.kind[others]:
        yield _ONLY[KINDS[kind]]
    if country >= 0 and country not in pool.country[others]:
        yield said("the only one from {country}", country=country_phrase(snapshot.tables.countries[country]))
    known = int(pool.ties[place, others].sum())
    if known:
        yield counted("has worked with one of the others", "has worked with {count} of the others", known)


def covering(objective: Objective, others: Sequence[int], place: int) -> Sequence[int]:
    """Return the needs to which one adds most beside the others, at most three, most first."""
    added = gained(objective, others, place)
    order = np.argsort(-added, kind="stable")[:3]
    return [int(need) for need in order if added[need] > max(TELLING * added[order[0]], 1e-3)]


def gained(objective: Objective, others: Sequence[int], place: int) -> Floats:
    """Return what one adds to the coverage of each need (k), weighted."""
    better = np.maximum(objective.pool.cover[place] - objective.covered(others), 0.0)
    return np.asarray(better * objective.need_weights)


def _counted(kinds: Counter[int]) -> str:
    order = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    return listed([_COUNTED[KINDS[kind]](kinds[kind]) for kind in order], most=len(KINDS))


_COUNTED: Final[dict[str, Callable[[int], Said]]] = {
    "firm": lambda count: counted("{count} firm", "{count} firms", count),
    "university": lambda count: counted("{count} university", "{count} universities", count),
    "research_centre": lambda count: counted("{count} research centre", "{count} research centres", count),
    "public_body": lambda count: counted("{count} public body", "{count} public bodies", count),
    "association": lambda count: counted("{count} association", "{count} associations", count),
    "other": lambda count: counted(
        "{count} organisation of another kind", "{count} organisations of other kinds", count
    ),
}
_ONLY: Final = {
    "firm": said("the only firm"),
    "university": said("the only university"),
    "research_centre": said("the only research centre"),
    "public_body": said("the only public body"),
    "association": said("the only association"),
}
