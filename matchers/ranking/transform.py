"""From values of any scale to logarithms of ranks, which carry over between years and sizes of data."""

from typing import Final

import numpy as np

from matchers.past.training import Floats
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


def features(signals: tuple[Signal, ...], questions: Questions) -> Floats:
    """Return the log ranks (f, q, n) of all signals."""
    return np.stack([log_ranks(signal.compute(questions)) for signal in signals])
