"""Asks one recommender all questions and measures its answers."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.evaluation.calibration import Calibration, calibration
from matchers.evaluation.errors import RecommenderUnavailableError
from matchers.evaluation.exposure import Exposure, exposure
from matchers.evaluation.metrics import Metrics, metrics_of
from matchers.evaluation.ranking import rankings
from matchers.evaluation.recommender import Recommender, checked
from matchers.evaluation.reordering import Reordering, reorderings
from matchers.evaluation.report import ALL, NEWCOMERS, TAIL
from matchers.past.cases import CONSORTIUM, PARTNERS, UNSEEN, Answer, Cases
from matchers.past.training import Floats, Ints, Training

HUBS: Final = 100
"""Organisations with most projects that the tail variant leaves out."""

NEWCOMER_PROJECTS: Final = 1
"""Who has at most so many projects is a newcomer."""


@dataclass(frozen=True)
class Questions:
    """What recommenders learn from, what they are asked, and what is right."""

    training: Training
    cases: Cases

    @cached_property
    def answers(self) -> dict[str, tuple[Answer, ...]]:
        """The answers by task."""
        return {PARTNERS: self.cases.partner_answers, CONSORTIUM: self.cases.consortium_answers}

    @cached_property
    def of_newcomers(self) -> dict[str, npt.NDArray[np.bool_]]:
        """Whether each question is asked by an organisation with at most one project, by task."""
        coordinators = np.array([idea.coordinator for idea in self.cases.ideas], dtype=np.int64)
        counts = self.training.project_counts
        few = {
            PARTNERS: counts[self.cases.seekers],
            CONSORTIUM: np.where(coordinators == UNSEEN, 0, counts[coordinators]),
        }
        return {task: np.asarray(projects <= NEWCOMER_PROJECTS) for task, projects in few.items()}

    @cached_property
    def dropped(self) -> dict[str, Ints]:
        """Rows that each variant leaves out of rankings and answers."""
        nothing = np.empty(0, dtype=np.int64)
        return {ALL: nothing, TAIL: self.training.hubs(HUBS), NEWCOMERS: nothing}

    def scores(self, recommender: Recommender, task: str) -> Floats:
        """Return a recommender's scores (q, n) for a task's questions."""
        shape = (len(self.answers[task]), len(self.training.organisations))
        if not shape[0]:
            return np.zeros(shape, dtype=np.float32)
        cases = self.cases
        scores = recommender.partners(cases.seekers) if task == PARTNERS else recommender.consortium(cases.ideas)
        return checked(recommender.name, scores, *shape)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one recommender got: per task and variant its metrics (q, 4) with NaN where a question does not count.

    `missing` says why it was not run; then there is nothing else.
    """

    recommender: Recommender
    seconds: float = 0.0
    missing: str | None = None
    metrics: dict[tuple[str, str], Metrics] = field(default_factory=dict)
    ranked: dict[str, tuple[Ints, ...]] = field(default_factory=dict)
    exposure: Exposure | None = None
    calibration: dict[str, Calibration] = field(default_factory=dict)
    reorderings: tuple[Reordering, ...] = ()


def outcome_of(recommender: Recommender, questions: Questions, seed: int) -> Outcome:
    """Fit a recommender, ask it everything and measure; what it cannot do is said in `missing`."""
    start = time.perf_counter()
    try:
        recommender.fit(questions.training)
    except RecommenderUnavailableError as error:
        return Outcome(recommender, missing=str(error))
    found = Outcome(recommender)
    orders: tuple[Reordering, ...] = ()
    for task, answers in questions.answers.items():
        scores = questions.scores(recommender, task)
        found.ranked[task] = tuple(rankings(scores, [answer.excluded for answer in answers], seed))
        found.metrics.update(_metrics(questions, task, found.ranked[task]))
        if recommender.gives_probabilities and answers:
            found.calibration[task] = calibration(scores, found.ranked[task], answers)
            if task == PARTNERS:
                orders = reorderings(questions.training, scores, found.ranked[task], answers, questions.dropped[TAIL])
    shown = exposure(found.ranked[PARTNERS], len(questions.training.organisations))
    seconds = time.perf_counter() - start
    return Outcome(recommender, seconds, None, found.metrics, found.ranked, shown, found.calibration, orders)


def _metrics(questions: Questions, task: str, ranked: Sequence[Ints]) -> dict[tuple[str, str], Metrics]:
    relevant = [answer.relevant for answer in questions.answers[task]]
    found = {(task, variant): metrics_of(ranked, relevant, rows) for variant, rows in questions.dropped.items()}
    found[task, NEWCOMERS][~questions.of_newcomers[task]] = np.nan
    return found
