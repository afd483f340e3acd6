"""Which organisations are shown, and in which order, given their scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchers.conditions import Mask
from matchers.ranker import best
from matchers.reranking import (
    DEPTH,
    MOST_PROJECTS_OF_NEWCOMER,
    PLACES,
    Candidates,
    Switches,
    likeness,
    parents_of,
    rerank,
)
from matchers.snapshot.columns import picked
from matchers.snapshot.snapshot import Floats, Snapshot

_LEAST = 1e-6
"""Keeps a division from being one by nothing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An organisation (row) that is shown; `behind` is the row of a near-duplicate before it that it made room for.

    `is_raised` says that it has its place because the first ten are to have a newcomer, `is_pinned` that a manager
    wants it to be first. `at` is the organisation's place in the scores, its row where all have been compared.
    """

    row: int
    behind: int | None = None
    is_raised: bool = False
    at: int = 0
    is_pinned: bool = False

    def of(self, part: Snapshot) -> "Shown":
        """Return the same with rows of the whole snapshot, where these are places in a part of it."""
        behind = None if self.behind is None else part.row_of_place(self.behind)
        return Shown(part.row_of_place(self.row), behind, self.is_raised, at=self.row)


def shown(snapshot: Snapshot, totals: Floats, eligible: Mask, limit: int, switches: Switches) -> list[Shown]:
    """Return at most `limit` of the eligible (n), best first by their totals (n) but for what is switched on.

    The order of the first places does not depend on how many are asked for.
    """
    if limit <= 0:
        return []
    if not switches:
        return [Shown(row) for row in best(totals, eligible, limit)]
    rows = best(totals, eligible, max(limit, DEPTH))
    is_newcomer = np.asarray(snapshot.project_count <= MOST_PROJECTS_OF_NEWCOMER)
    # The best newcomers may come from further back than all others that are compared.
    further = [row for row in best(totals, eligible & is_newcomer, PLACES) if row not in rows]
    every = np.array([*rows, *further], dtype=np.int64)
    # Only who is to step back is compared with others.
    alike = _likeness(snapshot, rows[:DEPTH] if switches.thinning else [])
    found = rerank(Candidates(totals[every], alike, is_newcomer[every]), switches, limit)
    raised = set(found.raised.tolist())
    return [
        Shown(int(every[at]), int(every[behind]) if (behind := found.behind[at]) >= 0 else None, at in raised)
        for at in found.order[:limit].tolist()
    ]


def _likeness(snapshot: Snapshot, rows: Sequence[int]) -> Floats:
    """Return how alike organisations are; for profiles 0 at the closest of all pairs, 1 for the same words."""
    vectors, closest = snapshot.vectors[rows], snapshot.manifest.cosine_high
    profiles = (vectors @ vectors.T - closest) / max(1.0 - closest, _LEAST)
    websites = snapshot.column("organisation.website")
    parents = parents_of(websites[row] for row in rows)
    return likeness(
        picked(snapshot.participation, np.array(rows, dtype=np.int64)), profiles, snapshot.group[rows], parents
    )
