"""An additive model: each signal adds what its own rising curve gives, and nothing else enters the score.

score(c) = sum over signals f of h_f(x_f(c)), h_f piecewise linear between knots, h_f(0) = 0 and never falling (a
generalised additive model; Hastie and Tibshirani, 1986; monotone as in Pya and Wood, 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matchers.past.training import Floats


@dataclass(frozen=True, slots=True, eq=False)
class TaskModel:
    """The model of one task: f signal names, k rising knots (k), heights of the curves at them (f, k).

    The probability that a candidate comes true is 1 / (1 + e^-(intercept + slope (score - level))), slope > 0, the
    level being the mean score of the question's best.
    """

    task: str
    signals: tuple[str, ...]
    knots: Floats
    heights: Floats
    intercept: float = 0.0
    slope: float = 1.0

    def contributions(self, features: Floats) -> Floats:
        """Return what each signal adds (f, ...) for its features (f, ...)."""
        curves = zip(features, self.heights, strict=True)
        return np.stack([np.interp(x, self.knots, curve) for x, curve in curves]).astype(np.float32)

    def score(self, features: Floats) -> Floats:
        """Return the sum of contributions (...) of features (f, ...); curves that are flat cost nothing."""
        total = np.zeros(features.shape[1:], dtype=np.float32)
        for x, curve in zip(features, self.heights, strict=True):
            if curve[-1] > 0:
                total += np.interp(x, self.knots, curve).astype(np.float32)
        return total

    def probability(self, above_level: Floats) -> Floats:
        """Return the probability in (0, 1) that a candidate comes true whose score is so far above the level."""
        return np.asarray(1.0 / (1.0 + np.exp(-(self.intercept + self.slope * above_level))), dtype=np.float32)


def raised(model: TaskModel, signals: Sequence[str], height: float) -> Floats:
    """Return the heights (f, k) after a straight line up to `height` is added to the curves of some signals."""
    heights = model.heights.copy()
    for signal in signals:
        heights[model.signals.index(signal)] += height * model.knots / model.knots[-1]
    return heights
