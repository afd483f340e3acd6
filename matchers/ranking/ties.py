"""Ties between organisations, from projects of now and of an earlier programme, weighted in several ways.

All weigh a project of s members by 1 / sqrt(s - 1) for each pair of them: a big consortium binds less. Those of the
earlier programme have no dates; their record numbers rise with time, so their order t in [0, 1) is the clock.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.past.training import Floats, Matrix, Training
from matchers.ranking.arrays import Weights, sums
from matchers.ranking.pairing import Pairing, small_teams

LARGEST_EARLIER: Final = 60
"""Members of an earlier project above which it ties nobody: networks that everyone belongs to."""

PSEUDO_MEMBERS: Final = 2.0
"""How many members of average focus are added to each earlier project."""

HIGHEST_RELEVANCE: Final = 5.0


@dataclass(frozen=True)
class Earlier:
    """Projects of the earlier programme (e): `took_part` (m, e), their `sizes`, `order` in [0, 1) and `relevance`.

    Relevance is r = min(5, (sum of members' focus + 2 mean) / (members + 2) / mean), where a member's focus is the
    share of its projects that are of this field; 1 is average.
    """

    took_part: Matrix
    sizes: Floats
    order: Floats
    relevance: Floats

    def pairing(self, weights: Weights) -> Pairing:
        """Return ties (m), each shared project counted by its weight (e) / sqrt(size - 1)."""
        return small_teams(self.took_part, weights)


def earlier_projects(training: Training) -> Earlier:
    """Return the projects of 2 to 60 members of the earlier programme."""
    took_part = training.took_part_earlier
    sizes = sums(took_part, axis=0)
    kept = np.flatnonzero((sizes > 1) & (sizes <= LARGEST_EARLIER))
    took_part = took_part[:, kept].tocsr()
    order = _order(training)[kept]
    return Earlier(took_part, sizes[kept], order, _relevance(training.project_counts, took_part))


def _order(training: Training) -> Floats:
    """Return where each earlier project stands among all in [0, 1), numbers by value: 99 is before 100."""
    keys = sorted({project for project, _ in training.earlier})
    by_number = sorted(range(len(keys)), key=lambda position: (len(keys[position]), keys[position]))
    order = np.empty(len(keys), dtype=np.float32)
    order[by_number] = np.arange(len(keys), dtype=np.float32) / max(1, len(keys))
    return order


def _relevance(field_counts: Floats, took_part: Matrix) -> Floats:
    earlier_counts = sums(took_part)
    focus = np.zeros(len(earlier_counts), dtype=np.float32)
    known = earlier_counts[: len(field_counts)]
    focus[: len(field_counts)] = np.where(known > 0, field_counts / np.maximum(field_counts + known, 1), 0)
    mean = float(focus[earlier_counts > 0].mean()) if (focus > 0).any() else 1.0
    share = (took_part.T @ focus + PSEUDO_MEMBERS * mean) / (sums(took_part, axis=0) + PSEUDO_MEMBERS)
    return np.asarray(np.minimum(share / mean, HIGHEST_RELEVANCE), dtype=np.float32)
