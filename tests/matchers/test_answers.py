"""Answers are kept for those who have one alone; a feature is told them for whomever it asks."""

import numpy as np
import pytest

from matchers.answers import Answers, nobody

OWNERS = np.array([1, 4, 6])
ANSWERS = Answers(
    8, OWNERS, np.array([0, 1, 0]), np.array([10, 11, 12]), np.array([0.2, 0.9, 0.4]), np.array([0.0, 1.0, 0.5])
)


def test_who_has_no_answer_has_the_other_value() -> None:
    assert ANSWERS.of_all(ANSWERS.theirs, -1).tolist() == [-1, 10, -1, -1, 11, -1, 12, -1]


@pytest.mark.parametrize(
    "rows", [[0], [4], [1, 4, 6], [0, 2, 6, 7], [], list(range(8))], ids=lambda rows: f"rows {rows}"
)
def test_answers_among_some_are_those_of_all_at_their_places(rows: list[int]) -> None:
    among = ANSWERS.among(np.array(rows, dtype=np.int64))
    assert among.of_all(among.likeness).tolist() == ANSWERS.of_all(ANSWERS.likeness)[rows].tolist()


@pytest.mark.parametrize("rows", [slice(None), slice(4, 5), slice(2, 7), slice(0, 1)])
def test_so_are_those_of_a_run_of_rows(rows: slice) -> None:
    among = ANSWERS.among(rows)
    assert among.of_all(among.theirs, -1).tolist() == ANSWERS.of_all(ANSWERS.theirs, -1)[rows].tolist()


@pytest.mark.parametrize(("row", "pair", "likeness"), [(4, (1, 11), 0.9), (5, None, 0.0), (7, None, 0.0)])
def test_one_organisation_is_told_its_pair_and_likeness(
    row: int, pair: tuple[int, int] | None, likeness: float
) -> None:
    assert (ANSWERS.pair(row), ANSWERS.likeness_of(row)) == (pair, likeness)


def test_nobody_has_an_answer() -> None:
    assert nobody(3).of_all(nobody(3).theirs, -1).tolist() == [-1, -1, -1]
