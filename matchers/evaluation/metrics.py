"""nDCG@10, recall@50, mean reciprocal rank and hit@10 of one ranking."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from matchers.past.training import Ints

METRICS: Final = ("nDCG@10", "Recall@50", "MRR", "Hit@10")
TOP: Final = 10
_DEEP: Final = 50
_DISCOUNT: Final = 1.0 / np.log2(np.arange(TOP) + 2.0)

Metrics = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def ranking_metrics(ranked: Ints, relevant: Ints) -> Metrics:
    """Return the four METRICS (4) of a ranking, best first; NaN where nothing is relevant.

    nDCG has gain 1 and discount log2(rank + 1), its ideal the relevant ones first (Järvelin and Kekäläinen, ACM TOIS
    20, 2002). A relevant one beyond the ranking's end counts as never found.
    """
    if not len(relevant):
        return np.full(len(METRICS), np.nan)
    hits = np.isin(ranked, relevant)
    found = np.flatnonzero(hits)
    ndcg = _DISCOUNT[: len(hits)][hits[:TOP]].sum() / _DISCOUNT[: len(relevant)].sum()
    recall = hits[:_DEEP].sum() / len(relevant)
    return np.array([ndcg, recall, 1.0 / (found[0] + 1) if len(found) else 0.0, float(hits[:TOP].any())])


def metrics_of(ranked: Sequence[Ints], relevant: Sequence[Ints], dropped: Ints) -> Metrics:
    """Return the METRICS (q, 4) of many rankings after rows were dropped from them and from what is relevant."""
    rows = [
        ranking_metrics(_without(ranking, dropped), _without(wanted, dropped))
        for ranking, wanted in zip(ranked, relevant, strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(METRICS))


def _without(rows: Ints, dropped: Ints) -> Ints:
    return rows[~np.isin(rows, dropped)]
