"""Nearest vectors among very many: an index that is mapped as all other columns are, and what is newer than it exactly.

The index is a graph of neighbours (Malkov and Yashunin, HNSW, IEEE TPAMI 42, 2020) over vectors of bytes, from the
library usearch. It finds candidates only: whoever asks computes what counts from the vectors themselves.
"""

from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from matchers.snapshot.columns import Arrays

LEAST: Final = 20_000
"""So many organisations have an index; fewer are compared one by one, which takes a few milliseconds."""

MOST_FRESH: Final = 2_000
"""So many vectors may be newer than the index before they are put into it, or it is made anew."""

MOST_GROWTH: Final = 0.25
"""Which share of an index may be newer, or gone, for the newer ones to be put into it rather than all of them."""

_CONNECTIVITY, _EXPANSION_ADD, _EXPANSION_SEARCH = 16, 96, 512
"""Chosen by measurement: of the 50 nearest of 75,000, 99.9% are among 500 found, in 1.4 ms (`make bench-scale`)."""

_ADDED_AT_ONCE: Final = 50_000
"""So many vectors are copied for the index at once."""

NEAREST: Final = 128
"""Neighbours of a project that a snapshot has beforehand."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class Neighbours:
    """Vectors (n, d) with the index that `neighbour_arrays` made for them under the name of a column."""

    def __init__(self, name: str, arrays: Mapping[str, npt.NDArray[Any]], vectors: Floats) -> None:
        self._blob = arrays[f"{name}.index"]
        self._row = arrays[f"{name}.index_row"]
        self._fresh = arrays[f"{name}.index_fresh"]
        self._vectors = vectors
        self._asking = Lock()

    def near(self, vector: Floats, count: int, effort: int = _EXPANSION_SEARCH) -> Ints:
        """Return about `count` rows whose vectors are nearest to one (d), in no order, newer ones too.

        The more `effort`, the surer: so many are looked at more closely, at least `count`.
        """
        found = np.zeros(0, dtype=np.int64)
        if len(self._row):
            with self._asking:  # the library's searches share what they work with
                self._index.expansion_search = effort
                keys = self._index.search(vector, count).keys
            found = self._row[np.asarray(keys, dtype=np.int64)].astype(np.int64)
        return np.concatenate([found[found >= 0], self._newest(vector, count)])

    def near_each(self, vectors: Floats, count: int) -> Ints:
        """Return about `count` rows that are nearest to each vector (m, count), -1 where there are no more."""
        with self._asking:
            self._index.expansion_search = _EXPANSION_SEARCH
            keys = np.asarray(self._index.search(vectors, count).keys, dtype=np.int64)
        keys = keys.reshape(len(vectors), -1)  # of one vector the library tells a row, not a table
        return np.where(keys < len(self._row), self._row[np.minimum(keys, len(self._row) - 1)], -1).astype(np.int64)

    @property
    def newest(self) -> Ints:
        """The rows that are newer than the index."""
        return self._fresh.astype(np.int64)

    def _newest(self, vector: Floats, count: int) -> Ints:
        fresh = self.newest
        if len(fresh) <= count:
            return fresh
        return fresh[np.argpartition(-(self._vectors[fresh] @ vector), count)[:count]]

    @cached_property
    def _index(self) -> Any:  # noqa: ANN401  # the library declares what can be set as if it could not
        from usearch.index import Index  # noqa: PLC0415  # small snapshots do without

        return Index.restore(memoryview(cast("Any", self._blob)), view=True)


def neighbour_arrays(name: str, vectors: Floats, former: Mapping[str, npt.NDArray[Any]], moved: Ints) -> Arrays:
    """Return the index of vectors (n, d); the former one where few of them are newer.

    `former` has the arrays of the snapshot before, `moved` (former n) says which row each of its rows is now, -1 for
    those whose vector is another one or that are gone. A vector of zeros, which is like nothing, is in no index.
    """
    known = vectors.any(axis=1)
    kept = _kept(name, former, moved)
    if kept is not None:
        is_covered = np.zeros(len(vectors), dtype=np.bool_)
        is_covered[kept[kept >= 0]] = True
        fresh = np.flatnonzero(known & ~is_covered)
        if len(fresh) <= MOST_FRESH:
            return _packed(name, former[f"{name}.index"], kept, fresh)
        if max(len(fresh), int((kept < 0).sum())) <= MOST_GROWTH * len(kept):
            blob = _extended(former[f"{name}.index"], len(kept), vectors, fresh)
            return _packed(name, blob, np.concatenate([kept, fresh]), fresh[:0])
    rows = np.flatnonzero(known)
    return _packed(name, _built(vectors, rows), rows, rows[:0])


def _kept(name: str, former: Mapping[str, npt.NDArray[Any]], moved: Ints) -> Ints | None:
    """Return which row each key of the former index is now, -1 for none; None where there is no index."""
    keys = former.get(f"{name}.index_row")
    if keys is None or not len(keys):
        return None
    return np.where(keys >= 0, moved[keys], -1)


def _built(vectors: Floats, rows: Ints) -> npt.NDArray[np.uint8]:
    from usearch.index import Index  # noqa: PLC0415  # as above

    index = Index(
        ndim=int(vectors.shape[1]),
        metric="cos",
        dtype="i8",
        connectivity=_CONNECTIVITY,
        expansion_add=_EXPANSION_ADD,
    )
    for start in range(0, len(rows), _ADDED_AT_ONCE):
        some = rows[start : start + _ADDED_AT_ONCE]
        index.add(np.arange(start, start + len(some)), vectors[some])
    return np.frombuffer(cast("bytes", index.save()), dtype=np.uint8)


def _extended(blob: npt.NDArray[np.uint8], first: int, vectors: Floats, rows: Ints) -> npt.NDArray[np.uint8]:
    """Return an index with more vectors, by keys from the first free one on."""
    from usearch.index import Index  # noqa: PLC0415  # as above

    index = cast(
        "Any", Index.restore(memoryview(cast("Any", blob)), connectivity=_CONNECTIVITY, expansion_add=_EXPANSION_ADD)
    )
    index.add(np.arange(first, first + len(rows)), vectors[rows])
    return np.frombuffer(cast("bytes", index.save()), dtype=np.uint8)


def _packed(name: str, blob: npt.NDArray[np.uint8], rows: Ints, fresh: Ints) -> Arrays:
    return {
        f"{name}.index": blob,
        f"{name}.index_row": rows.astype(np.int32),
        f"{name}.index_fresh": fresh.astype(np.int32),
    }
