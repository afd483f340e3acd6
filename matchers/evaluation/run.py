"""Runs recommenders on the same questions and puts what they get beside each other."""

from collections.abc import Callable, Sequence

import numpy as np

from matchers.evaluation.bootstrap import Values, gain_interval, mean_interval, resamples
from matchers.evaluation.outcome import Outcome, Questions, outcome_of
from matchers.evaluation.recommender import Recommender
from matchers.evaluation.report import VARIANTS, Column, Figures, Report, Row

Progress = Callable[[str, int, int], None]
"""Called with what is done, how many are done and how many there are."""


class Evaluation:
    """What each recommender got on the same questions; `seed` draws the order of ties and the resamples."""

    def __init__(self, questions: Questions, seed: int = 0, draws: int = 1000) -> None:
        self.questions = questions
        self.seed = seed
        self.draws = draws
        self.outcomes: dict[str, Outcome] = {}

    def run(self, recommenders: Sequence[Recommender], progress: Progress) -> Report:
        """Run all recommenders, which have different names, and return what they got."""
        for done, recommender in enumerate(recommenders):
            progress("Evaluating", done, len(recommenders))
            self.outcomes[recommender.name] = outcome_of(recommender, self.questions, self.seed)
        progress("Evaluating", len(recommenders), len(recommenders))
        return self._report()

    def ranked(self, name: str, task: str) -> list[tuple[str, list[str]]]:
        """Return for each question of a task its id and the ids that a recommender ranked, best first."""
        ids = [row.id for row in self.questions.training.organisations]
        rankings = self.outcomes[name].ranked[task]
        answers = self.questions.answers[task]
        return [(answer.query, [ids[row] for row in rows]) for answer, rows in zip(answers, rankings, strict=True)]

    def _report(self) -> Report:
        columns = tuple(self._column(task, variant) for task in self.questions.answers for variant in VARIANTS)
        training = self.questions.training
        return Report(
            candidates=len(training.organisations),
            projects=len(training.projects),
            cut=training.cut.isoformat(),
            seed=self.seed,
            draws=self.draws,
            columns=columns,
            rows=tuple(self._row(outcome, columns) for outcome in self.outcomes.values()),
        )

    def _column(self, task: str, variant: str) -> Column:
        means = {
            name: float(values.mean())
            for name, outcome in self.outcomes.items()
            if len(values := _ndcg(outcome, task, variant)) and not outcome.recommender.learned
        }
        sizes = (len(_ndcg(outcome, task, variant)) for outcome in self.outcomes.values())
        return Column(task, variant, max(sizes, default=0), max(means, key=means.__getitem__, default=None))

    def _row(self, outcome: Outcome, columns: Sequence[Column]) -> Row:
        kept = [] if outcome.missing else [column for column in columns if column.questions]
        recommender = outcome.recommender
        return Row(
            name=recommender.name,
            learned=recommender.learned,
            seconds=outcome.seconds,
            missing=outcome.missing,
            figures=tuple(self._figures(outcome, column) for column in kept),
            exposure=outcome.exposure,
            calibration=outcome.calibration,
            reorderings=outcome.reorderings,
        )

    def _figures(self, outcome: Outcome, column: Column) -> Figures:
        values = _counted(outcome, column.task, column.variant)
        draws = resamples(column.questions, self.draws, self.seed)
        bar = self.outcomes[column.best] if column.best not in {None, outcome.recommender.name} else None
        gain = gain_interval(values[:, 0], _ndcg(bar, column.task, column.variant), draws) if bar else None
        _, recall, mrr, hit = values.mean(axis=0).tolist()
        return Figures(column.task, column.variant, mean_interval(values[:, 0], draws), recall, mrr, hit, gain)


def _counted(outcome: Outcome, task: str, variant: str) -> Values:
    """Return the metrics (q, 4) of the questions that count; none where the recommender was not run."""
    metrics = outcome.metrics.get((task, variant), np.empty((0, 4)))
    return metrics[~np.isnan(metrics[:, 0])]


def _ndcg(outcome: Outcome, task: str, variant: str) -> Values:
    return _counted(outcome, task, variant)[:, 0]
