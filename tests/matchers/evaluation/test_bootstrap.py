import numpy as np
import pytest

from matchers.evaluation.bootstrap import gain_interval, mean_interval, resamples


def test_draws_are_those_of_the_seed_and_stay_among_the_questions() -> None:
    draws = resamples(7, 100, seed=1)
    assert draws.shape == (100, 7)
    assert (draws == resamples(7, 100, seed=1)).all()
    assert (draws != resamples(7, 100, seed=2)).any()
    assert set(np.unique(draws)) == set(range(7))


def test_an_interval_holds_the_mean_and_narrows_with_more_questions() -> None:
    values = np.random.default_rng(0).random(400)
    few = mean_interval(values[:25], resamples(25, 500, 0))
    many = mean_interval(values, resamples(400, 500, 0))
    assert few.low < few.value < few.high
    assert many.low < values.mean() < many.high
    assert many.high - many.low < few.high - few.low


def test_the_interval_has_the_width_that_theory_says() -> None:
    values = np.tile([0.0, 1.0], 200)
    interval = mean_interval(values, resamples(400, 4000, 0))
    assert (interval.high - interval.low) / 2 == pytest.approx(1.96 * 0.5 / np.sqrt(400), rel=0.05)


def test_a_gain_is_relative_and_paired() -> None:
    reference = np.random.default_rng(0).random(50)
    gain = gain_interval(1.1 * reference, reference, resamples(50, 200, 0))
    assert (gain.value, gain.low, gain.high) == pytest.approx((0.1, 0.1, 0.1))


def test_a_loss_is_negative() -> None:
    gain = gain_interval(np.array([0.5, 0.5]), np.array([1.0, 1.0]), resamples(2, 50, 0))
    assert gain.value == pytest.approx(-0.5)


@pytest.mark.parametrize("reference", [np.zeros(3), np.empty(0), np.array([0.0, 0.0, 1.0])])
def test_a_gain_over_nothing_is_not_known(reference: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> None:
    values = np.ones(len(reference))
    assert np.isnan(gain_interval(values, reference, resamples(len(reference), 100, 0)).value)


def test_no_question_has_no_mean() -> None:
    assert np.isnan(mean_interval(np.empty(0), resamples(0, 10, 0)).value)
