"""Searches that accounts saved, and what they found since when."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from graph_schema.account_records import SavedSearch
from graph_schema.connection import Graph
from graph_schema.errors import TooManySearchesError, UnknownSearchError
from graph_schema.store.query_files import Row, rows_of

FoundLabel = Literal["Organisation", "Profile"]


def save_search(graph: Graph, search: SavedSearch, most: int) -> None:
    """Save a search of an account; TooManySearchesError where it has as many as it may have already."""
    parameters = {
        "id": search.id,
        "account_id": search.account_id,
        "label": search.label,
        "page": search.page,
        "asked": search.asked,
        "now": search.created,
        "feed_stamp": search.feed_stamp,
    }
    if not graph.write(lambda tx: rows_of(tx, "write_saved_search", most=most, **parameters)):
        raise TooManySearchesError(
            "You have saved {most} searches, as many as can be: remove one that you need no more.", most=most
        )


def read_saved_searches(graph: Graph, account_id: str) -> tuple[SavedSearch, ...]:
    """Read the searches of an account, the newest first."""
    return _read(graph, account_id=account_id, search_id=None)


def read_saved_search(graph: Graph, search_id: str, account_id: str | None = None) -> SavedSearch:
    """Read one search, of this account where one is given; UnknownSearchError where there is none."""
    found = _read(graph, account_id=account_id, search_id=search_id)
    if not found:
        raise _unknown(search_id)
    return found[0]


def remove_saved_search(graph: Graph, account_id: str, search_id: str) -> None:
    """Remove a search with what it found; UnknownSearchError where the account has none of this id."""
    _changed(graph, "remove_saved_search", account_id, search_id)


def renew_feed(graph: Graph, account_id: str, search_id: str, feed_stamp: str) -> None:
    """Give a search's feed another stamp, so that its address until now leads nowhere; errors as above."""
    _changed(graph, "renew_feed", account_id, search_id, feed_stamp=feed_stamp)


def write_found(graph: Graph, search_id: str, label: FoundLabel, ids: Sequence[str]) -> dict[str, datetime]:
    """Note what a search finds now; return since when each id is found, without ids that the graph does not have."""
    parameters = {"search_id": search_id, "label": label, "ids": list(ids), "now": datetime.now(UTC)}
    rows = graph.write(lambda tx: rows_of(tx, "write_found", **parameters))
    return {row["id"]: row["since"].to_native() for row in rows}


def _read(graph: Graph, account_id: str | None, search_id: str | None) -> tuple[SavedSearch, ...]:
    rows = graph.read(lambda tx: rows_of(tx, "read_saved_searches", account_id=account_id, id=search_id))
    return tuple(_search(row) for row in rows)


def _search(row: Row) -> SavedSearch:
    told = row["search"]
    return SavedSearch(**told | {"account_id": row["account_id"], "created": told["created"].to_native()})


def _changed(graph: Graph, query: str, account_id: str, search_id: str, **more: object) -> None:
    if not graph.write(lambda tx: rows_of(tx, query, account_id=account_id, id=search_id, **more)):
        raise _unknown(search_id)


def _unknown(search_id: str) -> UnknownSearchError:
    return UnknownSearchError("You have no saved search {search_id!r}.", search_id=search_id)
