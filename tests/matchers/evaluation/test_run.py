"""Recommenders beside each other: what is compared with what, and what is left out where."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from matchers.evaluation.baselines.simple import Popularity, Random
from matchers.evaluation.errors import EvaluationError, RecommenderUnavailableError
from matchers.evaluation.outcome import Questions
from matchers.evaluation.report import ALL, NEWCOMERS, TAIL, VARIANTS, Column, Figures, Report, Row
from matchers.evaluation.run import Evaluation
from matchers.past.cases import CONSORTIUM, PARTNERS, ProjectIdea, make_cases
from matchers.past.training import Floats, Ints, Training
from tests.matchers.evaluation.world import by_hand, corpus_of, divided, project, two_subjects


class Fixed:
    """Gives everyone the same scores."""

    learned = False

    def __init__(self, name: str, scores: Sequence[float], *, gives_probabilities: bool = False) -> None:
        self.name = name
        self.gives_probabilities = gives_probabilities
        self.scores = np.array(scores, dtype=np.float32)

    def fit(self, training: Training) -> None:
        """Nothing to learn."""

    def partners(self, seekers: Ints) -> Floats:
        return np.tile(self.scores, (len(seekers), 1))

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        return np.tile(self.scores, (len(ideas), 1))


class Learned(Fixed):
    learned = True


class Unavailable(Fixed):
    def fit(self, _: Training) -> None:
        raise RecommenderUnavailableError("its package is away")


def silent(step: str, done: int, total: int) -> None:
    """Say nothing."""


def evaluation(draws: int = 50) -> Evaluation:
    training, test = by_hand()
    return Evaluation(Questions(training, make_cases(training, test)), seed=0, draws=draws)


def figures(row: Row, task: str, variant: str) -> Figures:
    return next(one for one in row.figures if (one.task, one.variant) == (task, variant))


def column(report: Report, task: str, variant: str) -> Column:
    return next(one for one in report.columns if (one.task, one.variant) == (task, variant))


# Right are: for a c, for b d, for c a and d, for d b and c.
FORWARD, BACKWARD = Fixed("a first", [5, 4, 3, 2, 1]), Fixed("e first", [1, 2, 3, 4, 5])


def test_figures_are_means_over_the_questions() -> None:
    report = evaluation().run([FORWARD], silent)
    (row,) = report.rows
    found = figures(row, PARTNERS, ALL)
    # a is shown c, e; b d, e; c a, d, e; d b, c: all that is right stands first.
    assert (found.ndcg.value, found.recall, found.mrr, found.hit) == pytest.approx((1.0, 1.0, 1.0, 1.0))
    assert column(report, PARTNERS, ALL).questions == 4
    assert (report.candidates, report.projects, report.cut) == (5, 4, "2019-01-01")


def test_the_gain_is_over_the_best_that_is_not_learned() -> None:
    report = evaluation().run([FORWARD, BACKWARD, Learned("learned", FORWARD.scores.tolist())], silent)
    assert column(report, PARTNERS, ALL).best == "a first"
    first, second, learned = (figures(row, PARTNERS, ALL) for row in report.rows)
    assert first.gain is None
    assert second.gain is not None
    assert second.gain.value == pytest.approx(second.ndcg.value - 1.0)
    assert second.gain.low <= second.gain.value <= second.gain.high < 0
    assert learned.gain is not None
    assert learned.gain.value == 0.0


def test_where_all_are_learned_there_is_no_bar() -> None:
    report = evaluation().run([Learned("learned", [1, 2, 3, 4, 5])], silent)
    assert column(report, PARTNERS, ALL).best is None
    assert figures(report.rows[0], PARTNERS, ALL).gain is None


def test_what_cannot_run_says_why_and_the_others_go_on() -> None:
    report = evaluation().run([Unavailable("away", [1]), FORWARD], silent)
    away, there = report.rows
    assert (away.missing, away.figures, away.exposure) == ("its package is away", (), None)
    assert there.figures
    assert column(report, PARTNERS, ALL).best == "a first"


@pytest.mark.parametrize(
    ("scores", "message"),
    [([1, 2, 3], r"shape \(4, 3\) instead of \(4, 5\)"), ([1, 2, 3, 4, float("nan")], "not finite")],
)
def test_a_recommender_that_breaks_the_protocol_is_named(scores: list[float], message: str) -> None:
    with pytest.raises(EvaluationError, match=f"'broken'.*{message}"):
        evaluation().run([Fixed("broken", scores)], silent)


def test_newcomers_are_those_with_at_most_one_project() -> None:
    report = evaluation().run([FORWARD], silent)
    assert column(report, PARTNERS, NEWCOMERS).questions == 1  # c alone; a, b and d have two
    assert column(report, CONSORTIUM, NEWCOMERS).questions == 1  # t3, whose coordinator is unseen


def test_the_tail_of_a_small_world_is_empty() -> None:
    """All five organisations are among the 100 biggest, so nothing is left to ask."""
    report = evaluation().run([FORWARD], silent)
    assert column(report, PARTNERS, TAIL).questions == 0
    assert {one.variant for one in report.rows[0].figures} == {ALL, NEWCOMERS}


def test_the_tail_leaves_out_the_hundred_biggest() -> None:
    pairs = [project(f"h{number}", 2010, "x", f"hub{number:03d}", "z") for number in range(99)]
    training, test = divided(
        corpus_of(
            *pairs,
            *[project(f"g{number}", 2011, "x", f"hub{number:03d}", "z") for number in range(99)],
            project("s", 2012, "x", "small"),
            project("m", 2012, "x", "tiny"),
            project("t", 2019, "x", "small", "tiny", "hub000"),
        )
    )
    report = Evaluation(Questions(training, make_cases(training, test)), draws=20).run([Popularity()], silent)
    (row,) = report.rows
    everyone, tail = figures(row, PARTNERS, ALL), figures(row, PARTNERS, TAIL)
    assert (column(report, PARTNERS, ALL).questions, column(report, PARTNERS, TAIL).questions) == (3, 3)
    assert tail.ndcg.value > everyone.ndcg.value
    assert tail.recall == 1.0


def test_rankings_are_ids_without_those_left_out() -> None:
    ran = evaluation()
    ran.run([FORWARD], silent)
    assert dict(ran.ranked("a first", PARTNERS)) == {
        "a": ["c", "e"],
        "b": ["d", "e"],
        "c": ["a", "d", "e"],
        "d": ["b", "c"],
    }
    assert dict(ran.ranked("a first", CONSORTIUM)) == {"t1": ["b", "c", "d", "e"], "t3": ["a", "b", "c", "d", "e"]}


def test_probabilities_are_calibrated_others_not() -> None:
    probable = Fixed("probable", [0.9, 0.5, 0.5, 0.5, 0.1], gives_probabilities=True)
    report = evaluation().run([FORWARD, probable], silent)
    assert report.rows[0].calibration == {}
    assert set(report.rows[1].calibration) == {PARTNERS, CONSORTIUM}


def test_exposure_is_told() -> None:
    report = evaluation().run([FORWARD], silent)
    assert report.rows[0].exposure is not None
    assert report.rows[0].exposure.share == 1.0


def test_the_same_seed_gives_the_same_report() -> None:
    training, test = divided(two_subjects())
    questions = Questions(training, make_cases(training, test))
    reports = [Evaluation(questions, seed, 50).run([Random(1), Popularity()], silent) for seed in (0, 0, 1)]
    timeless = [replace(one, rows=tuple(replace(row, seconds=0.0) for row in one.rows)) for one in reports]
    assert timeless[0] == timeless[1]
    assert timeless[0] != timeless[2]


def test_progress_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    evaluation().run([FORWARD], lambda *step: told.append(step))
    assert told == [("Evaluating", 0, 1), ("Evaluating", 1, 1)]


def test_columns_stand_in_the_order_of_tasks_and_variants() -> None:
    report = evaluation().run([FORWARD], silent)
    assert [(one.task, one.variant) for one in report.columns] == [
        (task, variant) for task in (PARTNERS, CONSORTIUM) for variant in VARIANTS
    ]
