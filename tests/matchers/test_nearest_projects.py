"""The projects nearest to each are found beforehand: exactly, or of very many by their index."""

import numpy as np
import pytest

from matchers.snapshot import shortcuts
from matchers.snapshot.neighbours import NEAREST, neighbour_arrays
from matchers.snapshot.shortcuts import nearest_projects

COUNT = 3_000
NOBODY = np.zeros(0, dtype=np.int64)


@pytest.fixture(scope="module")
def vectors() -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """Unit vectors of which the last is like nothing."""
    vectors = np.random.default_rng(0).normal(size=(COUNT, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors[-1] = 0.0
    return vectors


@pytest.mark.parametrize("rows", [[5], [0, 7, 1_999], list(range(600)), []])
def test_of_very_many_the_index_finds_whom_comparing_all_finds(
    rows: list[int], vectors: "np.ndarray", monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays, asked = neighbour_arrays("project", vectors, {}, NOBODY), np.array(rows, dtype=np.int64)
    exactly = nearest_projects(asked, arrays, vectors)
    monkeypatch.setattr(shortcuts, "_EXACT_PROJECTS", 0)
    by_index = nearest_projects(asked, arrays, vectors)
    assert by_index.shape == exactly.shape == (len(rows), NEAREST)
    assert not rows or (by_index[:, 0] == exactly[:, 0]).mean() > 0.98
    shares = [np.isin(one, other).mean() for one, other in zip(exactly, by_index, strict=True)]
    assert not rows or np.mean(shares) > 0.95


@pytest.mark.parametrize("exact", [30_000, 0])
def test_what_is_like_nothing_has_no_neighbours_and_is_nobodys(
    exact: int, vectors: "np.ndarray", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortcuts, "_EXACT_PROJECTS", exact)
    found = nearest_projects(np.array([0, COUNT - 1]), neighbour_arrays("project", vectors, {}, NOBODY), vectors)
    assert (found[1] == -1).all()
    assert COUNT - 1 not in found[0]
