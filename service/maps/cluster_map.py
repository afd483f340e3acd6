"""A cluster on the map: its members and those they have worked with, by place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from matchers.network.places import Located
from matchers.said import said
from service.maps.bubbles import Bubble, Name, Spot, bubbles, names
from service.maps.outlines import outlines
from service.maps.places import Position, position_of
from service.maps.view import EUROPE, WORLD, View, view_of, view_round

VIEWS: Final = {"cluster": said("Members"), "europe": said("Europe"), "world": said("World")}
"""What can be looked at, in words."""

CORE: Final = 0.9
"""The view of members holds at least this share of those whose place is known: one far away does not shrink it."""

Key = tuple[str, str]
"""A country's code and a city, "" where not told."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the members there, and how many partners; `position` is None where it is not known."""

    city: str
    country: str
    position: Position | None
    members: tuple[Located, ...]
    partners: int

    @property
    def latitude(self) -> float | None:
        """The latitude in degrees, where the place is known."""
        return self.position[0] if self.position else None

    @property
    def longitude(self) -> float | None:
        """The longitude in degrees, where the place is known."""
        return self.position[1] if self.position else None


@dataclass(frozen=True, slots=True)
class ClusterMap:
    """A drawing of a view, and all places, those with most members first.

    `names` are those of places with members; `elsewhere` counts the partners that are not in view.
    """

    view: View
    outlines: str
    members: tuple[Bubble, ...]
    partners: tuple[Bubble, ...]
    names: tuple[Name, ...]
    places: tuple[Place, ...]
    elsewhere: int


def cluster_map(organisations: Iterable[Located], view: str) -> ClusterMap:
    """Return the map of members and partners in a view of `VIEWS`."""
    places = places_of(organisations)
    shown = _view(places, view)
    spots = [place for place in places if place.position]
    members = bubbles(shown, (_spot(place, len(place.members)) for place in spots if place.members), "member")
    partners = bubbles(shown, (_spot(place, place.partners) for place in spots if place.partners), "partner")
    return ClusterMap(
        view=shown,
        outlines=outlines(shown),
        members=members,
        partners=partners,
        names=names(shown, members),
        places=tuple(places),
        elsewhere=sum(place.partners for place in places) - sum(one.count for one in partners),
    )


def places_of(organisations: Iterable[Located]) -> list[Place]:
    """Return the places of members and partners, those with most members first."""
    at: dict[Key, list[Located]] = defaultdict(list)
    cities: dict[Key, str] = {}
    for one in organisations:
        city = (one.city or "").strip()
        key = (one.country or "", city.casefold())
        cities.setdefault(key, city)
        at[key].append(one)
    found = [_place(cities[key], key[0], there) for key, there in at.items()]
    return sorted(found, key=lambda place: (-len(place.members), -place.partners, place.country, place.city))


def _place(city: str, country: str, there: Sequence[Located]) -> Place:
    members = tuple(one for one in there if one.is_member)
    return Place(city, country, _position(city, country, there), members, len(there) - len(members))


def _position(city: str, country: str, there: Sequence[Located]) -> Position | None:
    """Return the middle of the positions that are known in a city; without any, where the city is."""
    known = [one.position for one in there if one.position] if city else []
    if not known:
        return position_of(city, country)
    return median(latitude for latitude, _ in known), median(longitude for _, longitude in known)


def _view(places: Sequence[Place], view: str) -> View:
    if view == "world":
        return view_of(*WORLD)
    if view == "europe":
        return view_of(*EUROPE)
    return view_round(_core([(place.position, len(place.members)) for place in places if place.position]))


def _core(counted: Sequence[tuple[Position, int]]) -> list[Position]:
    """Return the positions of most members, those nearest to their middle."""
    every = [position for position, count in counted for _ in range(count)]
    if not every:
        return []
    middle = median(latitude for latitude, _ in every), median(longitude for _, longitude in every)
    every.sort(key=lambda one: (one[0] - middle[0]) ** 2 + (one[1] - middle[1]) ** 2)
    return every[: max(1, round(CORE * len(every)))]


def _spot(place: Place, count: int) -> Spot:
    latitude, longitude = place.position or (0.0, 0.0)
    return Spot(place.city, latitude, longitude, count)
