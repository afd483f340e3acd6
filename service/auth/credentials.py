"""Who sent a request: told by a key in its header, or by the cookie of a session."""

import hmac
from datetime import UTC, datetime
from typing import Final

from flask import request

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.errors import GraphError
from service.auth.audit import record
from service.auth.secret_words import KEY_PREFIX, digest, public_part
from service.auth.sessions import account_of_session
from service.auth.viewer import NOBODY, OPERATOR, Viewer, viewer_of
from service.errors import LoginNeededError
from service.runtime import current_runtime

HOW: Final = (
    "Log in, or send a key as the header `Authorization: Bearer KEY`: one that you made on the page of your account, "
    "or the WRITE_KEY of the service."
)
_NO_SUCH_KEY: Final = (
    "This key does not count: it was never made, it was revoked, or its time is over. Make another on the page of your "
    "account."
)


def identify() -> Viewer:
    """Return who sent the request at hand.

    Raises LoginNeededError for a key that does not count. Without a database nobody can be known: then GraphError, or,
    while reading is open to all, a visitor.
    """
    given = request.authorization
    if given is not None and given.type == "bearer":
        return _holder(given.token or "")
    try:
        account = account_of_session()
    except GraphError:
        if current_runtime().settings.access == "open":
            return NOBODY
        raise
    return NOBODY if account is None else viewer_of(account)


def _holder(token: str) -> Viewer:
    if not token:
        raise LoginNeededError(HOW)
    if token.startswith(KEY_PREFIX):
        return _holder_of_key(token)
    operators = current_runtime().settings.write_key
    if operators is None or not hmac.compare_digest(token.encode(), operators.get_secret_value().encode()):
        raise LoginNeededError(_NO_SUCH_KEY)
    return OPERATOR


def _holder_of_key(token: str) -> Viewer:
    graph, key_id = current_runtime().graph(), public_part(token)
    key = store.read_key(graph, key_id)
    if key is None or not hmac.compare_digest(key.sha256, digest(token)):
        record(graph, AuditKind.KEY_REFUSED, actor=NOBODY)
        raise LoginNeededError(_NO_SUCH_KEY)
    if key.last_used != datetime.now(UTC).date().isoformat():
        store.write_key_use(graph, key_id)
    return viewer_of(key.account, key.scopes)
