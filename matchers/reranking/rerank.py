"""Both together: the order in which suggestions are shown."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.reranking.newcomers import FIRST, Flags, with_newcomers
from matchers.reranking.thinning import NOBODY, Floats, Ints, thinned

DEPTH: Final = 50
"""Of so many of the best the order may change; a newcomer may come from further back."""


@dataclass(frozen=True, slots=True)
class Switches:
    """What is done to the order of scores; both off leaves it as it is."""

    thinning: bool = True
    newcomers: bool = True

    def __bool__(self) -> bool:
        return self.thinning or self.newcomers


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The k best, best first: their `scores` (k), which are newcomers (k), how alike the first d are (d, d)."""

    scores: Floats
    likeness: Floats
    is_newcomer: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Reranked:
    """`order` (k) are positions among the candidates; `behind` (k) says for each position behind whom it stepped back.

    -1 is for nobody. `raised` are the positions that the floor for newcomers moved up.
    """

    order: Ints
    behind: Ints
    raised: Ints


def rerank(candidates: Candidates, switches: Switches, places: int | None = None) -> Reranked:
    """Return the order shown, a permutation of the candidates; their scores stay what they are.

    Where only so many places are shown, the order of those that come after them means nothing.
    """
    size = len(candidates.scores)
    order, behind = np.arange(size, dtype=np.int64), np.full(size, NOBODY, dtype=np.int64)
    if switches.thinning:
        depth = len(candidates.likeness)
        count = depth if places is None else min(depth, max(places, FIRST))
        thin = thinned(candidates.scores[:depth], candidates.likeness, count)
        is_left = np.ones(depth, dtype=np.bool_)
        is_left[thin.order] = False
        order[:depth] = np.concatenate([thin.order, np.flatnonzero(is_left)])
        behind[thin.order] = thin.behind
    raised = order[:0]
    if switches.newcomers:
        order, raised = with_newcomers(order, candidates.scores, candidates.is_newcomer)
        if places is not None and (raised < len(candidates.likeness)).any():
            return rerank(candidates, switches)  # behind whom the raised one stepped back is told further on
    return Reranked(order, behind, raised)
