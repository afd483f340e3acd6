"""Fits the curves of an additive model by a listwise loss, all rising, by L-BFGS-B.

Loss of a question with positives P: half a softmax cross entropy averaged over P (Cao et al., ICML 2007), half
-log of the chance that the first one drawn is in P. Questions weigh |P| ^ 0.5. Each counts twice, among all
candidates and with the organisations of most projects left out, so that the model cannot live on their fame.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from matchers.past.training import Floats, Ints
from matchers.ranking.sampling import Flags, Rows

FIRST_DRAW: Final = 0.5
"""The share of the loss that asks only that the first one drawn comes true."""

Doubles = npt.NDArray[np.float64]

MOST_ITERATIONS: Final = 60
LEAST_HEIGHT: Final = 1e-4
"""A curve that ends below tells what the search left behind, not what it found."""

_TINY: Final = 1e-30


@dataclass(frozen=True, slots=True)
class Shape:
    """Knots of the curves and how much rises, and changes of slope twice as much, cost."""

    knots: tuple[float, ...]
    penalty: float


def fitted_heights(rows: Rows, shape: Shape) -> Floats:
    """Return the heights (f, k) of the curves at the knots that fit the rows best; the first of each is 0."""
    loss = Loss(rows, shape)
    rises = minimize(
        loss,
        np.zeros(loss.basis.shape[1]),
        jac=True,
        bounds=[(0.0, None)] * loss.basis.shape[1],
        method="L-BFGS-B",
        options={"maxiter": MOST_ITERATIONS},
    ).x
    curves = np.cumsum(rises.reshape(rows.features.shape[1], -1), axis=1)
    curves[curves[:, -1] < LEAST_HEIGHT] = 0
    return np.hstack([np.zeros((len(curves), 1)), curves]).astype(np.float32)


class Loss:
    """The loss of rises (f x (k - 1), flat) of the curves between knots, and its gradient."""

    def __init__(self, rows: Rows, shape: Shape) -> None:
        self.basis = basis(rows.features, shape.knots)
        self.starts = np.flatnonzero(np.diff(rows.question, prepend=-1))
        self.counts = np.diff(np.append(self.starts, len(rows.question)))
        self.steps = np.diff(np.array(shape.knots))
        views = (np.zeros_like(rows.is_hub), rows.is_hub)
        self.views = [view for hidden in views if (view := View.of(rows, hidden, self.starts, self.counts))]
        questions = sum(view.questions for view in self.views)
        self.share = 1.0 / max(1, len(self.views))
        self.penalty = shape.penalty / max(1, questions)

    def __call__(self, rises: Doubles) -> tuple[float, Doubles]:
        """Return the loss and its gradient."""
        scores = self.basis @ rises.astype(np.float32)
        value, slope = self._penalty(rises)
        by_score = np.zeros(len(scores), dtype=np.float32)
        for view in self.views:
            part, change = view.loss(scores, self.starts, self.counts)
            value += self.share * part
            by_score += np.float32(self.share) * change
        return value, slope + self.basis.T @ by_score

    def _penalty(self, rises: Doubles) -> tuple[float, Doubles]:
        slopes = rises.reshape(-1, len(self.steps)) / self.steps
        bends = np.diff(slopes, axis=1)
        by_slope = np.zeros_like(slopes)
        by_slope[:, 1:] += 4 * bends
        by_slope[:, :-1] -= 4 * bends
        value = float((rises**2).sum() + 2 * (bends**2).sum())
        return self.penalty * value, self.penalty * (2 * rises + (by_slope / self.steps).ravel())


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Questions with some rows hidden: what is added to scores (r), targets (r), question weights (q) summing to 1."""

    added: Floats
    came_true: Floats
    targets: Floats
    weights: Floats
    questions: int

    @classmethod
    def of(cls, rows: Rows, hidden: Flags, starts: Ints, counts: Ints) -> Self | None:
        """Return the view with some rows (r) hidden, or None where no question has an answer left."""
        came_true = (rows.came_true & ~hidden).astype(np.float32)
        positives = np.add.reduceat(came_true, starts)
        if not positives.any():
            return None
        weights = positives**0.5 / (positives**0.5).sum()
        targets = came_true * np.repeat(weights / np.maximum(positives, 1), counts)
        added = np.where(hidden, -np.inf, rows.correction).astype(np.float32)
        return cls(added, came_true, targets, weights.astype(np.float32), int((positives > 0).sum()))

    def loss(self, scores: Floats, starts: Ints, counts: Ints) -> tuple[float, Floats]:
        """Return the mean loss of the questions and its derivative by the scores (r)."""
        shifted = scores + self.added
        highest = np.maximum.reduceat(shifted, starts)
        highest = np.where(np.isfinite(highest), highest, 0)
        powers = np.exp(shifted - np.repeat(highest, counts))
        total = np.maximum(np.add.reduceat(powers, starts), _TINY)
        right = np.maximum(np.add.reduceat(powers * self.came_true, starts), _TINY)
        likelihood = (1 - FIRST_DRAW) * float(self.targets @ scores)
        first = FIRST_DRAW * float(self.weights @ (np.log(right) + highest))
        value = float(self.weights @ (np.log(total) + highest)) - likelihood - first
        change = powers * np.repeat(self.weights / total, counts) - (1 - FIRST_DRAW) * self.targets
        return value, change - FIRST_DRAW * powers * self.came_true * np.repeat(self.weights / right, counts)


def basis(features: Floats, knots: tuple[float, ...]) -> Floats:
    """Return how far each feature (r, f) has come between each two knots, 0 to 1 (r, f x (k - 1))."""
    lower, upper = np.array(knots[:-1], dtype=np.float32), np.array(knots[1:], dtype=np.float32)
    between = np.clip((features[:, :, None] - lower) / (upper - lower), 0, 1)
    return between.reshape(len(features), -1).astype(np.float32)
