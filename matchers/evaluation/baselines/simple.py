"""Chance and fame: what any recommender has to be better than."""

from collections.abc import Sequence

import numpy as np

from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Training


class Random:
    """Any order, drawn from a seed."""

    name = "random"
    learned = False
    gives_probabilities = False

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def fit(self, training: Training) -> None:
        """Take the number of candidates."""
        self.candidates_ = len(training.organisations)

    def partners(self, seekers: Ints) -> Floats:
        """Return numbers drawn evenly from 0 to 1."""
        return self._drawn(len(seekers))

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return numbers drawn evenly from 0 to 1."""
        return self._drawn(len(ideas))

    def _drawn(self, questions: int) -> Floats:
        return np.random.default_rng(self.seed).random((questions, self.candidates_), dtype=np.float32)


class Popularity:
    """The same for everyone: those with most projects first."""

    name = "popularity"
    learned = False
    gives_probabilities = False

    def fit(self, training: Training) -> None:
        """Count projects."""
        self.counts_ = training.project_counts

    def partners(self, seekers: Ints) -> Floats:
        """Return the number of projects of each candidate."""
        return np.tile(self.counts_, (len(seekers), 1))

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return the number of projects of each candidate."""
        return np.tile(self.counts_, (len(ideas), 1))
