"""What can be evaluated: anything that scores all candidates for organisations and for project ideas."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from matchers.evaluation.errors import EvaluationError
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Training


class Recommender(Protocol):
    """Scores candidates; the higher the better.

    `learned` tells that it was fitted to past answers: such a one is no bar for another to pass. `gives_probabilities`
    tells that scores are probabilities that a candidate will come true, so that calibration can be measured.
    """

    name: str
    learned: bool
    gives_probabilities: bool

    def fit(self, training: Training) -> None:
        """Take in what is known at the cut. Raises RecommenderUnavailableError."""

    def partners(self, seekers: Ints) -> Floats:
        """Return scores (q, n) of all candidates for the organisations in these rows (q)."""

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return scores (q, n) of all candidates for project ideas (q), whose coordinator may be UNSEEN."""


def checked(name: str, scores: Floats, questions: int, candidates: int) -> Floats:
    """Return scores if they have the shape (questions, candidates) and are finite; else raise EvaluationError."""
    if scores.shape != (questions, candidates):
        expected = (questions, candidates)
        raise EvaluationError(f"The recommender {name!r} gave scores of shape {scores.shape} instead of {expected}.")
    if not np.isfinite(scores).all():
        raise EvaluationError(f"The recommender {name!r} gave scores that are not finite numbers.")
    return scores
