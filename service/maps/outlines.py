"""The outlines of countries, cut to a view and as fine as it needs."""

from functools import cache, lru_cache
from itertools import pairwise
from json import loads
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from service.maps.view import View

FILE: Final = Path(__file__).parent / "world-atlas" / "countries-50m.json"

Points = npt.NDArray[np.float64]

FINEST: Final = 1.6
"""Points nearer to each other than this, in units of the drawing, are one."""

MARGIN: Final = 4.0
"""How far beyond the edge outlines are cut, so that the cut does not show."""

_FEWEST = 3
"""Points of a ring that covers anything."""


@lru_cache(maxsize=64)
def outlines(view: View) -> str:
    """Return all countries that are in view as the data of one SVG path."""
    return "".join(_path(points) for ring in _rings() if len(points := _cut(view.project(ring), view)) >= _FEWEST)


@cache
def _rings() -> tuple[Points, ...]:
    """Return the rings of all countries as longitudes and latitudes (points, 2); holes are rings too."""
    topology = loads(FILE.read_text(encoding="utf-8"))
    scale, move = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + move for arc in topology["arcs"]]
    return tuple(
        _unwrapped(np.concatenate([_arc(arcs, number) for number in ring]))
        for geometry in topology["objects"]["countries"]["geometries"]
        for polygon in _polygons(geometry)
        for ring in polygon
    )


def _unwrapped(points: Points) -> Points:
    """Return a ring that goes on beyond 180 degrees where it would jump to the other edge of the world."""
    return np.stack([np.unwrap(points[:, 0], period=360.0), points[:, 1]], axis=1)


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])


def _arc(arcs: list[Points], number: int) -> Points:
    # TopoJSON: arc ~n is arc n the other way round.
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _cut(points: Points, view: View) -> Points:
    """Return what of a ring is in view, thinned out (Sutherland and Hodgman, CACM 17, 1974, a side at a time)."""
    low, high = points.min(axis=0), points.max(axis=0)
    if (high < 0).any() or low[0] > view.width or low[1] > view.height or (high - low).max() < FINEST:
        return points[:0]
    points = _thin(points)
    for axis, edge, sign in (
        (0, -MARGIN, 1),
        (0, view.width + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, view.height + MARGIN, -1),
    ):
        points = _cut_side(points, axis, edge, sign)
    return points


def _thin(points: Points) -> Points:
    """Leave out points that are too near to the last one kept."""
    kept = [points[0]]
    for point in points[1:]:
        if np.abs(point - kept[-1]).max() >= FINEST:
            kept.append(point)
    return np.array(kept)


def _cut_side(points: Points, axis: int, edge: float, sign: int) -> Points:
    if not len(points):
        return points
    inside = sign * (points[:, axis] - edge) >= 0
    if inside.all():
        return points
    cut: list[Points] = []
    ring = [*zip(points, inside.tolist(), strict=True)]
    for (before, was_in), (point, is_in) in pairwise([ring[-1], *ring]):
        if was_in != is_in:
            share = (edge - before[axis]) / (point[axis] - before[axis])
            cut.append(before + share * (point - before))
        if is_in:
            cut.append(point)
    return np.array(cut).reshape(-1, 2)


def _path(points: Points) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points.tolist()) + "Z"
