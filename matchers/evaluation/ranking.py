"""From scores to rankings: best first, ties in an order that says nothing, some rows left out."""

from collections.abc import Sequence

import numpy as np

from matchers.past.training import Floats, Ints

DEPTH = 200
"""Ranks that are kept and written; leaves 100 where the tail variant drops 100 organisations."""


def rankings(scores: Floats, excluded: Sequence[Ints], seed: int, depth: int = DEPTH) -> list[Ints]:
    """Return for each question the rows (at most `depth`) of the highest scores (q, n), without its excluded rows.

    Equal scores stand in an order drawn once from the seed: ids must not decide, since they tell an organisation's age.
    """
    drawn = np.random.default_rng(seed).permutation(scores.shape[1])
    return [_best(row, rows, drawn, depth) for row, rows in zip(scores, excluded, strict=True)]


def _best(scores: Floats, excluded: Ints, drawn: Ints, depth: int) -> Ints:
    kept = np.ones(len(scores), dtype=bool)
    kept[excluded] = False
    candidates = drawn[kept[drawn]]
    order = np.argsort(-scores[candidates], kind="stable")
    return np.asarray(candidates[order[:depth]], dtype=np.int64)
