"""Whether probabilities mean what they say, for the suggestions that a person would look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.evaluation.bootstrap import Values
from matchers.evaluation.errors import EvaluationError
from matchers.past.cases import Answer
from matchers.past.training import Floats, Ints

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

    `skill` is 1 - brier / brier_of_base_rate (Murphy, Monthly Weather Review 116, 1988); `error` the mean distance of
    bins from the diagonal, weighted by suggestions; `brier_of_all` is over all candidates that were not excluded.
    """

    brier: float
    brier_of_base_rate: float
    skill: float
    error: float
    brier_of_all: float
    bins: tuple[Bin, ...]


def calibration(scores: Floats, ranked: Sequence[Ints], answers: Sequence[Answer]) -> Calibration:
    """Return how probabilities (q, n) compare with what came true; raises EvaluationError if they are none."""
    if scores.min() < 0 or scores.max() > 1:
        raise EvaluationError("Scores that are said to be probabilities lie outside of 0 to 1.")
    seen = [ranking[:SEEN] for ranking in ranked]
    foretold = np.concatenate([row[rows] for row, rows in zip(scores, seen, strict=True)]).astype(np.float64)
    true = np.concatenate([np.isin(rows, answer.relevant) for rows, answer in zip(seen, answers, strict=True)])
    outcomes = true.astype(np.float64)
    brier, base = float(((foretold - outcomes) ** 2).mean()), float(outcomes.mean() * (1 - outcomes.mean()))
    bins = _bins(foretold, outcomes)
    error = sum(row.suggestions * abs(row.foretold - row.came_true) for row in bins) / len(outcomes)
    skill = 1 - brier / base if base else float("nan")
    return Calibration(brier, base, skill, error, _brier_of_all(scores, answers), bins)


def _bins(foretold: Values, outcomes: Values) -> tuple[Bin, ...]:
    """Return bins of about equal size, the least probable first."""
    order = np.argsort(foretold, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return tuple(Bin(len(part), float(foretold[part].mean()), float(outcomes[part].mean())) for part in parts)


def _brier_of_all(scores: Floats, answers: Sequence[Answer]) -> float:
    total, count = 0.0, 0
    for row, answer in zip(scores, answers, strict=True):
        errors = row.astype(np.float64)
        errors[answer.relevant] -= 1.0
        errors[answer.excluded] = 0.0
        total += float(errors @ errors)
        count += len(row) - len(answer.excluded)
    return total / count
