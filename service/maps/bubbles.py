"""Points on a map that stand for many: those that would cover each other are drawn as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Final

import numpy as np

from service.maps.view import View

LEAST_RADIUS, MOST_RADIUS, GROWTH = 5.0, 34.0, 2.6
"""In units of the drawing: a bubble's area grows with what it stands for."""

NAMED: Final = 3
"""Places that a bubble names."""


LETTER, GAP = 7.0, 3.0
"""Room that a letter of a name takes, and what is left between a bubble and its name."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with how many are there."""

    name: str
    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, slots=True)
class Bubble:
    """A circle in the drawing, for one place or for several near each other.

    `label` says what it stands for, `name` is its largest place.
    """

    x: float
    y: float
    radius: float
    count: int
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a place in the drawing, from its left end at half its height."""

    x: float
    y: float
    text: str


def bubbles(view: View, spots: Iterable[Spot], noun: str) -> tuple[Bubble, ...]:
    """Return the bubbles of the places in view, large ones first; `noun` is what is counted, for one."""
    seen = sorted((spot for spot in spots if view.holds(spot.latitude, spot.longitude)), key=_largest_first)
    if not seen:
        return ()
    places = view.project(np.array([(spot.longitude, spot.latitude) for spot in seen])).tolist()
    groups: list[list[int]] = []
    for at, (x, y) in enumerate(places):
        near = (group for group in groups if _touch(places[group[0]], (x, y), _radius(_count(seen, group))))
        group = next(near, None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    return tuple(_bubble(seen, places, group, noun) for group in groups)


def names(view: View, drawn: Iterable[Bubble]) -> tuple[Name, ...]:
    """Return the names that fit beside bubbles without covering a bubble or another name, large bubbles first."""
    circles = list(drawn)
    boxes = [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius) for one in circles]
    fitting = []
    for one in circles:
        left, width = one.x + one.radius + GAP, LETTER * len(one.name)
        box = (left, one.y - LETTER, left + width, one.y + LETTER)
        if box[2] <= view.width and not any(_overlap(box, other) for other in boxes):
            boxes.append(box)
            fitting.append(Name(round(left, 1), round(one.y, 1), one.name))
    return tuple(fitting)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _bubble(spots: list[Spot], places: list[list[float]], group: list[int], noun: str) -> Bubble:
    count = _count(spots, group)
    names = [spots[at].name for at in group[:NAMED]]
    more = f" and {len(group) - NAMED} more places" if len(group) > NAMED else ""
    x, y = places[group[0]]
    told = f"{', '.join(names)}{more}: {count:,} {noun}{'s' if count != 1 else ''}"
    return Bubble(round(x, 1), round(y, 1), round(_radius(count), 1), count, told, spots[group[0]].name)


def _largest_first(spot: Spot) -> tuple[int, str]:
    return -spot.count, spot.name


def _count(spots: list[Spot], group: list[int]) -> int:
    return sum(spots[at].count for at in group)


def _radius(count: int) -> float:
    return min(LEAST_RADIUS + GROWTH * sqrt(count - 1), MOST_RADIUS)


def _touch(one: list[float], other: tuple[float, float], radius: float) -> bool:
    return hypot(one[0] - other[0], one[1] - other[1]) < radius + LEAST_RADIUS
