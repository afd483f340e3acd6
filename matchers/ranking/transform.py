"""From values of any scale to logarithms of ranks, which carry over between years and sizes of data."""

from typing import Final

import numpy as np
from scipy.stats import rankdata

from matchers.past.training import Floats
from matchers.ranking.questions import Questions
from matchers.ranking.signals.signal import Signal

SMOOTHING: Final = 5.0
"""How little the first places stand out: from rank 0 to rank 5 is as far as from 5 to 15."""


def log_ranks(values: Floats) -> Floats:
    """Return x = ln((n + 5) / (mean rank + 5)) of each value in its row (q, n), ranks from 0 for the highest.

    Equal values share their mean rank, so where a signal tells nothing all candidates have the same.
    """
    if not values.size:
        return np.zeros(values.shape, dtype=np.float32)
    ranks = rankdata(-values, method="average", axis=1) - 1.0
    return np.asarray(np.log((values.shape[1] + SMOOTHING) / (ranks + SMOOTHING)), dtype=np.float32)


def features(signals: tuple[Signal, ...], questions: Questions) -> Floats:
    """Return the log ranks (f, q, n) of all signals."""
    return np.stack([log_ranks(signal.compute(questions)) for signal in signals])
