"""Charts drawn on the server: places and labels of bars for an inline SVG; the page puts the numbers in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from service.pages.number_words import thousands

WIDTH, HEIGHT = 400.0, 170.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 8.0, 22.0, 24.0
"""Margins, in the units of the drawing: above is room for the numbers, below for the labels."""

_FILLED = 0.7
"""Share of its place that a bar fills."""

_LABEL_WIDTH = 36.0
"""Room that the label of a year needs."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with where its number and its label stand; the label is "" where there is no room for all."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    value: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from left to right over a baseline, and the same in a sentence for who cannot see them."""

    bars: tuple[Bar, ...]
    width: float
    height: float
    baseline: float
    summary: str


def bar_chart(values: Sequence[tuple[str, int]]) -> BarChart:
    """Draw numbers of 0 or more, each with its label, on a scale from 0 to the greatest."""
    baseline = HEIGHT - BOTTOM
    room = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    greatest = max((value for _, value in values), default=0) or 1
    step = ceil(_LABEL_WIDTH / room)
    bars = []
    for place, (label, value) in enumerate(values):
        height = (baseline - TOP) * value / greatest
        x = LEFT + room * (place + (1 - _FILLED) / 2)
        shown = label if (len(values) - 1 - place) % step == 0 else ""
        bars.append(Bar(x, baseline - height, room * _FILLED, height, x + room * _FILLED / 2, shown, value))
    summary = ", ".join(f"{label}: {thousands(value)}" for label, value in values)
    return BarChart(tuple(bars), WIDTH, HEIGHT, baseline, f"{summary}.")
