"""What teams, parts and members are told in: one sentence each, from the same numbers that make the value."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from matchers.consortium.needs import Needs
from matchers.consortium.objective import Objective
from matchers.said import listed
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import country_name

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
        "coverage": f"{covered} of {len(needs.columns)} needs are covered by half or more.",
        "relevance": f"Track record and ties fit the idea at {pool.relevance[list(team)].mean():.2f} on average.",
        "kinds": f"Members are {_counted(kinds)}.",
        "countries": f"Members are from {listed(names, most=6) or 'countries that are not known'}.",
        "ties": f"{within} of {pairs} pairs have worked together; best is about one in four.",
        "lean": f"{size} members: each further one costs coordination.",
    }


def role_sentence(objective: Objective, needs: Needs, team: Sequence[int], place: int, snapshot: Snapshot) -> str:
    """Return what a member is there for: needs that it covers best, and what only it brings."""
    parts = [*_roles(objective, needs, team, place, snapshot)]
    said = "; ".join(parts) if parts else "adds experience with projects like this one"
    return f"{said[0].upper()}{said[1:]}."


def _roles(objective: Objective, needs: Needs, team: Sequence[int], place: int, snapshot: Snapshot) -> Iterator[str]:
    pool = objective.pool
    others = [one for one in team if one != place]
    strongest = covering(objective, others, place)
    own = np.flatnonzero(pool.cover[place])[:2].tolist()
    if strongest:
        yield f"covers {listed([needs.columns[need] for need in strongest], snapshot.capability_phrase)}"
    elif own:
        yield f"adds experience in {listed([needs.columns[need] for need in own], snapshot.capability_phrase)}"
    kind, country = pool.types[place]
    if KINDS[kind] != "other" and kind not in pool.kind[others]:
        yield f"the only {KINDS[kind].replace('_', ' ')}"
    if country >= 0 and country not in pool.country[others]:
        yield f"the only one from {country_name(snapshot.tables.countries[country])}"
    known = int(pool.ties[place, others].sum())
    if known:
        yield f"has worked with {'one' if known == 1 else known} of the others"


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
    return listed([f"{kinds[kind]} {_NAMES[KINDS[kind]][kinds[kind] > 1]}" for kind in order], most=len(KINDS))


_NAMES = {
    "firm": ("firm", "firms"),
    "university": ("university", "universities"),
    "research_centre": ("research centre", "research centres"),
    "public_body": ("public body", "public bodies"),
    "association": ("association", "associations"),
    "other": ("organisation of another kind", "organisations of other kinds"),
}
