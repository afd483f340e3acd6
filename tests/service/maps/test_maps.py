"""Maps: places are where they are, what is in view is drawn, and what would cover each other is one."""

import re
from itertools import pairwise

import numpy as np
import pytest

from matchers.network.places import Located
from service.maps.bubbles import Spot, bubbles, names
from service.maps.cluster_map import cluster_map
from service.maps.outlines import outlines
from service.maps.places import position_of
from service.maps.view import EUROPE, MOST_HEIGHT, WIDTH, WORLD, View, view_of, view_round

MILANO, BRESCIA, OSLO = (45.46, 9.19), (45.54, 10.21), (59.91, 10.75)


def organisation(
    key: str, city: str | None, position: tuple[float, float] | None = None, *, is_member: bool = True
) -> Located:
    return Located(key, key.title(), city, "IT", position, is_member)


@pytest.mark.parametrize(
    ("city", "country", "latitude", "longitude"),
    [
        ("Brescia", "IT", 45.5, 10.2),
        ("MILANO", "IT", 45.5, 9.2),
        ("Milan", "IT", 45.5, 9.2),
        ("Koln", "DE", 50.9, 7.0),
        ("Łódź", "PL", 51.8, 19.5),
        ("Tromsø", "NO", 69.6, 19.0),
    ],
)
def test_towns_are_found_by_their_own_and_other_names(
    city: str, country: str, latitude: float, longitude: float
) -> None:
    assert position_of(city, country) == pytest.approx((latitude, longitude), abs=0.1)


@pytest.mark.parametrize(("city", "country"), [("Atlantis", "IT"), ("Brescia", "NO"), (None, "IT"), ("Brescia", None)])
def test_a_town_that_is_not_known_is_nowhere(city: str | None, country: str | None) -> None:
    assert position_of(city, country) is None


def test_north_is_up_and_east_is_right() -> None:
    view = view_of(*EUROPE)
    milano, oslo, brescia = view.project(np.array([[9.19, 45.46], [10.75, 59.91], [10.21, 45.54]]))
    assert oslo[1] < milano[1]
    assert milano[0] < brescia[0]


@pytest.mark.parametrize("positions", [[MILANO], [MILANO, BRESCIA], [MILANO, OSLO], [], [(45.0, -60.0), (45.0, 60.0)]])
def test_a_view_holds_what_it_is_made_for_in_a_drawing_of_bearable_shape(positions: list[tuple[float, float]]) -> None:
    view = view_round(positions)
    assert all(view.holds(*position) for position in positions)
    assert view.width == WIDTH
    assert WIDTH / 2 <= view.height <= MOST_HEIGHT


@pytest.mark.parametrize("view", [view_of(*EUROPE), view_of(*WORLD), view_round([MILANO]), view_round([OSLO, MILANO])])
def test_outlines_stay_near_the_drawing_and_below_the_size_of_a_page(view: View) -> None:
    path = outlines(view)
    points = np.array([[float(part) for part in pair] for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)])
    assert (points >= -5).all()
    assert (points <= [view.width + 5, view.height + 5]).all()
    assert 0 < len(path) < 150_000


def test_no_outline_runs_from_one_edge_of_the_world_to_the_other() -> None:
    """Russia and Fiji lie on both sides of 180 degrees."""
    for ring in outlines(view_of(*EUROPE)).split("Z"):
        points = [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+),(-?[\d.]+)", ring)]
        crossing = [1 for (x, y), (u, v) in pairwise(points) if abs(x - u) > 700 and 4 < y < 716]
        assert crossing == []


def test_bubbles_that_would_cover_each_other_are_one_and_all_are_counted() -> None:
    spots = [Spot("Milano", *MILANO, 30), Spot("Monza", 45.58, 9.27, 3), Spot("Oslo", *OSLO, 2)]
    far, near = bubbles(view_of(*EUROPE), spots, "member"), bubbles(view_round([MILANO]), spots, "member")
    assert [(one.name, one.count) for one in far] == [("Milano", 33), ("Oslo", 2)]
    assert far[0].label == "Milano, Monza: 33 members"
    assert [(one.name, one.count) for one in near] == [("Milano", 30), ("Monza", 3)]
    assert far[0].radius > far[1].radius


def test_names_cover_neither_bubbles_nor_each_other() -> None:
    view = view_round([MILANO, BRESCIA])
    drawn = bubbles(
        view, [Spot("Milano", *MILANO, 9), Spot("Beside", 45.46, 9.5, 1), Spot("Brescia", *BRESCIA, 1)], "x"
    )
    assert [one.text for one in names(view, drawn)] == ["Beside", "Brescia"]


def test_members_are_told_by_place_with_partners_counted_and_those_nowhere_too() -> None:
    found = cluster_map(
        [
            organisation("a", "Milano", MILANO),
            organisation("b", "MILANO"),
            organisation("c", "Brescia"),
            organisation("d", None),
            organisation("p", "Milano", is_member=False),
            organisation("q", "Atlantis", is_member=False),
        ],
        "cluster",
    )
    told = [
        (place.city, [one.id for one in place.members], place.partners, bool(place.position)) for place in found.places
    ]
    assert told == [
        ("Milano", ["a", "b"], 1, True),
        ("", ["d"], 0, False),
        ("Brescia", ["c"], 0, True),
        ("Atlantis", [], 1, False),
    ]
    assert sum(one.count for one in found.members) == 3
    assert found.elsewhere == 1


def test_a_member_far_away_does_not_shrink_the_others() -> None:
    near = [organisation(f"n{number}", "Milano", MILANO) for number in range(19)]
    far = cluster_map([*near, organisation("far", "Oslo", OSLO)], "cluster")
    assert not far.view.holds(*OSLO)
    assert cluster_map([], "cluster").members == ()
