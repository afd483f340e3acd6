"""Spares recommenders that several others are built of from answering twice."""

from collections.abc import Sequence

from matchers.evaluation.recommender import Recommender
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Training


class Remembering:
    """Behaves as `recommender` does, and keeps its last answers."""

    def __init__(self, recommender: Recommender) -> None:
        self.recommender = recommender
        self.name = recommender.name
        self.learned = recommender.learned
        self.gives_probabilities = recommender.gives_probabilities
        self._training: Training | None = None
        self._partners: tuple[bytes, Floats] | None = None
        self._consortium: tuple[tuple[ProjectIdea, ...], Floats] | None = None

    def fit(self, training: Training) -> None:
        """Fit, unless it was this very training before."""
        if self._training is not training:
            self.recommender.fit(training)
            self._training, self._partners, self._consortium = training, None, None

    def partners(self, seekers: Ints) -> Floats:
        """Return the recommender's scores."""
        if self._partners is None or self._partners[0] != seekers.tobytes():
            self._partners = (seekers.tobytes(), self.recommender.partners(seekers))
        return self._partners[1]

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return the recommender's scores."""
        if self._consortium is None or self._consortium[0] != tuple(ideas):
            self._consortium = (tuple(ideas), self.recommender.consortium(ideas))
        return self._consortium[1]
