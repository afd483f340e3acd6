"""Saving a search of the one who asks."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Final

from graph_schema import store
from graph_schema.account_records import SavedSearch
from matchers.said import said
from service.auth.secret_words import new_word
from service.auth.viewer import current_viewer
from service.errors import NotFoundError
from service.languages import spoken
from service.pages.wording import country_name, direction_name, kind_name, subject_name
from service.runtime import current_runtime
from service.searches.pages import PAGES, SearchPage, asked_of

MOST_SEARCHES: Final = 20
"""Of one account: the page of them asks all at once."""

LONGEST_LABEL: Final = 200


def save(page: SearchPage, values: dict[str, Any], label: str | None = None) -> SavedSearch:
    """Save what a page is asked with these values, under a label or else the words that are sought.

    To save the same again changes no more than the label.
    Raises InvalidRequestError for values that the page would not take, TooManySearchesError, and NotFoundError for one
    who has no account, such as the holder of WRITE_KEY.
    """
    graph, viewer = current_runtime().graph(), current_viewer()
    if store.read_account(graph, viewer.id) is None:
        raise NotFoundError(said("Searches are saved for an account: log in, or send a key of an account."))
    asked = asked_of(page, values)
    search = SavedSearch(
        id=_id(viewer.id, page, asked),
        account_id=viewer.id,
        label=(label or _label(page, asked))[:LONGEST_LABEL],
        page=page,
        asked=_written(asked),
        created=datetime.now(UTC),
        feed_stamp=new_word(),
    )
    store.save_search(graph, search, MOST_SEARCHES)
    return store.read_saved_search(graph, search.id, viewer.id)


def _id(account_id: str, page: SearchPage, asked: dict[str, Any]) -> str:
    """Return the id of a search: the same for the same, so that nobody saves it twice."""
    return blake2b(f"{account_id}\0{page}\0{_written(asked)}".encode(), digest_size=8).hexdigest()


def _written(asked: dict[str, Any]) -> str:
    return json.dumps(asked, ensure_ascii=False, sort_keys=True)


def _label(page: SearchPage, asked: dict[str, Any]) -> str:
    words = str(asked.get(PAGES[page].words) or "").strip()
    others = [_told(name, value) for name, value in asked.items() if name != PAGES[page].words and value]
    return ", ".join(filter(None, (words, *others))) or spoken(said("Everything"))


def _told(name: str, value: object) -> str:
    """Return a value that is sought in the words of the page."""
    values = value if isinstance(value, list) else [value]
    return ", ".join(_WORDS[name](str(one)) if name in _WORDS else str(one) for one in values)


_WORDS: Final[dict[str, Callable[[str], str]]] = {
    "kind": kind_name,
    "country": country_name,
    "direction": direction_name,
    "subject": subject_name,
}
