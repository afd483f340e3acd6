"""What thinning near-duplicates and the floor for newcomers do to rankings: their price and what it buys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.evaluation.exposure import Exposure, exposure
from matchers.evaluation.metrics import TOP, metrics_of
from matchers.past.cases import Answer
from matchers.past.training import Floats, Ints, Training
from matchers.reranking import (
    DEPTH,
    MOST_PROJECTS_OF_NEWCOMER,
    NEAR,
    Candidates,
    Switches,
    likeness,
    parents_of,
    rerank,
)

ORDERS: Final = {
    "as scored": Switches(thinning=False, newcomers=False),
    "near-duplicates thinned": Switches(newcomers=False),
    "floor for newcomers": Switches(thinning=False),
    "both, as the service shows them": Switches(),
}


@dataclass(frozen=True, slots=True)
class Reordering:
    """One order of the same scores: mean nDCG@10 of all and of the tail, whom top tens show, what is in them.

    `repeats` is how many of a top ten are near-duplicates of one before them, on average; `with_newcomer` the share
    of top tens that have a newcomer.
    """

    order: str
    ndcg: float
    tail: float
    exposure: Exposure
    repeats: float
    with_newcomer: float


def reorderings(
    training: Training, scores: Floats, ranked: Sequence[Ints], answers: Sequence[Answer], hubs: Ints
) -> tuple[Reordering, ...]:
    """Return what each of ORDERS gets from scores (q, n), their rankings and answers (q); none without questions."""
    if not answers:
        return ()
    is_newcomer = np.asarray(training.project_counts <= MOST_PROJECTS_OF_NEWCOMER)
    candidates = [
        Candidates(row[rows], _likeness(training, rows[:DEPTH]), is_newcomer[rows])
        for row, rows in zip(scores, ranked, strict=True)
    ]
    relevant = [answer.relevant for answer in answers]
    found = []
    for name, switches in ORDERS.items():
        orders = [rerank(one, switches).order for one in candidates]
        rows = [ranking[order] for ranking, order in zip(ranked, orders, strict=True)]
        repeats = [_repeats(one.likeness, order[:TOP]) for one, order in zip(candidates, orders, strict=True)]
        found.append(
            Reordering(
                name,
                ndcg=_mean_ndcg(rows, relevant, hubs[:0]),
                tail=_mean_ndcg(rows, relevant, hubs),
                exposure=exposure(rows, len(is_newcomer)),
                repeats=float(np.mean(repeats)),
                with_newcomer=float(np.mean([is_newcomer[ranking[:TOP]].any() for ranking in rows])),
            )
        )
    return tuple(found)


def _likeness(training: Training, rows: Ints) -> Floats:
    """Return how alike candidates are; here they say nothing of themselves, so their projects stand for profiles."""
    parents = parents_of(training.organisations[row].website for row in rows.tolist())
    return likeness(training.took_part[rows], np.zeros((len(rows), len(rows)), dtype=np.float32), rows, parents)


def _repeats(alike: Floats, first: Ints) -> int:
    """Count who in the first places is a near-duplicate of one before it; who comes from further back is none."""
    compared = first[first < len(alike)]
    near: npt.NDArray[np.bool_] = np.tril(alike[np.ix_(compared, compared)] > NEAR, -1)
    return int(near.any(axis=1).sum())


def _mean_ndcg(ranked: Sequence[Ints], relevant: Sequence[Ints], dropped: Ints) -> float:
    values = metrics_of(ranked, relevant, dropped)[:, 0]
    counted = values[~np.isnan(values)]
    return float(counted.mean()) if len(counted) else 0.0
