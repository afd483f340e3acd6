"""The curves of a learned model as drawings: points and labels for an inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matchers.ranking.card import SignalCard
from matchers.ranking.transform import log_rank, log_ratio
from matchers.said import joined, said
from service.pages.number_words import thousands

WIDTH, HEIGHT = 240.0, 96.0
LEFT, RIGHT, TOP, BOTTOM = 6.0, 6.0, 8.0, 18.0
"""Margins, in the units of the drawing; below is room for the labels of the axis."""

MARKED = (1, 10, 100, 1000)
"""Places, or times the mean, that are marked on the axis, as far as there are so many organisations."""


EDGE = 16.0
"""Nearer to a side than this, a label is put beside its mark instead of under the middle of it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a model sees at a place or a ratio (`feature`), its label in the drawing, and the same in a sentence."""

    feature: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The features from 0 to `last`, with marks from left to right."""

    last: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark as it is drawn; `anchor` is which end of the label stands at it."""

    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What a signal adds, from the least on the left to the most on the right; `summary` tells it in words."""

    points: str
    baseline: float
    ticks: tuple[Tick, ...]
    summary: str


def curve(signal: SignalCard, highest: float, candidates: int) -> Curve:
    """Draw a signal's curve up to the most that one of so many can have, on a scale that ends at `highest`."""
    axis = _ratios(candidates) if signal.by_ratio else _places(candidates)
    knots = [*(knot for knot in signal.knots if knot < axis.last), axis.last]
    points = " ".join(f"{_x(knot, axis):.1f},{_y(height_at(signal, knot), highest):.1f}" for knot in knots)
    ticks = tuple(_tick(_x(mark.feature, axis), mark.label) for mark in axis.marks)
    return Curve(points, _y(0, highest), ticks, _summary(signal, axis))


def height_at(signal: SignalCard, feature: float) -> float:
    """Return what a signal adds at a feature, straight between knots and level beyond them."""
    corners = list(zip(signal.knots, signal.heights, strict=True))
    for (left, low), (right, high) in pairwise(corners):
        if left <= feature <= right:
            return low + (high - low) * (feature - left) / (right - left)
    return corners[-1][1] if feature > corners[-1][0] else corners[0][1]


def highest_of(signals: Sequence[SignalCard]) -> float:
    """Return the greatest height of all curves, so that all are drawn on one scale."""
    return max((signal.heights[-1] for signal in signals), default=0.0) or 1.0


def _places(candidates: int) -> Axis:
    """Return the axis of places, from the last to the first."""
    marked = [place for place in reversed(MARKED) if place < candidates]
    marks = tuple(
        Mark(log_rank(place, candidates), thousands(place), said("at place {place:,}", place=place)) for place in marked
    )
    return Axis(log_rank(1, candidates), marks)


def _ratios(candidates: int) -> Axis:
    """Return the axis of times the mean, up to where one candidate alone has anything."""
    marked = [times for times in MARKED if times < candidates]
    marks = tuple(Mark(log_ratio(times), f"{thousands(times)}x", _times(times)) for times in marked)
    return Axis(log_ratio(candidates), marks)


def _times(times: int) -> str:
    return said("at the mean") if times == 1 else said("at {times:,} times the mean", times=times)


def _summary(signal: SignalCard, axis: Axis) -> str:
    told = [
        said("{height:.2f} {where}", height=height_at(signal, mark.feature), where=mark.words) for mark in axis.marks
    ]
    return said("It adds {told}.", told=joined(told, ", "))


def _tick(x: float, label: str) -> Tick:
    return Tick(x, label, "start" if x < EDGE else "end" if x > WIDTH - EDGE else "middle")


def _x(feature: float, axis: Axis) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * feature / axis.last


def _y(height: float, highest: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * height / highest
