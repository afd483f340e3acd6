"""Who is looked at when teams are put together: a few hundred candidates that suit the idea or fill a gap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.candidates import passing
from matchers.consortium.idea import Doubles, Rows
from matchers.consortium.needs import Needs
from matchers.consortium.query import TeamWishes
from matchers.consortium.requirements import Available, Type
from matchers.ranker import best
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import words

MOST_RELEVANT: Final = 200
PER_NEED: Final = 15

MOST_ROLES: Final = 3
"""Nobody counts for more needs than this, however much it can do: its people are in other projects too."""

SHORTEST_HOUSE: Final = 4
"""Letters of a name's first word from which firms that share it may be of one house."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pool:
    """Who can be in a team (m), in the order of their rows; `fixed` are the positions of those who are in every team.

    `cover` (m, k) is how far each covers each need, `relevance` (m) how well it suits the idea, `ties` (m, m) who has
    worked with whom; who shares a `house` may not be independent.
    """

    rows: Rows
    fixed: tuple[int, ...]
    cover: Doubles
    relevance: Doubles
    kind: Rows
    country: Rows
    house: Rows
    ties: Mask

    @cached_property
    def types(self) -> tuple[Type, ...]:
        """What requirements see of each (m)."""
        return tuple(zip(self.kind.tolist(), self.country.tolist(), strict=True))

    @cached_property
    def available(self) -> Available:
        """The types of those who are not fixed."""
        return Available(frozenset(one for place, one in enumerate(self.types) if place not in self.fixed))

    def places_of(self, one: Type) -> Mask:
        """Return who (m) is of a type."""
        kind, country = one
        return np.asarray((self.kind == kind) & (self.country == country))


def eligible_rows(snapshot: Snapshot, wishes: TeamWishes, fixed: Sequence[int], relevance: Floats) -> Mask:
    """Return who may join beside the fixed (n): filters, exclusions, and of likely duplicates only the best one."""
    allowed = passing(snapshot, wishes.filter)
    allowed[[snapshot.row(excluded) for excluded in wishes.excluded]] = False
    allowed &= ~np.isin(snapshot.group, snapshot.group[list(fixed)])
    rows = np.flatnonzero(allowed)
    order = rows[np.lexsort((rows, -relevance[rows]))]
    _, first = np.unique(snapshot.group[order], return_index=True)
    single = np.zeros(snapshot.size, dtype=np.bool_)
    single[order[first]] = True
    return single


def pool_of(  # noqa: PLR0913, PLR0917  # who is in a pool depends on that much
    snapshot: Snapshot,
    needs: Needs,
    relevance: Floats,
    eligible: Mask,
    fixed: Sequence[int],
    more: Sequence[int] = (),
) -> Pool:
    """Choose the most relevant, the best for each need, the best of each kind in each country, and `more` rows.

    Those of each kind and country let every rule be met that can be met at all, however little they suit otherwise.
    """
    chosen = {*fixed, *more, *_candidates(snapshot, needs, relevance, eligible)}
    rows = np.array(sorted(chosen), dtype=np.int64)
    return Pool(
        rows=rows,
        fixed=tuple(np.flatnonzero(np.isin(rows, list(fixed))).tolist()),
        cover=in_roles(needs.strengths[rows] * in_field(relevance, eligible)[rows, None], needs.weights),
        relevance=relevance[rows].astype(np.float64),
        kind=snapshot.kind[rows].astype(np.int64),
        country=snapshot.country[rows].astype(np.int64),
        house=houses(snapshot, rows),
        ties=np.asarray(snapshot.tie_known[rows][:, rows].toarray() > 0),
    )


def in_field(relevance: Floats, eligible: Mask) -> Floats:
    """Return what capabilities of each organisation (n) count for the idea: fully where it is among the most relevant.

    Down to half where nothing else speaks for it: who inspects railways may not do for wind farms.
    """
    ranked = np.sort(relevance[eligible])[::-1]
    enough = float(ranked[min(MOST_RELEVANT, len(ranked)) - 1]) if len(ranked) else 0.0
    return np.asarray(0.5 + 0.5 * np.minimum(1.0, relevance / max(enough, 1e-9)), dtype=np.float32)


def in_roles(strengths: Floats, weights: Floats) -> Doubles:
    """Return strengths (m, k) with all but each member's three weightiest needs set to 0."""
    order = np.argsort(np.argsort(-strengths * weights, axis=1, kind="stable"), axis=1)
    return np.where(order < MOST_ROLES, strengths, 0.0).astype(np.float64)


def houses(snapshot: Snapshot, rows: Rows) -> Rows:
    """Return numbers (m) that firms of one house may share, by the first word of their names; own ones for others.

    Rules ask for independent organisations, and who owns whom is not known.
    """
    first: dict[str, int] = {}
    numbers = []
    for place, row in enumerate(rows.tolist()):
        name = words(snapshot.name(row))
        may_be = snapshot.kind_of(row) == "firm" and len(name) > 0 and len(name[0]) >= SHORTEST_HOUSE
        numbers.append(first.setdefault(name[0], place) if may_be else place)
    return np.array(numbers, dtype=np.int64)


def _candidates(snapshot: Snapshot, needs: Needs, relevance: Floats, eligible: Mask) -> Iterator[int]:
    yield from best(relevance, eligible, MOST_RELEVANT)
    for need in range(len(needs.columns)):
        fitting = needs.strengths[:, need] * (0.5 + relevance)
        yield from best(fitting, eligible & (fitting > 0), PER_NEED)
    rows = np.flatnonzero(eligible)
    order = rows[np.lexsort((rows, -relevance[rows]))]
    types = snapshot.kind[order].astype(np.int64) * (len(snapshot.tables.countries) + 1) + snapshot.country[order]
    yield from order[np.unique(types, return_index=True)[1]].tolist()
