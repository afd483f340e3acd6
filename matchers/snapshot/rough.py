"""Vectors in bytes: a quarter of the memory to read, for cosines that are known to some thousandths.

Whoever asks chooses by them among many, and computes from the vectors themselves what is told.
"""

from collections.abc import Mapping
from typing import Any, Final

import numkong
import numpy as np
import numpy.typing as npt

from matchers.snapshot.columns import Arrays

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int64]

_MOST: Final = 127
"""The greatest number that a byte with a sign holds."""

_AT_ONCE: Final = 2_048
"""So many rows are taken at once: less than a megabyte, which stays in a core's cache."""


def rough_arrays(name: str, vectors: Floats, former: Mapping[str, npt.NDArray[Any]], moved: Ints) -> Arrays:
    """Return the vectors (n, d) of a column in bytes, each with a scale of its own (n), by which its bytes count.

    `former` has the arrays of the snapshot before, `moved` (former n) says which row each of its rows is now, -1 for
    those whose vector is another one or that are gone.
    """
    names = (f"{name}.rough", f"{name}.rough_scale")
    if names[0] not in former:
        return dict(zip(names, _in_bytes(vectors), strict=True))
    if vectors is former.get(f"{name}.vector"):
        return {one: former[one] for one in names}
    numbers, scales = np.empty(vectors.shape, dtype=np.int8), np.empty(len(vectors), dtype=np.float32)
    stays = np.flatnonzero(moved >= 0)
    numbers[moved[stays]], scales[moved[stays]] = (former[one][stays] for one in names)
    is_new = np.ones(len(vectors), dtype=np.bool_)
    is_new[moved[stays]] = False
    numbers[is_new], scales[is_new] = _in_bytes(vectors[is_new])
    return dict(zip(names, (numbers, scales), strict=True))


class Rough:
    """The vectors (n, d) that `rough_arrays` put into bytes under the name of a column."""

    def __init__(self, name: str, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self._bytes: Bytes = arrays[f"{name}.rough"]
        self._scales: Floats = arrays[f"{name}.rough_scale"]

    def greatest_cosines(self, rows: npt.NDArray[np.integer[Any]], others: Floats) -> Floats:
        """Return for some rows (m) about the greatest cosine with any of others (k, d), k at least 1."""
        numbers, scales = _in_bytes(others)
        packed = numkong.dots_pack(numbers)
        room = np.empty((min(_AT_ONCE, len(rows)), self._bytes.shape[1]), dtype=np.int8)
        greatest = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            # "clip" takes rows into the room directly; all of them are there.
            taken = np.take(self._bytes, some, axis=0, out=room[: len(some)], mode="clip")
            products = np.asarray(numkong.dots_packed(taken, packed)).astype(np.float32)
            greatest[start : start + len(some)] = _greatest(products * scales)
        return np.asarray(greatest * self._scales[rows])


def _in_bytes(vectors: Floats) -> tuple[Bytes, Floats]:
    """Return vectors (n, d) as bytes, and what one of them counts (n)."""
    most = np.abs(vectors).max(axis=1, initial=0.0)
    scales = (np.where(most > 0, most, 1.0) / _MOST).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def _greatest(values: Floats) -> Floats:
    """Return the greatest of each row (m, k) by halves, which for few columns is quicker than row by row."""
    while (count := values.shape[1]) > 1:
        half = (count + 1) // 2
        values = np.maximum(values[:, :half], values[:, count - half :])
    return values[:, 0]
