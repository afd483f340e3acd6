"""The curves of a learned model as drawings: points and labels for an inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from matchers.ranking.card import SignalCard
from matchers.ranking.transform import SMOOTHING

WIDTH, HEIGHT = 240.0, 96.0
LEFT, RIGHT, TOP, BOTTOM = 6.0, 6.0, 8.0, 18.0
"""Margins, in the units of the drawing; below is room for the labels of places."""

TICKS = (1, 10, 100, 1000)
"""Places that are marked on the axis, as far as there are so many organisations."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of places."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What a signal adds, from the last place on the left to the first on the right; `summary` tells it in words."""

    points: str
    baseline: float
    ticks: tuple[Tick, ...]
    summary: str


def curve(signal: SignalCard, highest: float, candidates: int) -> Curve:
    """Draw a signal's curve up to the first of so many candidates, on a scale that ends at `highest`."""
    last = _log_rank(1, candidates)
    knots = [*(knot for knot in signal.knots if knot < last), last]
    heights = [height_at(signal, knot) for knot in knots]
    points = " ".join(f"{_x(k, last):.1f},{_y(h, highest):.1f}" for k, h in zip(knots, heights, strict=True))
    ticks = tuple(Tick(_x(_log_rank(place, candidates), last), f"{place:,}") for place in TICKS if place < candidates)
    return Curve(points, _y(0, highest), ticks, _summary(signal, candidates))


def height_at(signal: SignalCard, knot: float) -> float:
    """Return what a signal adds at a log rank, straight between knots and level beyond them."""
    corners = list(zip(signal.knots, signal.heights, strict=True))
    for (left, low), (right, high) in pairwise(corners):
        if left <= knot <= right:
            return low + (high - low) * (knot - left) / (right - left)
    return corners[-1][1] if knot > corners[-1][0] else corners[0][1]


def highest_of(signals: Sequence[SignalCard]) -> float:
    """Return the greatest height of all curves, so that all are drawn on one scale."""
    return max((signal.heights[-1] for signal in signals), default=0.0) or 1.0


def _summary(signal: SignalCard, candidates: int) -> str:
    places = [place for place in TICKS if place < candidates]
    told = (f"{height_at(signal, _log_rank(place, candidates)):.2f} at place {place:,}" for place in places)
    return f"It adds {', '.join(told)}."


def _log_rank(place: int, candidates: int) -> float:
    """Return the log rank of a place from 1, as `matchers.ranking.transform` has it."""
    return log((candidates + SMOOTHING) / (place - 1 + SMOOTHING))


def _x(log_rank: float, last: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * log_rank / last


def _y(height: float, highest: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * height / highest
