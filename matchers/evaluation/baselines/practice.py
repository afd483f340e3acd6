"""Questions that a training's own last years answer: what a learned baseline learns from."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from matchers.evaluation.errors import RecommenderUnavailableError
from matchers.past.cases import Cases, make_cases
from matchers.past.training import Training, corpus_of_projects

PRACTICE: Final = ((0.6, 0.8), (0.8, 1.0))
"""Shares of the training's projects, in the order of their starts: features are made from what is before the first,
labels from what is between both."""


def practice(training: Training) -> list[tuple[Training, Cases]]:
    """Return what was known before two times within the training, and the questions that the time after each answers.

    Raises RecommenderUnavailableError where that leaves no question.
    """
    starts = sorted(row.start for row in training.corpus.projects if row.start is not None)
    bounds = [(_at(starts, first), _at(starts, last)) for first, last in PRACTICE] if starts else []
    found = [one for bound in bounds if (one := _between(training, *bound))[1].partner_answers]
    if not found:
        raise RecommenderUnavailableError("the training's own last years answer no question")
    return found


def _at(starts: Sequence[date], share: float) -> date:
    place = int(share * len(starts))
    return starts[place] if place < len(starts) else date.max


def _between(training: Training, cut: date, until: date) -> tuple[Training, Cases]:
    kept = [row for row in training.corpus.projects if row.start is not None and cut <= row.start < until]
    before = training.before(cut)
    return before, make_cases(before, corpus_of_projects(training.corpus, kept))
