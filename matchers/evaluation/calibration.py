"""Whether probabilities mean what they say, for the suggestions that a person would look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.evaluation.errors import EvaluationError
from matchers.evaluation.training import Floats, Ints

SEEN: Final = 50
"""Suggestions of each question that are looked at."""

BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions of similar probability: how many, what was foretold on average, which share came true."""

    suggestions: int
    foretold: float
    came_true: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Brier score of the first 50 suggestions of each question, and what always saying their base rate would get.

    `skill` is 1 - brier / brier_of_base_rate (Murphy, 1973); `error` the mean distance of bins from the diagonal,
    weighted by suggestions; `brier_of_all` is over all candidates that were not excluded.
    """

    brier: float
    brier_of_base_rate: float
    skill: float
    error: float
    brier_of_all: float
    bins: tuple[Bin, ...]


def calibration(scores: Floats, ranked: Sequence[Ints], excluded: Sequence[Ints], relevant: Sequence[Ints]) -> Calibration:
    """Return how probabilities (q, n) compare with what came true; raises EvaluationError if they are none."""
    if scores.min(initial=0.0) < 0 or scores.max(initial=0.0) > 1:
        raise EvaluationError("Scores that are said to be probabilities lie outside of 0 to 1.")
    seen = [ranking[:SEEN] for ranking in ranked]
    foretold = np.concatenate([row[rows] for row, rows in zip(scores, seen, strict=True)]).astype(np.float64)
    true = np.concatenate([np.isin(rows, right) for rows, right in zip(seen, relevant, strict=True)]).astype(np.float64)
    brier, base = float(((foretold - true) ** 2).mean()), float(true.mean() * (1 - true.mean()))
    bins = _bins(foretold, true)
    error = sum(row.suggestions * abs(row.foretold - row.came_true) for row in bins) / len(true)
    skill = 1 - brier / base if base else float("nan")
    return Calibration(brier, base, skill, error, _brier_of_all(scores, excluded, relevant), bins)


def _bins(foretold: "np.ndarray[tuple[int], np.dtype[np.float64]]", true: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[Bin, ...]:
    order = np.argsort(foretold, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return tuple(Bin(len(part), float(foretold[part].mean()), float(true[part].mean())) for part in parts)


def _brier_of_all(scores: Floats, excluded: Sequence[Ints], relevant: Sequence[Ints]) -> float:
    total, count = 0.0, 0
    for row, left_out, right in zip(scores, excluded, relevant, strict=True):
        errors = row.astype(np.float64)
        errors[right] -= 1.0
        errors[left_out] = 0.0
        total += float(errors @ errors)
        count += len(row) - len(left_out)
    return total / count
