"""Answers a project idea as if its coordinator were looking for partners."""

from collections.abc import Callable, Sequence

import numpy as np

from matchers.past.cases import UNSEEN, ProjectIdea
from matchers.past.training import Floats, Ints


def by_coordinator(partners: Callable[[Ints], Floats], ideas: Sequence[ProjectIdea], candidates: int) -> Floats:
    """Return the scores (q, n) of `partners` for each idea's coordinator, 0 where it is UNSEEN."""
    coordinators = np.array([idea.coordinator for idea in ideas], dtype=np.int64)
    known = coordinators != UNSEEN
    scores = np.zeros((len(ideas), candidates), dtype=np.float32)
    if known.any():
        scores[known] = partners(coordinators[known])
    return scores
