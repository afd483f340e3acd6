"""Cosines and rows taken piece by piece are those that are taken at once."""

import numpy as np
import pytest
from scipy import sparse

from matchers.snapshot.columns import row_of, rows_of
from matchers.snapshot.compared import greatest_cosines


@pytest.mark.parametrize("others", [1, 3])
@pytest.mark.parametrize("rows", [np.arange(0), np.array([7]), np.arange(0, 900, 3), slice(None)])
def test_greatest_cosines_are_those_of_all_at_once(rows: "slice | np.ndarray", others: int) -> None:
    draw = np.random.default_rng(1)
    vectors, other = (draw.normal(size=(count, 16)).astype(np.float32) for count in (900, others))
    expected = (vectors[rows] @ other.T).max(axis=1) if len(vectors[rows]) else np.zeros(0)
    assert greatest_cosines(vectors, rows, other) == pytest.approx(expected, abs=1e-5)


def test_several_rows_are_those_one_by_one() -> None:
    matrix = sparse.random_array((50, 20), density=0.2, format="csr", rng=np.random.default_rng(2), dtype=np.float32)
    rows = np.array([3, 3, 0, 49, 17])
    columns, values, sizes = rows_of(matrix, rows)
    each = [row_of(matrix, row) for row in rows.tolist()]
    assert columns.tolist() == [column for found, _ in each for column in found.tolist()]
    assert values.tolist() == [value for _, found in each for value in found.tolist()]
    assert sizes.tolist() == [len(found) for found, _ in each]


def test_no_rows_have_nothing() -> None:
    matrix = sparse.csr_array((2, 2), dtype=np.float32)
    columns, values, sizes = rows_of(matrix, np.zeros(0, dtype=np.int64))
    assert [len(columns), len(values), len(sizes)] == [0, 0, 0]
