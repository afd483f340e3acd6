"""A feed of what a saved search finds, in the Atom syndication format (RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from flask import url_for

from graph_schema.account_records import SavedSearch
from service.languages import spoken
from service.searches.finding import Since
from service.searches.pages import PAGES, SearchPage

MEDIA_TYPE: Final = "application/atom+xml"
NAMESPACE: Final = "http://www.w3.org/2005/Atom"
MOST_ENTRIES: Final = 50

_NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a document of XML 1.0 cannot hold, however it is written."""

_SHOWN_BY: Final = {
    "Organisation": ("organisations.show", "organisation_id"),
    "Profile": ("profiles.show", "profile_id"),
}


def feed_of(search: SavedSearch, found: Sequence[Since], own_address: str, page_address: str) -> bytes:
    """Return the feed of a search as a document in UTF-8: the newest hits, each with its page and what shows it."""
    newest = found[:MOST_ENTRIES]
    feed = ET.Element("feed", {"xmlns": NAMESPACE})
    _text(feed, "id", _urn(search.id))
    _text(feed, "title", search.label)
    _text(feed, "updated", _moment(max((one.since for one in newest), default=search.created)))
    ET.SubElement(feed, "link", {"rel": "self", "type": MEDIA_TYPE, "href": own_address})
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": page_address})
    _text(ET.SubElement(feed, "author"), "name", "Filiera")
    for one in newest:
        feed.append(_entry(search, one))
    document: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def _entry(search: SavedSearch, found: Since) -> ET.Element:
    endpoint, name = _SHOWN_BY[PAGES[SearchPage(search.page)].finds]
    address = url_for(endpoint, _external=True, **{name: found.hit.id})
    entry = ET.Element("entry")
    _text(entry, "id", _urn(f"{search.id}/{found.hit.id}"))
    _text(entry, "title", found.hit.title)
    _text(entry, "updated", _moment(found.since))
    ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    _text(entry, "summary", "\n".join(map(spoken, found.hit.lines)))
    return entry


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_IN_XML.sub("\ufffd", text)


def _urn(name: str) -> str:
    """Return an id that stays the same whatever address the service has."""
    return uuid5(NAMESPACE_URL, f"filiera:saved-search:{name}").urn


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
