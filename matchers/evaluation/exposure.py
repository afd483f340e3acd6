"""Who gets suggested at all: the share of candidates ever in a top ten, and how evenly places are spread."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchers.evaluation.metrics import TOP
from matchers.past.training import Ints


@dataclass(frozen=True, slots=True)
class Exposure:
    """`share` of candidates that are in at least one top ten; `gini` of places (0: all alike, 1: one has all)."""

    share: float
    gini: float


def exposure(ranked: Sequence[Ints], candidates: int) -> Exposure:
    """Return the exposure that rankings give to `candidates` organisations."""
    places = np.zeros(candidates)
    for ranking in ranked:
        places[ranking[:TOP]] += 1
    return Exposure(float((places > 0).mean()), gini(places))


def gini(amounts: npt.NDArray[np.float64]) -> float:
    """Return the Gini coefficient of amounts (n); 0 where there is nothing to share.

    Formula: sum of (2 i - n - 1) x_i over n sum x, with x in rising order and i from 1.
    """
    count, total = len(amounts), amounts.sum()
    if not total:
        return 0.0
    ranks = np.arange(1, count + 1)
    return float(((2 * ranks - count - 1) * np.sort(amounts)).sum() / (count * total))
