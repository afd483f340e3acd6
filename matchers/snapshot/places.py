"""Organisations by where they are, so that those around a place are found without looking at all of them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int32]

CELL = 0.25
"""The side of a cell in degrees."""

KM_A_DEGREE = 111.2

_COLUMNS = round(360 / CELL) + 1


class Places:
    """A grid over coordinates (n, 2) in degrees, which may be NaN."""

    def __init__(self, coordinates: Floats) -> None:
        known = np.flatnonzero(~np.isnan(coordinates).any(axis=1))
        north, east = _cells(coordinates[known].T)
        keys = north * _COLUMNS + east
        order = np.argsort(keys, kind="stable")
        self._keys, self._rows = keys[order], known[order].astype(np.int32)

    def around(self, place: Floats, kilometres: float) -> Rows:
        """Return who is in a box around a place (2) that has all within so many kilometres; nobody where it is NaN.

        The box ends at 180 degrees east and west.
        """
        if np.isnan(place).any():
            return self._rows[:0]
        high = kilometres / KM_A_DEGREE
        wide = min(high / max(float(np.cos(np.radians(place[0]))), CELL / 360), 360.0)
        (south, north), (west, east) = _cells(
            np.array([[place[0] - high, place[0] + high], [place[1] - wide, place[1] + wide]])
        )
        bands = np.arange(south, north + 1) * _COLUMNS
        starts, ends = (
            np.searchsorted(self._keys, bands + west),
            np.searchsorted(self._keys, bands + east, side="right"),
        )
        return np.concatenate(
            [self._rows[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        )


def _cells(degrees: "npt.NDArray[np.floating]") -> npt.NDArray[np.int64]:
    """Return the cells (2, m) of latitudes and longitudes (2, m)."""
    limits = np.array([[90.0], [180.0]])
    return np.asarray(np.floor((np.clip(degrees, -limits, limits) + limits) / CELL), dtype=np.int64)
