"""What can be saved: questions of the pages that search, each with the model that reads what is asked there."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pydantic import ValidationError

from graph_schema.account_records import SavedSearch
from graph_schema.store import FoundLabel
from service.api.across_queries import WhoCanParameters
from service.api.fields import Request
from service.api.profile_queries import ProfilesQuery
from service.api.queries import OrganisationsQuery
from service.errors import InvalidRequestError, field_problems


class SearchPage(StrEnum):
    """Where a saved search is asked."""

    WHO_CAN = "who_can"
    ORGANISATIONS = "organisations"
    PROFILES = "profiles"


@dataclass(frozen=True, slots=True)
class Asking:
    """How a page is asked: the endpoint of the page and the model of its parameters; what it finds.

    `words` is the parameter that holds the free words, `on_page` what the page's own form calls it.
    """

    endpoint: str
    fields: type[Request]
    finds: FoundLabel
    words: str
    on_page: str


PAGES: Final = {
    SearchPage.WHO_CAN: Asking("across.ask", WhoCanParameters, "Organisation", "text", "q"),
    SearchPage.ORGANISATIONS: Asking("organisations.search", OrganisationsQuery, "Organisation", "q", "q"),
    SearchPage.PROFILES: Asking("profiles.search", ProfilesQuery, "Profile", "q", "q"),
}

_OF_ONE_LOOK: Final = {"page", "page_size", "cursor", "order", "each"}
"""Parameters that say how much of an answer is shown, and not what is sought."""


def asked_of(page: SearchPage, values: dict[str, Any]) -> dict[str, Any]:
    """Return what is sought, without what says how much of it to show; InvalidRequestError names a wrong value."""
    kept = {name: value for name, value in values.items() if name not in _OF_ONE_LOOK}
    return _read(page, kept).model_dump(mode="json", exclude_unset=True, exclude=_OF_ONE_LOOK)


def asked_again(search: SavedSearch) -> Request:
    """Return what a saved search asks; InvalidRequestError where its page can be asked that no more."""
    return _read(SearchPage(search.page), read_asked(search.asked))


def _read(page: SearchPage, values: dict[str, Any]) -> Request:
    try:
        return PAGES[page].fields.model_validate(values)
    except ValidationError as error:
        raise InvalidRequestError(*field_problems(error, "asked")) from error


def read_asked(asked: str) -> dict[str, Any]:
    """Return what a saved search asks, from what is kept of it."""
    return dict(json.loads(asked))
