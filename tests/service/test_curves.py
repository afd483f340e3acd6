"""Drawings of a ranker's curves: by place or by how many times the mean, always rising from left to right."""

from itertools import pairwise

import pytest

from matchers.ranking.card import SignalCard
from service.curves import HEIGHT, WIDTH, Curve, curve, height_at, highest_of


def card(*, by_ratio: bool) -> SignalCard:
    """A signal that adds up to 2, in a straight line up to a feature of 4."""
    return SignalCard("active", "activity", "Did much", "projects", by_ratio, (0.0, 4.0), (0.0, 2.0), 1.0)


def corners(drawn: Curve) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in drawn.points.split())]


@pytest.mark.parametrize(
    ("by_ratio", "labels", "said"),
    [
        (False, ["1,000", "100", "10", "1"], "0.89 at place 1,000, 2.00 at place 100"),
        (True, ["1x", "10x", "100x", "1,000x"], "0.35 at the mean, 1.20 at 10 times the mean"),
    ],
)
def test_marks_go_from_the_least_to_the_most_and_are_told_in_words(
    by_ratio: bool,
    labels: list[str],
    said: str,
) -> None:
    drawn = curve(card(by_ratio=by_ratio), 2.0, 6_000)
    assert [tick.label for tick in drawn.ticks] == labels
    assert all(left.x < right.x for left, right in pairwise(drawn.ticks))
    assert said in drawn.summary


@pytest.mark.parametrize("by_ratio", [False, True])
@pytest.mark.parametrize("candidates", [2, 11, 1_001, 6_000])
def test_all_that_is_drawn_lies_inside_the_drawing(by_ratio: bool, candidates: int) -> None:
    drawn = curve(card(by_ratio=by_ratio), 2.0, candidates)
    points = corners(drawn)
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert all(left[0] < right[0] and left[1] >= right[1] for left, right in pairwise(points))
    for tick in drawn.ticks:
        half = 3.0 * len(tick.label)
        left = tick.x - {"start": 0.0, "middle": half, "end": 2 * half}[tick.anchor]
        assert 0 <= left <= left + 2 * half <= WIDTH


def test_beyond_its_last_knot_a_curve_is_level() -> None:
    assert [height_at(card(by_ratio=True), feature) for feature in (0.0, 2.0, 4.0, 9.0)] == [0.0, 1.0, 2.0, 2.0]


def test_without_curves_the_scale_is_still_one() -> None:
    assert highest_of([]) == 1.0
    assert highest_of([card(by_ratio=False)]) == 2.0
