"""From values of any scale to logarithms of ranks or ratios, which carry over between years and sizes of data."""

from collections.abc import Sequence
from math import log, log1p
from typing import Final

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.arrays import to_mean_one
from matchers.ranking.questions import Questions
from matchers.ranking.signals.signal import Signal

SMOOTHING: Final = 5.0
"""How little the first places stand out: from rank 0 to rank 5 is as far as from 5 to 15."""


def log_ranks(values: Floats) -> Floats:
    """Return x = ln((n + 5) / (mean rank + 5)) of each value in its row (q, n), ranks from 0 for the highest.

    Equal values share their mean rank, so where a signal tells nothing all candidates have the same.
    """
    found = np.empty(values.shape, dtype=np.float32)
    for row, into in zip(values, found, strict=True):
        into[:] = np.log((len(row) + SMOOTHING) / (_mean_ranks(row) + SMOOTHING))
    return found


def _mean_ranks(values: Floats) -> Floats:
    """Return ranks (n) from 0 for the highest, the mean of all places for equal values."""
    order = np.argsort(-values)
    in_order = values[order]
    starts = np.flatnonzero(np.concatenate(([True], in_order[1:] != in_order[:-1])))[: len(values)]
    lengths = np.diff(np.append(starts, len(values)))
    ranks = np.empty(len(values), dtype=np.float32)
    ranks[order] = np.repeat(starts + (lengths - 1) / 2, lengths)
    return ranks


def log_ratios(values: Floats) -> Floats:
    """Return x = ln(1 + value / mean of its row) (q, n); values below 0 count as 0.

    Where a few candidates stand far out, as the members of a project nearly the same do, ranks would not tell it.
    """
    return np.log1p(to_mean_one(np.maximum(values, 0))) if values.size else values


def features(signals: Sequence[Signal], questions: Questions, task: str) -> Floats:
    """Return what a model of the task sees of each signal (f, q, n): log ranks, or log ratios."""
    scales = [log_ratios if task in signal.by_ratio else log_ranks for signal in signals]
    return np.stack([scale(signal.compute(questions)) for scale, signal in zip(scales, signals, strict=True)])


def highest(signals: Sequence[Signal], candidates: int, task: str) -> Floats:
    """Return the most that each feature (f) can be among so many candidates: who alone is first, or has anything."""
    ratio, rank = log_ratio(candidates), log_rank(1, candidates)
    return np.array([ratio if task in signal.by_ratio else rank for signal in signals], dtype=np.float32)


def log_rank(place: int, candidates: int) -> float:
    """Return the log rank of a place from 1 among so many candidates."""
    return log((candidates + SMOOTHING) / (place - 1 + SMOOTHING))


def log_ratio(times: float) -> float:
    """Return the log ratio of a value that is so many times the mean."""
    return log1p(times)
