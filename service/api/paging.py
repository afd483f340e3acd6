"""Pages of lists over HTTP: by number, or by a cursor, which holds while rows come and go between two pages.

A cursor is the place of the last row seen and a checksum of the search, so that it is not used with another one.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from typing import Any, Literal, Self

from flask import Response, request, url_for
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from matchers.paging import Page, Place
from matchers.said import said
from service.api.fields import Request
from service.language_choice import asked_language

MAX_PAGE_SIZE = 100
_WHICH_PAGE = {"page", "page_size", "cursor"}
_BAD_CURSOR = (
    "This cursor is not one that this service gave for this search: take `next` of the page before, change nothing but "
    "`page_size`, or begin without a cursor."
)
_PLACES = TypeAdapter(tuple[str, float, float, str])


class PageFields(Request):
    """Which page of a list; `next` of an answer is the cursor of the page after it."""

    page: int = Field(default=1, ge=1, le=1_000_000, description="Page, from 1.")
    page_size: int = Field(default=20, ge=1, le=MAX_PAGE_SIZE, description="How many on a page.")
    cursor: str | None = Field(
        default=None,
        max_length=1_000,
        description="`next` of the page before, instead of `page`: nothing is skipped or repeated when others come or "
        "go meanwhile.",
    )
    order: Literal["best", "id"] = Field(
        default="best",
        description="Best first, or by id: in that order nothing that changes meanwhile is missed either.",
    )

    @model_validator(mode="after")
    def _has_one_way_to_page(self) -> Self:
        if self.cursor is not None:
            if "page" in self.model_fields_set:
                raise ValueError(said("Give `page` or `cursor`, not both."))
            self.wanted()
        return self

    def wanted(self) -> Page:
        """Return which page is wanted; ValueError for a cursor that is not of this search."""
        return Page(self.page, self.page_size, self._place(), by_id=self.order == "id")

    def cursor_of(self, place: Place | None) -> str | None:
        """Return the cursor that begins after a place; None for none."""
        if place is None:
            return None
        text = json.dumps([self._checksum(), place.first, place.second, place.id], separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _place(self) -> Place | None:
        if self.cursor is None:
            return None
        try:
            padded = self.cursor + "=" * (-len(self.cursor) % 4)
            checksum, first, second, identifier = _PLACES.validate_json(urlsafe_b64decode(padded.encode()))
        except (ValueError, ValidationError):
            raise ValueError(_BAD_CURSOR) from None
        if checksum != self._checksum():
            raise ValueError(_BAD_CURSOR)
        return Place(first, second, identifier)

    def _checksum(self) -> str:
        search = self.model_dump_json(exclude=_WHICH_PAGE)
        return blake2b(search.encode(), digest_size=4).hexdigest()


def paged(query: PageFields, place: Place | None) -> dict[str, Any]:
    """Return what an answer says of its page: the number, where pages are asked for by number, and the next cursor."""
    return {"page": None if query.cursor else query.page, "next": query.cursor_of(place)}


def linked(response: Response, cursor: str | None) -> Response:
    """Add the header Link (RFC 8288) to the first page and to the next one, if there is one."""
    endpoint = request.endpoint or ""
    args: dict[str, Any] = request.args.to_dict(flat=False) | (request.view_args or {})
    args = {name: value for name, value in args.items() if name not in {"page", "cursor"}} | asked_language()
    response.headers.add("Link", f'<{url_for(endpoint, **args)}>; rel="first"')
    if cursor is not None:
        response.headers.add("Link", f'<{url_for(endpoint, **args, cursor=cursor)}>; rel="next"')
    return response
