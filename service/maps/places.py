"""Where towns are, for organisations that tell a city and no coordinates."""

import csv
from functools import cache
from pathlib import Path
from typing import Final

from matchers.text import words

PLACES: Final = Path(__file__).with_name("places.csv")
COLUMNS: Final = ("country", "name", "latitude", "longitude")

Position = tuple[float, float]
"""Latitude and longitude in degrees, WGS84."""


def position_of(city: str | None, country: str | None) -> Position | None:
    """Return where a town is, by its name in its own or another language; None where it is not known."""
    if not city or not country:
        return None
    return _positions().get((country, " ".join(words(city))))


@cache
def _positions() -> dict[tuple[str, str], Position]:
    with PLACES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=";")
        # Names that differ in accents alone are one here: Köln is also found as Koln.
        found: dict[tuple[str, str], Position] = {}
        for row in rows:
            key = (row["country"], " ".join(words(row["name"])))
            found.setdefault(key, (float(row["latitude"]), float(row["longitude"])))
        return found
