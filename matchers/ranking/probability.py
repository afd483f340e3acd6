"""From scores to the chance that a suggestion comes true, for those that a person would look at."""

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from matchers.evaluation.training import Floats
from matchers.ranking.sampling import Flags, Rows

LOOKED_AT: Final = 50
"""Best candidates of each question that the curve is fitted to."""

LEAST_SLOPE: Final = 1e-3


def logistic(rows: Rows, scores: Floats) -> tuple[float, float]:
    """Return intercept and slope of p = 1 / (1 + e^-(a + b s)), b > 0, by maximum likelihood (Platt, 1999).

    Scores (r) should come from a model that did not see the rows, or the probabilities promise too much.
    """
    seen = looked_at(rows, scores)
    x, y = scores[seen].astype(np.float64), rows.came_true[seen].astype(np.float64)
    # One half of a pseudo-observation each way keeps the curve finite where all or none came true.
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
