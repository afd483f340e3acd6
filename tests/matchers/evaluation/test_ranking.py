import numpy as np
import pytest

from matchers.evaluation.ranking import DEPTH, rankings
from matchers.past.training import Ints

NOBODY = np.empty(0, dtype=np.int64)


def ranked(scores: list[float], excluded: Ints = NOBODY, seed: int = 0, depth: int = DEPTH) -> list[int]:
    (found,) = rankings(np.array([scores], dtype=np.float32), [excluded], seed, depth)
    return [int(row) for row in found]


def test_the_highest_score_comes_first() -> None:
    assert ranked([0.1, 0.9, -3.0, 0.5]) == [1, 3, 0, 2]


def test_excluded_rows_are_left_out() -> None:
    assert ranked([0.1, 0.9, 0.5], np.array([1])) == [2, 0]


def test_only_so_many_are_kept() -> None:
    assert ranked([0.1, 0.9, 0.5], depth=2) == [1, 2]


def test_everyone_excluded_leaves_an_empty_ranking() -> None:
    assert ranked([0.1, 0.2], np.array([0, 1])) == []


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_ties_stand_in_an_order_of_the_seed(seed: int) -> None:
    first = ranked([0.0] * 50, seed=seed)
    assert first == ranked([0.0] * 50, seed=seed)
    assert first != ranked([0.0] * 50, seed=seed + 10)
    assert sorted(first) == list(range(50))
    assert first != sorted(first)


def test_ties_of_one_seed_stand_alike_in_all_questions() -> None:
    both = rankings(np.zeros((2, 20), dtype=np.float32), [NOBODY, NOBODY], seed=3)
    assert both[0].tolist() == both[1].tolist()
