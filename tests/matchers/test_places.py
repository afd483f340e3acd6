"""Who is around a place: everyone who is, and nobody from far away."""

import numpy as np
import pytest

from matchers.features.place import kilometres_between
from matchers.snapshot.places import Places

TOWNS = {
    "Milano": (45.46, 9.19),
    "Bergamo": (45.70, 9.67),
    "Roma": (41.89, 12.48),
    "Oslo": (59.91, 10.75),
    "Tromsø": (69.65, 18.96),
    "nowhere": (np.nan, np.nan),
    "half known": (45.0, np.nan),
    "South Pole": (-90.0, 0.0),
}
NAMES = tuple(TOWNS)
COORDINATES = np.array(list(TOWNS.values()), dtype=np.float32)


@pytest.mark.parametrize(
    ("place", "kilometres", "found"),
    [
        ("Milano", 10, {"Milano"}),
        ("Milano", 80, {"Milano", "Bergamo"}),
        ("Oslo", 1_300, {"Oslo", "Tromsø"}),
        ("South Pole", 50, {"South Pole"}),
        ("nowhere", 1_000, set()),
        ("half known", 1_000, set()),
    ],
)
def test_those_around_are_found(place: str, kilometres: float, found: set[str]) -> None:
    rows = Places(COORDINATES).around(COORDINATES[NAMES.index(place)], kilometres)
    assert found <= {NAMES[row] for row in rows}
    assert not {"nowhere", "half known"} & {NAMES[row] for row in rows}
    assert ("Roma" in {NAMES[row] for row in rows}) == (place == "Roma")


def test_nobody_within_the_distance_is_missed() -> None:
    draw = np.random.default_rng(4)
    coordinates = np.stack([draw.uniform(-89, 89, 3_000), draw.uniform(-170, 170, 3_000)], axis=1).astype(np.float32)
    places = Places(coordinates)
    for row in range(0, 3_000, 100):
        # Over a pole, and across the line of 180 degrees, the box does not reach.
        if abs(coordinates[row, 0]) > 85 or abs(coordinates[row, 1]) > 165:
            continue
        near = np.flatnonzero(kilometres_between(coordinates[row], coordinates) <= 200)
        assert np.isin(near, places.around(coordinates[row], 200)).all()


def test_where_no_place_is_known_nobody_is_found() -> None:
    assert not len(Places(np.full((3, 2), np.nan, dtype=np.float32)).around(COORDINATES[0], 400))
