"""Intervals by the bootstrap over questions (Efron and Tibshirani, An Introduction to the Bootstrap, 1993)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchers.past.training import Ints

Values = npt.NDArray[np.float64]

_OUTSIDE = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the 95% interval around it; NaN where there is nothing to tell it from."""

    value: float
    low: float
    high: float


def resamples(questions: int, count: int, seed: int) -> Ints:
    """Return `count` draws (count, questions) with replacement of as many questions as there are."""
    return np.random.default_rng(seed).integers(0, max(questions, 1), (count, questions))


def mean_interval(values: Values, draws: Ints) -> Interval:
    """Return the mean of values (q) and its percentile interval over the draws."""
    if not len(values):
        return Interval(np.nan, np.nan, np.nan)
    low, high = np.quantile(values[draws].mean(axis=1), _OUTSIDE)
    return Interval(float(values.mean()), float(low), float(high))


def gain_interval(values: Values, reference: Values, draws: Ints) -> Interval:
    """Return how much the mean of values (q) is above that of the reference (q), relative to the latter.

    Paired: each draw takes the same questions of both. NaN where the reference's mean is 0, in any draw.
    """
    base = reference[draws].mean(axis=1) if len(reference) else np.zeros(1)
    if not (base > 0).all():
        return Interval(np.nan, np.nan, np.nan)
    low, high = np.quantile(values[draws].mean(axis=1) / base - 1.0, _OUTSIDE)
    return Interval(float(values.mean() / reference.mean() - 1.0), float(low), float(high))
