"""Columns that can be memory-mapped: strings as one run of bytes with offsets, sparse matrices as three arrays."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
from scipy import sparse

if TYPE_CHECKING:
    from typing_extensions import Buffer

Arrays = dict[str, npt.NDArray[Any]]
"""Arrays by name; a name is the name of a file in the snapshot's folder."""


_Whole = TypeVar("_Whole", bound=np.integer[Any])

_MOST_32_BIT = 2**31 - 1

_FEW_ROWS = 3_000
"""Above so many rows, scipy takes them sooner than numpy (measured with some six values a row)."""


class Strings:
    """A column of strings; `None` is kept apart from "" by a byte that no UTF-8 text has."""

    _NONE = b"\xff"

    def __init__(self, blob: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64]) -> None:
        # Views of the same memory: one string out of them takes a tenth of the time that numpy's slices take.
        self._blob = memoryview(cast("Buffer", blob))
        self._offsets = memoryview(cast("Buffer", offsets))

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, row: int) -> str | None:
        piece = bytes(self._blob[self._offsets[row] : self._offsets[row + 1]])
        return None if piece == self._NONE else piece.decode()

    def __iter__(self) -> Iterator[str | None]:
        blob = self._blob.tobytes()
        offsets = self._offsets.tolist()
        for start, end in pairwise(offsets):
            yield None if blob[start:end] == self._NONE else blob[start:end].decode()

    def text(self, row: int) -> str:
        """The string in a column that has no None."""
        return self[row] or ""

    def only(self, rows: npt.NDArray[np.int64]) -> "Strings":
        """Return the column with only these rows, in this order."""
        pieces = [bytes(self._blob[self._offsets[row] : self._offsets[row + 1]]) for row in rows.tolist()]
        return Strings(*_joined(pieces))

    def without(self, hidden: npt.NDArray[np.bool_]) -> "Strings":
        """Return the column with None in the rows that are hidden (n)."""
        pieces = [bytes(self._blob[self._offsets[row] : self._offsets[row + 1]]) for row in range(len(self))]
        for row in np.flatnonzero(hidden).tolist():
            pieces[row] = self._NONE
        return Strings(*_joined(pieces))

    @classmethod
    def pack(cls, name: str, values: Iterable[str | None]) -> Arrays:
        """Return the two arrays that hold the values."""
        pieces = [cls._NONE if value is None else value.encode("utf-8", "replace") for value in values]
        blob, offsets = _joined(pieces)
        return {f"{name}.blob": blob, f"{name}.offsets": offsets}

    @classmethod
    def unpack(cls, name: str, arrays: Mapping[str, npt.NDArray[Any]]) -> "Strings":
        """Return the column that `pack` made."""
        return cls(arrays[f"{name}.blob"], arrays[f"{name}.offsets"])


class Picked:
    """Some rows of a column of strings, as a column of their own that copies nothing."""

    def __init__(self, column: Strings, rows: slice | npt.NDArray[np.int32]) -> None:
        self._column, self._rows = column, range(len(column))[rows] if isinstance(rows, slice) else rows

    def __getitem__(self, row: int) -> str | None:
        return self._column[self._rows[row]]


class RowsById(Mapping[str, int]):
    """Rows by id, found in a column that is in the order of its ids: nothing is made for it, however many there are.

    `seen` (n) marks those that are there, where not all are.
    """

    def __init__(self, ids: Strings, seen: npt.NDArray[np.bool_] | None = None) -> None:
        self._ids, self._seen = ids, seen

    def __getitem__(self, value: str) -> int:
        row = bisect_left(self._ids, value, key=str)
        if row == len(self._ids) or self._ids[row] != value or (self._seen is not None and not self._seen[row]):
            raise KeyError(value)
        return row

    def __iter__(self) -> Iterator[str]:
        return (value or "" for row, value in enumerate(self._ids) if self._seen is None or self._seen[row])

    def __len__(self) -> int:
        return len(self._ids) if self._seen is None else int(self._seen.sum())

    def only(self, seen: npt.NDArray[np.bool_]) -> "RowsById":
        """Return the same with only those that are marked (n)."""
        return RowsById(self._ids, seen if self._seen is None else self._seen & seen)


def _joined(pieces: list[bytes]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    offsets = np.zeros(len(pieces) + 1, dtype=np.int64)
    np.cumsum([len(piece) for piece in pieces], out=offsets[1:])
    return np.frombuffer(b"".join(pieces), dtype=np.uint8), offsets


def pack_matrix(name: str, matrix: sparse.csr_array) -> Arrays:
    """Return the arrays that hold a sparse matrix."""
    matrix = sparse.csr_array(matrix)
    matrix.sort_indices()
    return {
        # Of one type with the columns: of two, scipy would make a copy of all columns for each process.
        f"{name}.indptr": matrix.indptr.astype(np.int32 if matrix.nnz <= _MOST_32_BIT else np.int64),
        f"{name}.indices": matrix.indices.astype(np.int32 if matrix.nnz <= _MOST_32_BIT else np.int64),
        f"{name}.data": matrix.data.astype(np.float32),
        f"{name}.shape": np.asarray(matrix.shape, dtype=np.int64),
    }


def unpack_matrix(name: str, arrays: Mapping[str, npt.NDArray[Any]]) -> sparse.csr_array:
    """Return the matrix that `pack_matrix` made, on the same memory."""
    parts = (arrays[f"{name}.data"], arrays[f"{name}.indices"], arrays[f"{name}.indptr"])
    shape = tuple(int(side) for side in arrays[f"{name}.shape"])
    return sparse.csr_array(parts, shape=shape, copy=False)


def rows_of(
    matrix: sparse.csr_array, rows: npt.NDArray[Any]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32], npt.NDArray[np.int32]]:
    """Return the columns and values of several rows, one row after the other, and how many each has."""
    starts = matrix.indptr[rows]
    sizes = matrix.indptr[rows + 1] - starts
    ends = np.cumsum(sizes, dtype=starts.dtype)
    places = np.arange(int(ends[-1]) if len(ends) else 0, dtype=starts.dtype)
    places += np.repeat(starts - ends + sizes, sizes)
    return matrix.indices[places], matrix.data[places], sizes


def picked(matrix: sparse.csr_array, rows: npt.NDArray[Any]) -> sparse.csr_array:
    """Return some rows of a matrix, as `matrix[rows]` does, which for few rows takes up to three times as long."""
    if len(rows) > _FEW_ROWS:
        return cast("sparse.csr_array", matrix[rows])
    columns, values, sizes = rows_of(matrix, rows)
    ends = np.concatenate([[0], np.cumsum(sizes)]).astype(columns.dtype)
    return sparse.csr_array((values, columns, ends), shape=(len(rows), matrix.shape[1]), copy=False)


def distinct(numbers: npt.NDArray[_Whole]) -> npt.NDArray[_Whole]:
    """Return numbers once each, ascending: as `np.unique` does, which for thousands takes ten times as long."""
    ordered = np.sort(numbers)
    is_first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    return ordered[is_first]


def row_of(matrix: sparse.csr_array, row: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    """Return the columns and values of one row."""
    piece = slice(int(matrix.indptr[row]), int(matrix.indptr[row + 1]))
    return cast("npt.NDArray[np.int32]", matrix.indices[piece]), cast("npt.NDArray[np.float32]", matrix.data[piece])
