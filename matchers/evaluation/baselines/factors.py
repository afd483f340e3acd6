"""Implicit alternating least squares: factors of who worked with whom."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from matchers.evaluation.baselines.by_coordinator import by_coordinator
from matchers.evaluation.baselines.walk import participations
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Matrix, Training
from matchers.ranking.arrays import without_diagonal

FACTORS: Final = 64
ROUNDS: Final = 5
PENALTY: Final = 40.0
CONFIDENCE: Final = 1.0
"""Weight of a shared project above the weight 1 that every pair has."""


class ImplicitALS:
    """Factors of the matrix of shared projects, both programmes (Hu, Koren and Volinsky, ICDM 2008).

    Each organisation is a user and an item: its score for another is the product of their factors.
    """

    name = "implicit ALS"
    learned = False
    gives_probabilities = False

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, training: Training) -> None:
        """Solve for users and items in turn."""
        self.candidates_ = len(training.organisations)
        both = participations(training)[: self.candidates_]
        together = without_diagonal(both @ both.T)
        drawn = np.random.default_rng(self.seed).normal(0, 0.1, (self.candidates_, FACTORS))
        self.items_ = drawn.astype(np.float32)
        for _ in range(ROUNDS):
            self.users_ = solved(together, self.items_)
            self.items_ = solved(together, self.users_)

    def partners(self, seekers: Ints) -> Floats:
        """Return products of factors."""
        return np.asarray(self.users_[seekers] @ self.items_.T)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return the coordinator's."""
        return by_coordinator(self.partners, ideas, self.candidates_)


def solved(counts: Matrix, factors: Floats) -> Floats:
    """Return the factors (n, f) of rows that fit counts (n, n) best, given those of the columns.

    For each row u: x = (Y'Y + Y'(C - I)Y + penalty I)^-1 Y'C p, with C - I = confidence * counts and p = counts > 0.
    """
    gram = factors.T @ factors + PENALTY * np.eye(factors.shape[1], dtype=np.float32)
    found = np.zeros_like(factors)
    for row in range(counts.shape[0]):
        columns = counts.indices[counts.indptr[row] : counts.indptr[row + 1]]
        if len(columns):
            extra = CONFIDENCE * counts.data[counts.indptr[row] : counts.indptr[row + 1]]
            known = factors[columns]
            found[row] = np.linalg.solve(gram + (known.T * extra) @ known, known.T @ (1.0 + extra))
    return found
