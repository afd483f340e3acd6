"""FastRP: vectors of nodes from random projections of the graph's powers."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.preprocessing import normalize

from matchers.evaluation.baselines.by_coordinator import by_coordinator
from matchers.evaluation.baselines.walk import participations, row_shares
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Training

DIMENSIONS: Final = 512
POWER_WEIGHTS: Final = (0.0, 1.0, 1.0)
"""What one, two and three steps between organisations count."""

DEGREE_POWER: Final = -0.2
"""Discounts nodes of many ties before projecting; the paper's r - 1 or beta."""


class FastRP:
    """Cosines of FastRP vectors (Chen et al., Fast and accurate network embeddings …, CIKM 2019).

    The graph is that of `PersonalisedPageRank`; two organisations are a step apart if they shared a project.
    """

    name = "FastRP"
    learned = False
    gives_probabilities = False

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, training: Training) -> None:
        """Project the graph."""
        self.candidates_ = len(training.organisations)
        both = participations(training)
        here = very_sparse_projection(both.shape[0], DIMENSIONS, self.seed)
        degrees = np.asarray(both.sum(axis=1), dtype=np.float32).ravel()
        here *= np.maximum(degrees, 1.0)[:, None] ** DEGREE_POWER
        to_projects, to_organisations = row_shares(both.T.tocsr()), row_shares(both)
        vectors = np.zeros_like(here)
        for weight in POWER_WEIGHTS:
            here = np.asarray(to_organisations @ (to_projects @ here))
            vectors += weight * normalize(here)
        self.vectors_ = normalize(vectors[: self.candidates_]).astype(np.float32)

    def partners(self, seekers: Ints) -> Floats:
        """Return cosines of vectors."""
        return np.asarray(self.vectors_[seekers] @ self.vectors_.T)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return the coordinator's."""
        return by_coordinator(self.partners, ideas, self.candidates_)


def very_sparse_projection(rows: int, dimensions: int, seed: int) -> Floats:
    """Return a random matrix (rows, dimensions) of 0 and, one in s each way, plus or minus sqrt(s), s = sqrt(rows)."""
    spread = max(np.sqrt(rows), 2.0)
    drawn = np.random.default_rng(seed).random((rows, dimensions), dtype=np.float32)
    signs = np.where(drawn < 0.5 / spread, -1.0, np.where(drawn > 1 - 0.5 / spread, 1.0, 0.0))
    return np.asarray(signs * np.sqrt(spread), dtype=np.float32)
