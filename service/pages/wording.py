"""How values are put into words on pages: kinds, countries, times, scores."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pycountry

from graph_schema.vocabulary import stages
from matchers.network.results import FigureValue
from matchers.results import OrganisationCard, OrganisationDetail

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of organisation in words, for one and for many."""

    one: str
    many: str


KINDS = {
    "firm": KindWords("Firm", "Firms"),
    "university": KindWords("University", "Universities"),
    "research_centre": KindWords("Research centre", "Research centres"),
    "public_body": KindWords("Public body", "Public bodies"),
    "association": KindWords("Association", "Associations"),
    "other": KindWords("Other", "Others"),
}


DIRECTIONS = {"offer": KindWords("Offer", "Offers"), "request": KindWords("Request", "Requests")}
"""The directions of profiles in words."""

SUBJECTS = {"technology": "Technology", "business": "Business", "research": "Research and development"}
"""The subjects of profiles in words."""


def direction_name(direction: str) -> str:
    """Name a direction: "request" is "Request"."""
    return DIRECTIONS[direction].one


def subject_name(subject: str) -> str:
    """Name a subject: "research" is "Research and development"."""
    return SUBJECTS[subject]


def day(iso: str) -> str:
    """Write a day of a calendar: 2 January 2026."""
    return f"{date.fromisoformat(iso):%-d %B %Y}"


def levels(low: int | None, high: int | None) -> str:
    """Write technology readiness levels: "6", "6 to 8", or nothing where they are not told."""
    return f"{low} to {high}" if low and high and low != high else str(low or "")


def kind_name(kind: str) -> str:
    """Name a kind: "research_centre" is "Research centre"."""
    return KINDS.get(kind, KINDS["other"]).one


@cache
def country_name(code: str | None) -> str:
    """Name a country by its ISO 3166-1 alpha-2 code; a code that is not known stays as it is."""
    found = pycountry.countries.get(alpha_2=code) if code else None
    if found is None:
        return code or ""
    return str(getattr(found, "common_name", found.name))


SIZE_CLASSES = {
    "micro": "Micro: up to 9 people",
    "small": "Small: 10 to 49 people",
    "medium": "Medium: 50 to 249 people",
    "large": "Large: 250 people or more",
}
"""The size classes of Commission Recommendation 2003/361/EC in words."""


def enterprise_facts(detail: OrganisationDetail) -> list[tuple[str, str]]:
    """List what is known of an organisation as an enterprise, as (what, value)."""
    yes_or_no = {True: "Yes", False: "No"}
    told = (
        ("Employees", None if detail.employees is None else thousands(detail.employees)),
        ("Size", SIZE_CLASSES[detail.size_class] if detail.size_class and detail.employees is None else None),
        ("Founded", None if detail.founded is None else str(detail.founded)),
        ("Family firm", None if detail.family_owned is None else yes_or_no[detail.family_owned]),
        ("Seeks a successor", None if detail.seeks_successor is None else yes_or_no[detail.seeks_successor]),
    )
    return [(what, value) for what, value in told if value is not None]


@cache
def stage_names() -> dict[str, str]:
    """Name the stages of the value chain, from its beginning to its end."""
    return {stage.id: stage.labels["en"] for stage in stages()}


def stage_name(stage: str) -> str:
    """Name a stage of the value chain; one that is not known stays as it is."""
    return stage_names().get(stage, stage)


def place(card: OrganisationCard) -> str:
    """Say where an organisation is: city and country, as far as known."""
    return ", ".join(part for part in (card.city, country_name(card.country)) if part)


def in_language(texts: Mapping[str, str], language: str = "en") -> str:
    """Choose the text in a language, or else in whichever there is."""
    return texts.get(language) or next(iter(texts.values()), "")


def score(value: float) -> str:
    """Write a score or contribution with two digits: 0.63."""
    return f"{value:.2f}"


def signed(value: float) -> str:
    """Write a contribution with its sign: +0.21."""
    return f"{value:+.2f}"


def chance(value: float) -> str:
    """Write a probability as a percentage: 12%, 3.4%, below 0.1%."""
    few, least = 0.1, 0.001
    if value < least:
        return "below 0.1%"
    return f"{100 * value:.1f}%" if value < few else f"{100 * value:.0f}%"


def percent(value: float) -> str:
    """Write a share as a percentage: 12%, 3.4%, 0%."""
    few = 0.1
    return f"{100 * value:.1f}%" if 0 < value < few else f"{100 * value:.0f}%"


def figure(told: FigureValue) -> str:
    """Write the value of a figure with its unit, where the label does not say it: 3.4%, 47, 0 years."""
    if told.value is None:
        return "None yet"
    if told.unit == "share":
        return percent(told.value)
    number = f"{told.value:,.1f}".removesuffix(".0")
    return f"{number} years" if told.unit == "years" else number


def thousands(value: int) -> str:
    """Write a count with thousands parted: 13,702."""
    return f"{value:,}"


def clock(moment: datetime) -> str:
    """Write the time of a moment in the server's time zone, with the date if it was not today."""
    local = moment.astimezone()
    is_today = local.date() == datetime.now(tz=local.tzinfo).date()
    return local.strftime("%H:%M" if is_today else "%H:%M on %-d %B %Y")


def age(seconds: float) -> str:
    """Write an age: "40 seconds", "4 minutes", "3 hours", "2 days"."""
    for unit, length in (("day", _DAY), ("hour", _HOUR), ("minute", _MINUTE)):
        if seconds >= length:
            return _many(int(seconds // length), unit)
    return _many(int(seconds), "second")


def web_address(website: str | None) -> str | None:
    """Return an address that a page may link to, or None: only http and https; `https://` is put before a bare name."""
    if not website:
        return None
    address = website if "://" in website else f"https://{website}"
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and host and "." in host else None


def _many(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        kind_name,
        country_name,
        place,
        in_language,
        score,
        signed,
        chance,
        percent,
        stage_name,
        figure,
        thousands,
        clock,
        age,
        web_address,
        direction_name,
        subject_name,
        day,
        levels,
        enterprise_facts,
    )
}
"""The filters that templates know, by name."""
