"""The declared ranker: a weighted sum of features, so that what each adds can be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchers.match_types import MatchType, Weighted
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Snapshot


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of all organisations (n) in [0, 1], with each feature's values and contributions, both (features, n)."""

    rows: tuple[Weighted, ...]
    values: Floats
    contributions: Floats

    @property
    def totals(self) -> Floats:
        """The scores: the sums of the contributions."""
        return np.asarray(self.contributions.sum(axis=0), dtype=np.float32)


def score(seeker: Seeker, snapshot: Snapshot, declared: MatchType) -> Scores:
    """Score every organisation as a partner of the seeker.

    Features that mean nothing for a need are left out for it; the other weights are scaled to sum to 1.
    Who fully answers a need is best, so for it no feature has its best value in the middle.
    """
    rows = tuple(row for row in declared.features if row.feature.suits(seeker))
    values = np.array([row.feature.values(seeker, snapshot) for row in rows], dtype=np.float32)
    weights = np.array([row.weight for row in rows], dtype=np.float32)
    curved = values if seeker.is_need else _curved(rows, values)
    return Scores(rows, values, curved * (weights / weights.sum())[:, None])


def _curved(rows: Sequence[Weighted], values: Floats) -> Floats:
    return np.array([row.curve(column) for row, column in zip(rows, values, strict=True)], dtype=np.float32)


def best(totals: Floats, eligible: "np.ndarray[tuple[int], np.dtype[np.bool_]]", limit: int) -> list[int]:
    """Return the rows of the highest totals among the eligible, best first; equal ones in the order of their rows."""
    rows = np.flatnonzero(eligible)
    order = np.lexsort((rows, -totals[rows]))
    return [int(row) for row in rows[order[:limit]]]
