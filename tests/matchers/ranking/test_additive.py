"""The additive model: contributions add up, curves rise, the fit finds what matters."""

import numpy as np
import pytest

from matchers.past.cases import Answer
from matchers.ranking.additive import TaskModel
from matchers.ranking.fitting import Loss, Shape, fitted_heights
from matchers.ranking.probability import levels, logistic, looked_at
from matchers.ranking.sampling import AT_RANDOM, HARDEST, Rows, joined, sampled
from matchers.ranking.transform import log_ranks

SHAPE = Shape((0.0, 1.0, 3.0, 6.0), 1.0)


def some_rows(seed: int = 0, questions: int = 40, candidates: int = 30) -> Rows:
    """Rows whose first signal tells what comes true, the second is noise, the third tells the opposite."""
    draw = np.random.default_rng(seed)
    telling, noise = draw.uniform(0, 6, (2, questions * candidates)).astype(np.float32)
    came_true = telling + draw.normal(0, 0.5, telling.shape) > 5
    question = np.repeat(np.arange(questions), candidates)
    flags = draw.random(telling.shape) < 0.1
    return Rows(np.stack([telling, noise, 6 - telling], axis=1), question, came_true, flags, np.zeros_like(telling))


def test_contributions_add_up_to_the_score(model: TaskModel) -> None:
    features = np.random.default_rng(0).uniform(0, 7, (2, 5, 9)).astype(np.float32)
    np.testing.assert_allclose(model.contributions(features).sum(axis=0), model.score(features), rtol=1e-6)


def test_a_candidate_without_any_signal_scores_nothing(model: TaskModel) -> None:
    assert model.score(np.zeros((2, 1, 1), dtype=np.float32)).item() == 0


def test_probabilities_keep_the_order_and_lie_between_0_and_1(model: TaskModel) -> None:
    probabilities = model.probability(np.linspace(-50, 50, 11).astype(np.float32))
    assert (np.diff(probabilities) >= 0).all()
    assert (probabilities >= 0).all()
    assert (probabilities <= 1).all()


def test_curves_rise_and_the_telling_signal_rises_most() -> None:
    heights = fitted_heights(some_rows(), SHAPE)
    assert heights.shape == (3, 4)
    assert (heights[:, 0] == 0).all()
    assert (np.diff(heights, axis=1) >= 0).all()
    assert heights[0, -1] > 10 * heights[1:, -1].max()


def test_the_fit_is_the_same_each_time() -> None:
    np.testing.assert_array_equal(fitted_heights(some_rows(), SHAPE), fitted_heights(some_rows(), SHAPE))


def test_the_gradient_is_that_of_the_loss() -> None:
    loss = Loss(some_rows(), SHAPE)
    here = np.random.default_rng(1).uniform(0, 1, 9)
    _, gradient = loss(here)
    step = 1e-2
    for position in range(9):
        change = np.eye(9)[position] * step
        slope = (loss(here + change)[0] - loss(here - change)[0]) / (2 * step)
        assert slope == pytest.approx(gradient[position], rel=0.02, abs=2e-3)


def test_a_world_without_hubs_or_of_hubs_alone_can_be_fitted() -> None:
    rows = some_rows()
    for hubs in (np.zeros_like(rows.is_hub), np.ones_like(rows.is_hub)):
        same = Rows(rows.features, rows.question, rows.came_true, hubs, rows.correction)
        assert np.isfinite(fitted_heights(same, SHAPE)).all()


def test_equal_values_share_their_rank() -> None:
    found = log_ranks(np.array([[3.0, 1.0, 3.0, 0.0]], dtype=np.float32))[0]
    assert found[0] == found[2] > found[1] > found[3]
    np.testing.assert_allclose(found[1], np.log(9 / 7), rtol=1e-6)


def test_ranks_do_not_depend_on_scale() -> None:
    values = np.random.default_rng(0).random((3, 50)).astype(np.float32)
    np.testing.assert_array_equal(log_ranks(values), log_ranks(1000 * values**3))


@pytest.mark.parametrize("shape", [(0, 0), (2, 0), (0, 3)])
def test_ranks_of_nothing_are_nothing(shape: tuple[int, int]) -> None:
    assert log_ranks(np.ones(shape, dtype=np.float32)).shape == shape


def test_drawn_rows_stand_for_all_candidates() -> None:
    candidates = 2000
    features = np.random.default_rng(0).random((2, 1, candidates)).astype(np.float32)
    answer = Answer("q", np.array([0, 1]), np.array([5, 7]))
    rows = sampled(features, features[0], [answer], np.array([7]), np.random.default_rng(0))
    assert len(rows.question) == 2 + HARDEST + AT_RANDOM
    assert rows.came_true.sum() == 2
    assert rows.is_hub.sum() == 1
    assert np.exp(rows.correction).sum() == pytest.approx(candidates - 2, rel=1e-4)


def test_joined_questions_are_numbered_on() -> None:
    rows = some_rows(questions=3, candidates=2)
    assert joined([rows, rows]).question.tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_the_probability_is_the_share_that_came_true() -> None:
    rows = some_rows(questions=100, candidates=50)
    intercept, slope = logistic(rows, rows.features[:, 0])
    level = levels(rows.features[:, 0].reshape(100, 50), np.zeros((100, 50), dtype=np.bool_))
    foretold = 1 / (1 + np.exp(-(intercept + slope * (rows.features[:, 0] - level[rows.question]))))
    assert foretold.mean() == pytest.approx(rows.came_true.mean(), abs=0.005)
    certain = foretold > 0.9
    assert rows.came_true[certain].mean() > 0.9


def test_where_nothing_or_all_came_true_probabilities_stay_finite() -> None:
    rows = some_rows()
    for flags in (np.zeros_like(rows.came_true), np.ones_like(rows.came_true)):
        same = Rows(rows.features, rows.question, flags, rows.is_hub, rows.correction)
        assert np.isfinite(logistic(same, rows.features[:, 0])).all()


def test_the_first_fifty_of_each_question_are_looked_at() -> None:
    rows = some_rows(questions=3, candidates=70)
    seen = looked_at(rows, rows.features[:, 0])
    assert [int(seen[rows.question == question].sum()) for question in range(3)] == [50, 50, 50]
    for question in range(3):
        here = rows.question == question
        assert rows.features[here & seen, 0].min() >= rows.features[here & ~seen, 0].max()


def test_the_level_is_the_mean_of_the_best_that_are_not_settled() -> None:
    scores = np.arange(120, dtype=np.float32).reshape(2, 60)
    settled = np.zeros((2, 60), dtype=np.bool_)
    settled[0, 50:] = True
    settled[1] = True
    np.testing.assert_array_equal(levels(scores, settled), [24.5, 0.0])


def test_a_signal_that_says_the_same_of_all_has_no_curve() -> None:
    rows = some_rows()
    rows.features[:, 1] = 3.0
    assert not fitted_heights(rows, SHAPE)[1].any()
