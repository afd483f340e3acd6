"""Metrics are those of the benchmark's scorer: figures worked out by hand."""

import math

import numpy as np
import pytest

from matchers.evaluation.metrics import METRICS, metrics_of, ranking_metrics
from matchers.past.training import Ints

THIRD = 1 / math.log2(3)  # the discount of the second place
HALF = 1 / math.log2(4)  # of the third


def rows(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    ("ranked", "relevant", "ndcg", "recall", "mrr", "hit"),
    [
        (rows(1, 2, 3), rows(1), 1.0, 1.0, 1.0, 1.0),
        (rows(1, 2, 3), rows(2), THIRD, 1.0, 1 / 2, 1.0),
        (rows(1, 2, 3), rows(2, 9), THIRD / (1 + THIRD), 1 / 2, 1 / 2, 1.0),
        (rows(1, 2, 3), rows(1, 3), (1 + HALF) / (1 + THIRD), 1.0, 1.0, 1.0),
        (rows(1, 2, 3), rows(9), 0.0, 0.0, 0.0, 0.0),
        (rows(), rows(9), 0.0, 0.0, 0.0, 0.0),
        (rows(*range(100)), rows(10), 0.0, 1.0, 1 / 11, 0.0),
        (rows(*range(100)), rows(9), 1 / math.log2(11), 1.0, 1 / 10, 1.0),
        (rows(*range(100)), rows(49, 50, 60, 70), 0.0, 1 / 4, 1 / 50, 0.0),
        (rows(*range(20)), rows(*range(15)), 1.0, 1.0, 1.0, 1.0),
    ],
)
def test_metrics_of_one_ranking(
    ranked: Ints, relevant: Ints, ndcg: float, recall: float, mrr: float, hit: float
) -> None:
    assert ranking_metrics(ranked, relevant) == pytest.approx([ndcg, recall, mrr, hit], abs=1e-12)


def test_the_ideal_has_at_most_ten_places() -> None:
    ndcg = ranking_metrics(rows(*range(5)), rows(*range(5), *range(100, 110)))[METRICS.index("nDCG@10")]
    gained = sum(1 / math.log2(rank + 1) for rank in range(1, 6))
    assert ndcg == pytest.approx(gained / sum(1 / math.log2(rank + 1) for rank in range(1, 11)), abs=1e-12)


def test_nothing_relevant_is_no_question() -> None:
    assert np.isnan(ranking_metrics(rows(1, 2), rows())).all()


def test_the_tail_drops_hubs_from_rankings_and_from_what_is_relevant() -> None:
    found = metrics_of([rows(7, 1, 2), rows(7, 1)], [rows(7, 2), rows(7)], dropped=rows(7, 8))
    assert found[0] == pytest.approx([THIRD, 1.0, 1 / 2, 1.0], abs=1e-12)
    assert np.isnan(found[1]).all()


def test_a_task_without_questions_has_no_metrics() -> None:
    assert metrics_of([], [], rows()).shape == (0, len(METRICS))
