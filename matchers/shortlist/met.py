"""Organisations that are met again and again on the way, and sums over how often: few of very many."""

import numpy as np
import numpy.typing as npt

from matchers.shortlist.hints import Rows
from matchers.snapshot.columns import distinct
from matchers.snapshot.snapshot import Floats, Ints

Sums = npt.NDArray[np.float64]


class Met:
    """Who was met (m rows, which may come again): each once is `found` (k rows, ascending), of n = `size` in all."""

    def __init__(self, rows: npt.NDArray[np.int32], size: int) -> None:
        self.found: Ints = distinct(rows).astype(np.int64)
        # A table without a first value: what was not written is told by `found`, so it costs little however many are n.
        self._place_of = np.empty(size, dtype=np.int32)
        self._place_of[self.found] = np.arange(len(self.found), dtype=np.int32)
        self._places = self._place_of[rows.astype(np.int64)]

    def sums(self, weights: Floats) -> Sums:
        """Return for each found (k) the sum of the weights (m) with which it was met."""
        return np.asarray(np.bincount(self._places, weights=weights, minlength=len(self.found)), dtype=np.float64)

    def first(self, values: Floats) -> Floats:
        """Return for each found (k) the value (of m) with which it was met first."""
        told = np.empty(len(self.found), dtype=values.dtype)
        told[self._places[::-1]] = values[::-1]  # of several the one written last stays
        return told

    def told_of(self, rows: Rows, values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
        """Return values of those found (k) for some organisations (rows); 0 for who was not met."""
        if not len(self.found):
            return np.zeros(len(rows), dtype=values.dtype)
        places = self._place_of[rows].clip(0, len(self.found) - 1)
        return np.where(self.found[places] == rows, values[places], 0)
