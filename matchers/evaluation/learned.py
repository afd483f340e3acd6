"""The learned ranker as a recommender, beside all others."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from matchers.evaluation.errors import RecommenderUnavailableError
from matchers.past.cases import CONSORTIUM, PARTNERS, ProjectIdea
from matchers.past.training import Floats, Ints, Training
from matchers.ranking.asking import Asked
from matchers.ranking.context import Context
from matchers.ranking.errors import NothingToLearnError
from matchers.ranking.meaning import Encode, no_vectors
from matchers.ranking.scoring import probabilities
from matchers.ranking.training import Learned, learn

UNLIKELY: Final = 0.0
"""The score where the past answered no question of a task, so that nothing could be learned for it."""


class LearnedRanker:
    """Signals put together by an additive model that was learned on the training's own years; gives probabilities."""

    name = "Filiera"
    learned = True
    gives_probabilities = True

    def __init__(self, seed: int = 0, encode: Encode = no_vectors) -> None:
        self.seed = seed
        self.encode = encode

    def fit(self, training: Training) -> None:
        """Learn from episodes inside the training, then take in all of it."""
        try:
            self.learned_: Learned = learn(training, self.seed, encode=self.encode)
        except NothingToLearnError as error:
            raise RecommenderUnavailableError(str(error)) from error
        self.context_ = Context(training, self.encode)

    def partners(self, seekers: Ints) -> Floats:
        """Return probabilities that a candidate becomes a partner within a year."""
        return self._probabilities(PARTNERS, seekers)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return probabilities that a candidate becomes a member of the project."""
        return self._probabilities(CONSORTIUM, ideas)

    def _probabilities(self, task: str, asked: Asked) -> Floats:
        model = self.learned_.models.get(task)
        if model is None:
            return np.full((len(asked), self.context_.candidates), UNLIKELY, dtype=np.float32)
        return probabilities(model, self.context_, asked)
