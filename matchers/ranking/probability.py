"""From scores to the chance that a suggestion comes true, for those that a person would look at.

Scores of different questions are not on one scale, and how many come true changes with the number of candidates. So
the probability goes by how far a score is above the question's level: the mean of its 50 best.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from matchers.past.training import Floats
from matchers.ranking.sampling import Flags, Rows

LOOKED_AT: Final = 50
"""Best candidates of each question that the curve is fitted to."""

LEAST_SLOPE: Final = 1e-3

Table = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


def logistic(rows: Rows, scores: Floats) -> tuple[float, float]:
    """Return intercept and slope of p = 1 / (1 + e^-(a + b (s - level))), b > 0, the likeliest (Platt, 1999)."""
    seen = looked_at(rows, scores)
    level = np.bincount(rows.question[seen], scores[seen]) / np.bincount(rows.question[seen])
    x = (scores - level[rows.question])[seen].astype(np.float64)
    y = rows.came_true[seen].astype(np.float64)
    # One half of a pseudo-observation each way keeps the start finite where all or none came true.
    base = (y.sum() + 0.5) / (len(y) + 1.0)

    def loss(parameters: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        z = parameters[0] + parameters[1] * x
        error = 1.0 / (1.0 + np.exp(-z)) - y
        return float((np.logaddexp(0, z) - y * z).sum()), np.array([error.sum(), error @ x])

    start = np.array([np.log(base / (1 - base)), LEAST_SLOPE])
    bounds = [(-50.0, 50.0), (LEAST_SLOPE, 50.0)]
    intercept, slope = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return float(intercept), float(slope)


def looked_at(rows: Rows, scores: Floats) -> Flags:
    """Return which rows are among the 50 best of their question."""
    order = np.lexsort((-scores, rows.question))
    in_order = rows.question[order]
    place = np.arange(len(order)) - np.searchsorted(in_order, in_order)
    seen = np.zeros(len(order), dtype=np.bool_)
    seen[order[place < LOOKED_AT]] = True
    return seen


def levels(scores: Floats, settled: Table) -> Floats:
    """Return the mean of the 50 best scores (q, n) of each question that are not settled, 0 where all are (q)."""
    best = -np.sort(-np.where(settled, -np.inf, scores), axis=1)[:, :LOOKED_AT]
    kept = np.isfinite(best)
    return np.asarray(np.where(kept, best, 0).sum(axis=1) / np.maximum(kept.sum(axis=1), 1), dtype=np.float32)
