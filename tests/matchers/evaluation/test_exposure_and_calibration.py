import numpy as np
import pytest

from matchers.evaluation.calibration import calibration
from matchers.evaluation.errors import EvaluationError
from matchers.evaluation.exposure import exposure, gini
from matchers.evaluation.ranking import rankings
from matchers.past.cases import Answer
from matchers.past.training import Ints


def rows(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([1, 1, 1, 1], 0.0),
        ([0, 0, 0, 4], 0.75),  # one of n has all: 1 - 1/n
        ([0, 1], 0.5),
        ([1, 2, 3], 2 / 9),
        ([0, 0], 0.0),
        ([5], 0.0),
    ],
)
def test_gini(amounts: list[float], expected: float) -> None:
    assert gini(np.array(amounts, dtype=np.float64)) == pytest.approx(expected)


def test_exposure_counts_who_is_ever_in_a_top_ten() -> None:
    found = exposure([rows(*range(15)), rows(0, 1, 2)], candidates=20)
    assert found.share == 10 / 20
    assert found.gini == pytest.approx(gini(np.array([2.0] * 3 + [1.0] * 7 + [0.0] * 10)))


def test_nobody_asked_nobody_shown() -> None:
    assert (exposure([], 5).share, exposure([], 5).gini) == (0.0, 0.0)


def scored(scores: "np.ndarray[tuple[int, int], np.dtype[np.float32]]", answers: list[Answer]) -> list[Ints]:
    return rankings(scores, [answer.excluded for answer in answers], seed=0)


def test_calibration_by_hand() -> None:
    scores = np.array([[0.8, 0.4, 0.0, 0.9]], dtype=np.float32)
    answers = [Answer("q", excluded=rows(3), relevant=rows(0))]
    found = calibration(scores, scored(scores, answers), answers)
    assert found.brier == pytest.approx((0.2**2 + 0.4**2 + 0.0) / 3, abs=1e-7)
    assert found.brier_of_base_rate == pytest.approx(1 / 3 * 2 / 3)
    assert found.skill == pytest.approx(1 - found.brier / found.brier_of_base_rate)
    assert found.brier_of_all == pytest.approx(found.brier)
    assert [(part.suggestions, part.came_true) for part in found.bins] == [(1, 0.0), (1, 0.0), (1, 1.0)]
    assert [part.foretold for part in found.bins] == pytest.approx([0.0, 0.4, 0.8])
    assert found.error == pytest.approx((0.0 + 0.4 + 0.2) / 3)


def test_right_probabilities_have_little_error_and_wrong_ones_much() -> None:
    drawn = np.random.default_rng(0)
    true = drawn.random((60, 50)).astype(np.float32)
    answers = [Answer(str(row), rows(), np.flatnonzero(drawn.random(50) < true[row])) for row in range(60)]
    right = calibration(true, scored(true, answers), answers)
    wrong = calibration(true**4, scored(true**4, answers), answers)
    assert right.error < 0.04
    assert wrong.error > 0.2
    assert right.brier < wrong.brier
    assert right.skill > wrong.skill


def test_only_the_first_fifty_are_looked_at() -> None:
    scores = np.linspace(0, 1, 120, dtype=np.float32)[None]
    answers = [Answer("q", rows(), rows(0))]
    found = calibration(scores, scored(scores, answers), answers)
    assert sum(part.suggestions for part in found.bins) == 50
    assert found.brier_of_base_rate == 0.0
    assert np.isnan(found.skill)


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_scores_outside_of_0_to_1_are_no_probabilities(wrong: float) -> None:
    scores = np.array([[0.5, wrong]], dtype=np.float32)
    answers = [Answer("q", rows(), rows(0))]
    with pytest.raises(EvaluationError, match="outside of 0 to 1"):
        calibration(scores, scored(scores, answers), answers)
