"""Near-duplicates step back: of several that are the same again, the later ones make room for others."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

NEAR: Final = 0.6
"""Likeness from which on two organisations are near-duplicates; below it nothing steps back."""

STEP: Final = 0.3
"""What an exact duplicate of someone shown before loses, where the best score counts 1 and the lowest compared 0."""

NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Thinned:
    """The first places: `order` (m) are positions among the scores (k), `behind` (m) whom each stepped back behind.

    `behind` holds positions too, -1 for who did not step back.
    """

    order: Ints
    behind: Ints


def thinned(scores: Floats, likeness: Floats, count: int) -> Thinned:
    """Return the first `count` of k candidates, whose scores fall, given how alike they are (k, k).

    Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): next is always who has the highest
    r - 0.3 max over those before of d, where r is the score brought to [0, 1] and d = (likeness - 0.6) / 0.4, at
    least 0. Of equals the first is first, so without near-duplicates the order stays.
    """
    nearness = np.clip((likeness - NEAR) / (1.0 - NEAR), 0.0, 1.0)
    has_near = (nearness > 0).sum(axis=1) > (nearness.diagonal() > 0)
    worth = _relevance(scores)
    nearest = np.zeros(len(scores), dtype=np.float32)
    like = np.full(len(scores), NOBODY, dtype=np.int64)
    value = worth.copy()
    order: list[int] = []
    behind: list[int] = []
    furthest = -1
    for _ in range(min(count, len(scores))):
        chosen = int(value.argmax())
        # Only near-duplicates are passed over by lower scores, so there is someone to name.
        behind.append(int(like[chosen]) if chosen < furthest else NOBODY)
        order.append(chosen)
        furthest = max(furthest, chosen)
        if has_near[chosen]:
            closer = nearness[chosen] > nearest
            like[closer], nearest[closer] = chosen, nearness[chosen][closer]
            value[closer] = np.where(np.isneginf(value[closer]), -np.inf, worth[closer] - STEP * nearest[closer])
        value[chosen] = -np.inf
    return Thinned(np.array(order, dtype=np.int64), np.array(behind, dtype=np.int64))


def _relevance(scores: Floats) -> Floats:
    """Return scores brought to [0, 1], the highest 1; where all are equal, 1."""
    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    return np.asarray((scores - low) / (high - low) if high > low else np.ones_like(scores), dtype=np.float32)
