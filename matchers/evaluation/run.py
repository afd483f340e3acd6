"""Runs recommenders on the same questions and puts what they get beside each other."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from matchers.evaluation.bootstrap import gain_interval, mean_interval, resamples
from matchers.evaluation.calibration import Calibration, calibration
from matchers.evaluation.cases import CONSORTIUM, PARTNERS, UNSEEN, Answer, Cases
from matchers.evaluation.errors import NotInstalledError
from matchers.evaluation.exposure import Exposure, exposure
from matchers.evaluation.metrics import Metrics, metrics_of
from matchers.evaluation.ranking import rankings
from matchers.evaluation.recommender import Recommender, checked
from matchers.evaluation.report import VARIANTS, Column, Figures, Report, Row
from matchers.evaluation.training import Floats, Ints, Training

HUBS: Final = 100
"""Organisations with most projects that the tail variant leaves out."""

NEWCOMER_PROJECTS: Final = 1
"""Who has at most so many projects is a newcomer."""

Progress = Callable[[str, int, int], None]
Ranked = dict[str, tuple[Ints, ...]]
"""Rankings by task, in the order of its answers."""


@dataclass(frozen=True)
class Outcome:
    """What one recommender got: per task and variant its metrics (q, 4) with NaN where a question does not count."""

    recommender: Recommender
    seconds: float = 0.0
    missing: str | None = None
    metrics: dict[tuple[str, str], Metrics] = field(default_factory=dict)
    ranked: Ranked = field(default_factory=dict)
    exposure: Exposure | None = None
    calibration: tuple[tuple[str, Calibration], ...] = ()


@dataclass(frozen=True)
class Settings:
    """Seed of ties and resampling, and the number of resamples."""

    seed: int = 0
    resamples: int = 1000


class Evaluation:
    """The questions of one split, and what each recommender that was run got."""

    def __init__(self, training: Training, cases: Cases, settings: Settings) -> None:
        self.training = training
        self.cases = cases
        self.settings = settings
        self.outcomes: list[Outcome] = []
        self.answers = {PARTNERS: cases.partner_answers, CONSORTIUM: cases.consortium_answers}
        self._newcomer = {PARTNERS: self._is_newcomer(cases.seekers), CONSORTIUM: self._new_coordinators()}

    def run(self, recommenders: Sequence[Recommender], progress: Progress) -> Report:
        """Run all recommenders and return what they got."""
        for done, recommender in enumerate(recommenders):
            progress("Evaluating", done, len(recommenders))
            self.outcomes.append(self._outcome(recommender))
        progress("Evaluating", len(recommenders), len(recommenders))
        return self.report()

    def ranked(self, name: str) -> Ranked:
        """Return the rankings of a recommender that was run, by task; KeyError for another."""
        return {outcome.recommender.name: outcome.ranked for outcome in self.outcomes}[name]

    def report(self) -> Report:
        """Return what all recommenders got beside each other."""
        columns = tuple(self._column(task, variant) for task in self.answers for variant in VARIANTS)
        settings, training = self.settings, self.training
        return Report(
            candidates=len(training.organisations),
            projects=len(training.projects),
            cut=training.cut.isoformat(),
            seed=settings.seed,
            resamples=settings.resamples,
            columns=columns,
            rows=tuple(self._row(outcome, columns) for outcome in self.outcomes),
        )

    def _outcome(self, recommender: Recommender) -> Outcome:
        start = time.perf_counter()
        try:
            recommender.fit(self.training)
        except NotInstalledError as error:
            return Outcome(recommender, missing=str(error))
        outcome = Outcome(recommender)
        calibrations = []
        for task, answers in self.answers.items():
            scores = self._scores(recommender, task) if answers else np.zeros((0, len(self.training.organisations)))
            ranked = rankings(scores, [answer.excluded for answer in answers], self.settings.seed)
            outcome.ranked[task] = tuple(ranked)
            outcome.metrics.update({(task, variant): self._metrics(task, variant, ranked) for variant in VARIANTS})
            if recommender.gives_probabilities and answers:
                calibrations.append((task, _calibration(scores, ranked, answers)))
        shown = exposure(outcome.ranked[PARTNERS], len(self.training.organisations))
        return Outcome(
            recommender,
            time.perf_counter() - start,
            None,
            outcome.metrics,
            outcome.ranked,
            shown,
            tuple(calibrations),
        )

    def _scores(self, recommender: Recommender, task: str) -> Floats:
        cases = self.cases
        scores = recommender.partners(cases.seekers) if task == PARTNERS else recommender.consortium(cases.ideas)
        return checked(recommender.name, scores, len(self.answers[task]), len(self.training.organisations))

    def _metrics(self, task: str, variant: str, ranked: Sequence[Ints]) -> Metrics:
        dropped = self.training.hubs(HUBS) if variant == "tail" else np.empty(0, dtype=np.int64)
        metrics = metrics_of(ranked, [answer.relevant for answer in self.answers[task]], dropped)
        if variant == "newcomers":
            metrics[~self._newcomer[task]] = np.nan
        return metrics

    def _column(self, task: str, variant: str) -> Column:
        key = (task, variant)
        counted = [outcome for outcome in self.outcomes if outcome.missing is None]
        questions = int((~np.isnan(counted[0].metrics[key][:, 0])).sum()) if counted else 0
        bars = [outcome for outcome in counted if not outcome.recommender.learned]
        best = max(bars, key=lambda outcome: np.nanmean(outcome.metrics[key][:, 0])) if bars and questions else None
        return Column(task, variant, questions, best.recommender.name if best else None)

    def _row(self, outcome: Outcome, columns: Sequence[Column]) -> Row:
        recommender = outcome.recommender
        figures = () if outcome.missing else tuple(self._figures(outcome, column) for column in columns if column.questions)
        return Row(
            recommender.name,
            recommender.learned,
            outcome.seconds,
            outcome.missing,
            figures,
            outcome.exposure,
            outcome.calibration,
        )

    def _figures(self, outcome: Outcome, column: Column) -> Figures:
        key = (column.task, column.variant)
        metrics = outcome.metrics[key]
        counts = ~np.isnan(metrics[:, 0])
        values, draws = metrics[counts], resamples(column.questions, self.settings.resamples, self.settings.seed)
        gain = None
        if column.best not in {None, outcome.recommender.name}:
            bar = next(other for other in self.outcomes if other.recommender.name == column.best).metrics[key][counts]
            gain = gain_interval(values[:, 0], bar[:, 0], draws)
        _, recall, mrr, hit = values.mean(axis=0).tolist()
        return Figures(*key, mean_interval(values[:, 0], draws), recall, mrr, hit, gain)

    def _is_newcomer(self, rows: Ints) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        return self.training.project_counts[rows] <= NEWCOMER_PROJECTS

    def _new_coordinators(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        rows = np.array([idea.coordinator for idea in self.cases.ideas], dtype=np.int64)
        return (rows == UNSEEN) | self._is_newcomer(rows)


def _calibration(scores: Floats, ranked: Sequence[Ints], answers: Sequence[Answer]) -> Calibration:
    return calibration(
        scores, ranked, [answer.excluded for answer in answers], [answer.relevant for answer in answers]
    )
