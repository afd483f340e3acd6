"""How values are put into words on pages: kinds, countries, times, scores."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pycountry
from jinja2 import pass_eval_context
from jinja2.filters import do_join, make_attrgetter
from jinja2.nodes import EvalContext

from graph_schema.vocabulary import stages
from matchers.directory_results import OrganisationDetail
from matchers.results import OrganisationCard
from matchers.said import begun as begun_said
from matchers.said import country, labelled, said
from service.languages import spoken
from service.pages.number_words import thousands


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of organisation in words, for one and for many."""

    one: str
    many: str


KINDS = {
    "firm": KindWords(said("Firm"), said("Firms")),
    "university": KindWords(said("University"), said("Universities")),
    "research_centre": KindWords(said("Research centre"), said("Research centres")),
    "public_body": KindWords(said("Public body"), said("Public bodies")),
    "association": KindWords(said("Association"), said("Associations")),
    "other": KindWords(said("Other"), said("Others")),
}


DIRECTIONS = {
    "offer": KindWords(said("Offer"), said("Offers")),
    "request": KindWords(said("Request"), said("Requests")),
}
"""The directions of profiles in words."""

SUBJECTS = {
    "technology": said("Technology"),
    "business": said("Business"),
    "research": said("Research and development"),
}
"""The subjects of profiles in words."""


_ROLES_IN_PROJECTS = {"coordinator": said("coordinator"), "participant": said("participant")}


def direction_name(direction: str) -> str:
    """Name a direction: "request" is "Request"."""
    return str(spoken(DIRECTIONS[direction].one))


def subject_name(subject: str) -> str:
    """Name a subject: "research" is "Research and development"."""
    return str(spoken(SUBJECTS[subject]))


def levels(low: int | None, high: int | None) -> str:
    """Write technology readiness levels: "6", "6 to 8", or nothing where they are not told."""
    return str(spoken(said("{low} to {high}", low=low, high=high))) if low and high and low != high else str(low or "")


def kind_name(kind: str) -> str:
    """Name a kind: "research_centre" is "Research centre"."""
    return str(spoken(KINDS.get(kind, KINDS["other"]).one))


def country_name(code: str | None) -> str:
    """Name a country by its ISO 3166-1 alpha-2 code; a code that is not known stays as it is."""
    return str(spoken(_country(code)))


@cache
def _country(code: str | None) -> str:
    found = pycountry.countries.get(alpha_2=code) if code else None
    if found is None:
        return code or ""
    return country(found.alpha_2, str(getattr(found, "common_name", found.name)))


SIZE_CLASSES = {
    "micro": said("Micro: up to 9 people"),
    "small": said("Small: 10 to 49 people"),
    "medium": said("Medium: 50 to 249 people"),
    "large": said("Large: 250 people or more"),
}
"""The size classes of Commission Recommendation 2003/361/EC in words."""


def enterprise_facts(detail: OrganisationDetail) -> list[tuple[str, str]]:
    """List what is known of an organisation as an enterprise, as (what, value)."""
    yes_or_no = {True: said("Yes"), False: said("No")}
    told = (
        (said("Employees"), None if detail.employees is None else thousands(detail.employees)),
        (said("Size"), SIZE_CLASSES[detail.size_class] if detail.size_class and detail.employees is None else None),
        (said("Founded"), None if detail.founded is None else str(detail.founded)),
        (said("Family firm"), None if detail.family_owned is None else yes_or_no[detail.family_owned]),
        (said("Seeks a successor"), None if detail.seeks_successor is None else yes_or_no[detail.seeks_successor]),
    )
    return [(what, value) for what, value in told if value is not None]


FIELDS = {
    "name": said("Name"),
    "kind": said("Kind"),
    "country": said("Country"),
    "region": said("Region (NUTS)"),
    "city": said("City"),
    "latitude": said("Latitude"),
    "longitude": said("Longitude"),
    "website": said("Website"),
    "description": said("Description"),
    "capabilities": said("Capabilities"),
    "is_sme": said("SME"),
    "employees": said("Employees"),
    "size_class": said("Size"),
    "founded": said("Founded"),
    "family_owned": said("Family firm"),
    "seeks_successor": said("Seeks a successor"),
    "pic": "PIC",
    "vat": said("VAT number"),
    "lei": "LEI",
    "ror": "ROR",
}
"""The fields of an organisation in words."""


def field_name(field: str) -> str:
    """Name a field of an organisation: "vat" is "VAT number"."""
    return FIELDS.get(field, field)


def stage_names() -> dict[str, str]:
    """Name the stages of the value chain, from its beginning to its end."""
    return {stage.id: in_language(stage.labels) for stage in stages()}


def stage_name(stage: str) -> str:
    """Name a stage of the value chain; one that is not known stays as it is."""
    return stage_names().get(stage, stage)


def place(card: OrganisationCard) -> str:
    """Say where an organisation is: city and country, as far as known."""
    return ", ".join(part for part in (card.city, country_name(card.country)) if part)


def in_language(texts: Mapping[str, str] | str) -> str:
    """Choose the text in the language at hand, or else in English, or in whichever there is; also of a sentence."""
    return str(spoken(texts if isinstance(texts, str) else labelled(texts)))


def begun(text: str) -> str:
    """Write a text with its first letter a capital, in the language at hand."""
    return in_language(begun_said(text))


def role_in_project(role: str) -> str:
    """Name what an organisation was in a project: coordinator or participant."""
    return in_language(_ROLES_IN_PROJECTS.get(role, role))


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


def lower(value: str) -> str:
    """Write in small letters, in the language at hand."""
    return str(spoken(value)).lower()


@pass_eval_context
def join(context: EvalContext, values: Iterable[Any], sign: str = "", attribute: str | int | None = None) -> str:
    """Join as Jinja's own filter does, sentences in the language at hand."""
    found = values if attribute is None else map(make_attrgetter(context.environment, attribute), values)
    return do_join(context, map(spoken, found), sign)  # type: ignore[no-any-return]  # Markup stays Markup


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        kind_name,
        country_name,
        place,
        in_language,
        begun,
        role_in_project,
        stage_name,
        web_address,
        direction_name,
        subject_name,
        levels,
        enterprise_facts,
        lower,
        join,
        field_name,
    )
}
"""The filters that templates know, by name."""
