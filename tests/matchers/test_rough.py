"""Vectors in bytes tell cosines to some thousandths, and stay what they are when other rows change."""

import numpy as np
import pytest

from matchers.snapshot.compared import greatest_cosines
from matchers.snapshot.rough import Rough, rough_arrays

NOBODY = np.zeros(0, dtype=np.int64)


def unit_vectors(count: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    vectors = np.random.default_rng(count).normal(size=(count, 384)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@pytest.mark.parametrize("others", [1, 2, 3, 24])
@pytest.mark.parametrize("rows", [np.arange(0), np.array([7]), np.arange(0, 5_000, 2)])
def test_greatest_cosines_are_those_of_floats_to_some_thousandths(rows: "np.ndarray", others: int) -> None:
    vectors, other = unit_vectors(5_000), unit_vectors(others)
    found = Rough("x", rough_arrays("x", vectors, {}, NOBODY)).greatest_cosines(rows, other)
    assert found == pytest.approx(greatest_cosines(vectors, rows, other), abs=0.005)


def test_a_vector_of_zeros_is_like_nothing() -> None:
    rough = Rough("x", rough_arrays("x", np.zeros((2, 384), dtype=np.float32), {}, NOBODY))
    assert rough.greatest_cosines(np.arange(2), unit_vectors(3)).tolist() == [0.0, 0.0]


def test_what_is_kept_of_the_snapshot_before_is_what_would_be_made_anew() -> None:
    before, after = unit_vectors(50), unit_vectors(60)
    moved = np.arange(50) + 5
    moved[[3, 9]] = -1
    after[moved[moved >= 0]] = before[moved >= 0]
    former = rough_arrays("x", before, {}, NOBODY) | {"x.vector": before}
    spliced, anew = rough_arrays("x", after, former, moved), rough_arrays("x", after, {}, NOBODY)
    assert all(np.array_equal(spliced[name], anew[name]) for name in anew)
    assert rough_arrays("x", before, former, np.arange(50))["x.rough"] is former["x.rough"]
