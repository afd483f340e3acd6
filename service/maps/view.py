"""A view of the world: which part of it is drawn, in Mercator's projection."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asinh, atan, cos, degrees, log2, radians, sinh, tan
from typing import Final

import numpy as np
import numpy.typing as npt

WIDTH: Final = 720.0
MOST_HEIGHT, LEAST_HEIGHT = 720.0, 360.0
"""Size of the drawing, in its own units."""

FARTHEST: Final = 80.0
"""Latitude up to which Mercator's projection is of use."""

LEAST_DEGREES: Final = 4.0
"""A view is at least so wide: below that no border or coast may be in sight."""

ROOM: Final = 0.08
"""Share of the view that is left free round what it is made for."""


@dataclass(frozen=True, slots=True)
class View:
    """A rectangle of the world, in degrees, and the size of its drawing."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def project(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return longitudes and latitudes (n, 2), in degrees, as places in the drawing; y runs down."""
        scale = self.width / (self.east - self.west)
        latitudes = np.clip(points[:, 1], -FARTHEST, FARTHEST)
        heights = np.degrees(np.arcsinh(np.tan(np.radians(latitudes))))
        return np.stack([(points[:, 0] - self.west) * scale, (_height(self.north) - heights) * scale], axis=1)

    def holds(self, latitude: float, longitude: float) -> bool:
        """Tell whether a position is in view."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


EUROPE: Final = (-11.0, 34.5, 32.0, 71.5)
WORLD: Final = (-170.0, -56.0, 180.0, 76.0)
"""West, south, east and north of what these are called."""


def view_of(west: float, south: float, east: float, north: float) -> View:
    """Return the view of a rectangle, made higher or wider so that the drawing is neither a strip nor a tower."""
    height = (_height(north) - _height(south)) * WIDTH / (east - west)
    if height > MOST_HEIGHT:
        more = (east - west) * (height / MOST_HEIGHT - 1) / 2
        return View(west - more, south, east + more, north, WIDTH, MOST_HEIGHT)
    if height < LEAST_HEIGHT:
        middle, half = (_height(north) + _height(south)) / 2, LEAST_HEIGHT * (east - west) / WIDTH / 2
        return View(west, _latitude(middle - half), east, _latitude(middle + half), WIDTH, LEAST_HEIGHT)
    return View(west, south, east, north, WIDTH, round(height, 1))


def view_round(positions: Sequence[tuple[float, float]]) -> View:
    """Return the view of some latitudes and longitudes, with room round them; of Europe where there are none."""
    if not positions:
        return view_of(*EUROPE)
    latitudes, longitudes = zip(*positions, strict=True)
    middle = radians((min(latitudes) + max(latitudes)) / 2)
    wide, high = _grown(longitudes, 1.0), _grown(latitudes, cos(middle))
    return view_of(wide[0], max(high[0], -FARTHEST), wide[1], min(high[1], FARTHEST))


def _grown(values: Sequence[float], share: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    length = max((high - low) * (1 + 2 * ROOM), LEAST_DEGREES * share)
    # Whole steps, so that a member more does not draw the world anew.
    step = 2.0 ** round(log2(length / 16))
    middle = (low + high) / 2
    return step * round((middle - length / 2) / step), step * round((middle + length / 2) / step)


def _height(latitude: float) -> float:
    return degrees(asinh(tan(radians(latitude))))


def _latitude(height: float) -> float:
    return degrees(atan(sinh(radians(height))))
