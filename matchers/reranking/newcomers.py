"""A floor for newcomers: of the first ten at least one, if one is good enough."""

from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.reranking.thinning import Floats, Ints

FIRST: Final = 10
"""The first places, of which some are for newcomers."""

PLACES: Final = 1
"""How many of the first places are for newcomers at least."""

BAR: Final = 0.6
"""The share of the tenth best score that a newcomer needs."""

MOST_PROJECTS_OF_NEWCOMER: Final = 1
"""Who has at most so many projects is a newcomer."""

Flags = npt.NDArray[np.bool_]


def with_newcomers(order: Ints, scores: Floats, is_newcomer: Flags) -> tuple[Ints, Ints]:
    """Return an order of all k candidates with newcomers among the first ten, and which were moved there.

    `scores` (k) fall, `is_newcomer` (k) tells who is one. Where fewer than one newcomer is among the first ten, the
    best of those with at least 0.6 of the tenth best score takes the tenth place, and who stood there is the eleventh.
    """
    present = int(is_newcomer[order[:FIRST]].sum())
    wanted = max(0, PLACES - present)
    if len(order) <= FIRST or not wanted:
        return order, order[:0]
    later = np.sort(order[FIRST:])
    good = later[is_newcomer[later] & (scores[later] >= BAR * scores[FIRST - 1])]
    raised = good[:wanted]
    head, tail = order[: FIRST - len(raised)], order[FIRST - len(raised) :]
    return np.concatenate([head, raised, tail[~np.isin(tail, raised)]]), raised
