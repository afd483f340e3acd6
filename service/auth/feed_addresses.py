"""Addresses of feeds: readers of feeds cannot log in, so the address itself says who asks, and may be renewed."""

import hmac
from typing import Final

from flask import g
from itsdangerous import BadSignature, URLSafeSerializer

from graph_schema import store
from graph_schema.account_records import KeyScope, SavedSearch
from graph_schema.errors import UnknownSearchError
from matchers.said import said
from service.auth.secret_words import session_secret
from service.auth.viewer import Viewer, viewer_of
from service.errors import NotFoundError
from service.runtime import current_runtime

_SALT: Final = "feed of a saved search"


def word_of(search: SavedSearch) -> str:
    """Return the word in the address of a search's feed, good until the feed's stamp is another one."""
    return _signer().dumps([search.id, search.feed_stamp])


def asked_search() -> SavedSearch:
    """Return the search whose feed the request at hand asks for, as the gate has found it."""
    search: SavedSearch = g.feed_search
    return search


def _search_of(word: str) -> SavedSearch:
    """Return the search whose feed has this word; NotFoundError where it is none, or no more."""
    nothing = NotFoundError(said("There is no such feed: its search was removed, or its address was renewed."))
    try:
        search_id, stamp = _signer().loads(word)
        search = store.read_saved_search(current_runtime().graph(), str(search_id))
    except (BadSignature, UnknownSearchError, ValueError, TypeError) as error:
        raise nothing from error
    if not hmac.compare_digest(search.feed_stamp.encode(), str(stamp).encode()):
        raise nothing
    return search


def holder_of(word: str) -> Viewer:
    """Return who asks with this word: a program that reads in the name of the search's account."""
    g.feed_search = search = _search_of(word)
    account = store.read_account(current_runtime().graph(), search.account_id)
    if account is None:
        raise NotFoundError(said("There is no such feed."))
    return viewer_of(account, frozenset({KeyScope.READ}))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(session_secret(current_runtime().settings.session_secret_file), salt=_SALT)
