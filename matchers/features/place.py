"""Features of where two organisations are."""

from collections.abc import Sequence

import numpy as np

from matchers.features.feature import Explanation
from matchers.remembered import once
from matchers.said import Said, counted, joined, said
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import country_name, country_phrase

SCALE_KM = 300.0
"""How fast nearness falls with the distance."""

FAR_KM = 400.0
"""From this distance on nobody is near: a visit takes more than a day, and the distance is no reason for anyone."""

SAME_COUNTRY = 0.3
"""Nearness of two in one country where a distance is not known."""

_EARTH_KM = 6371.0


def nearness(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You are near each other.

    exp(-distance / 300 km), great-circle, stretched to reach 0 at 400 km; where a place is not known, a fixed value
    within the same country.
    """
    kilometres = distances(seeker, snapshot.coordinates)
    guess = np.where((snapshot.country == seeker.country) & (seeker.country >= 0), SAME_COUNTRY, 0.0)
    least = np.exp(-FAR_KM / SCALE_KM)
    near = np.clip((np.exp(-kilometres / SCALE_KM) - least) / (1.0 - least), 0.0, 1.0)
    return np.where(np.isnan(kilometres), guess, near).astype(np.float32)


def explain_nearness(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Give the distance, or the countries where it is not known."""
    kilometres = float(distances(seeker, snapshot.coordinates[row][None, :])[0])
    ours, theirs = (_place(snapshot, place) for place in (seeker.row, row))
    if not np.isnan(kilometres):
        near = said("You are in the same place.")
        if kilometres >= 1:
            near = said("You are about {distance:,.0f} km apart.", distance=kilometres)
        return Explanation(near, ours, theirs)
    same = snapshot.country[row] == seeker.country and seeker.country >= 0
    sentence = said("You are in the same country.") if same else said("You are in different countries.")
    return Explanation(sentence, ours, theirs)


def new_country(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """They open a country to you where you have few partners.

    1 minus the share of the seeker's ties that lead to the candidate's country; 0 at home or where not known.
    """
    count = len(snapshot.tables.countries)
    partners = seeker.partner_rows
    where = seeker.snapshot.country[partners] + 1
    ties = np.bincount(where, weights=seeker.partner_strengths, minlength=count + 1)[1:]
    share = ties / total if (total := float(ties.sum())) > 0 else np.zeros(count)
    novelty = np.append(1.0 - share, 0.0)  # the last entry answers for -1, the unknown country
    abroad = (snapshot.country != seeker.country) & (seeker.country >= 0)
    return np.where(abroad, novelty[snapshot.country], 0.0).astype(np.float32)


def new_country_by(seekers: Sequence[Seeker], candidate: Snapshot) -> Floats:
    """Return the same for several organisations that ask (m) with one candidate alone."""
    country = int(candidate.country[0])
    return np.array([_novelty(seeker, country) for seeker in seekers], dtype=np.float32)


def _novelty(seeker: Seeker, country: int) -> float:
    if country < 0 or seeker.country < 0 or country == seeker.country:
        return 0.0
    where, strengths = seeker.snapshot.country[seeker.partner_rows], seeker.partner_strengths
    total, there = (float(strengths[some].sum()) for some in (where >= 0, where == country))
    return 1.0 - there / total if total > 0 else 1.0


def explain_new_country(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Count the partners the seeker has in the candidate's country."""
    code = snapshot.country_of(row)
    there = _partners_by_country(seeker, snapshot)[int(snapshot.country[row]) + 1]
    home = snapshot.tables.countries[seeker.country] if seeker.country >= 0 else None
    name = country_name(code)
    partners = counted("{count} partner", "{count} partners", there) if there else said("no partner")
    sentence = said(
        "They are in {country}, where you have {partners} so far.", country=country_phrase(code), partners=partners
    )
    if code == home:
        sentence = said("You are both in {country}.", country=country_phrase(code))
    return Explanation(sentence, country_name(home), name)


@once
def _partners_by_country(seeker: Seeker, snapshot: Snapshot) -> list[int]:
    """Count the seeker's partners in each country, first those in an unknown one."""
    where = snapshot.country[seeker.partner_rows] + 1
    counts: list[int] = np.bincount(where, minlength=len(snapshot.tables.countries) + 1).tolist()
    return counts


def distances(seeker: Seeker, coordinates: Floats) -> Floats:
    """Return kilometres (m,) from the seeker to coordinates (m, 2); NaN where not known."""
    return kilometres_between(seeker.coordinates, coordinates)


def kilometres_between(place: Floats, coordinates: Floats) -> Floats:
    """Return kilometres (m,) from a place (2) to coordinates (m, 2), by the haversine formula; NaN where not known."""
    (lat1, lon1), (lat2, lon2) = np.radians(place), np.radians(coordinates).T
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))), dtype=np.float32)


def _place(snapshot: Snapshot, row: int | None) -> Said:
    if row is None:
        return said("not known")
    city = snapshot.column("organisation.city")[row]
    return joined([part for part in (city, country_name(snapshot.country_of(row))) if part], ", ")
