"""Personalised PageRank: where a walk through projects ends that often begins anew at the seeker."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy import sparse

from matchers.evaluation.baselines.by_coordinator import by_coordinator
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Matrix, Training

RESTART: Final = 0.3
STEPS: Final = 8
"""After so many steps 0.7^8, a twentieth, of the walk is left unfinished."""

_BLOCK: Final = 256
"""Seekers walked for at once: bounds memory at some hundred megabytes."""


class PersonalisedPageRank:
    """A walk from organisation to project to organisation, that of the earlier programme included.

    Restart probability 0.3 (Haveliwala, Topic-sensitive PageRank, WWW 2002).
    """

    name = "personalised PageRank"
    learned = False
    gives_probabilities = False

    def fit(self, training: Training) -> None:
        """Make the graph of organisations and projects."""
        self.candidates_ = len(training.organisations)
        both = participations(training)
        self.to_projects_ = row_shares(both).T.tocsr()
        self.to_organisations_ = row_shares(both.T.tocsr()).T.tocsr()

    def partners(self, seekers: Ints) -> Floats:
        """Return how often the walk is at each candidate."""
        blocks = [seekers[start : start + _BLOCK] for start in range(0, len(seekers), _BLOCK)]
        found = [self._walk(block) for block in blocks]
        return np.concatenate([np.zeros((0, self.candidates_), dtype=np.float32), *found])

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return the coordinator's."""
        return by_coordinator(self.partners, ideas, self.candidates_)

    def _walk(self, seekers: Ints) -> Floats:
        start = np.zeros((self.to_organisations_.shape[0], len(seekers)), dtype=np.float32)
        start[seekers, np.arange(len(seekers))] = 1.0
        here = start
        for _ in range(STEPS):
            here = RESTART * start + (1 - RESTART) * (self.to_organisations_ @ (self.to_projects_ @ here))
        return np.ascontiguousarray(here[: self.candidates_].T)


def participations(training: Training) -> Matrix:
    """Return who took part in which project (m, projects of both programmes), ones."""
    now = training.took_part.copy()
    now.resize((len(training.nodes), now.shape[1]))
    return sparse.hstack([now, training.took_part_earlier]).tocsr()


def row_shares(matrix: Matrix) -> Matrix:
    """Return a matrix with its rows divided by their sums; empty rows stay empty."""
    sums = np.asarray(matrix.sum(axis=1), dtype=np.float32).ravel()
    return (sparse.diags_array(1.0 / np.maximum(sums, np.float32(1e-9))) @ matrix).tocsr()
