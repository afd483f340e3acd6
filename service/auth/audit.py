"""What happens to accounts, keys and walls is put on record: in the graph, and in the log."""

from datetime import UTC, datetime

import structlog
from flask import has_request_context, request

from graph_schema import store
from graph_schema.account_records import AuditEvent, AuditKind
from graph_schema.connection import Graph
from graph_schema.errors import GraphError
from service.auth.viewer import Viewer, current_viewer

log = structlog.get_logger(__name__)


def record(graph: Graph, kind: AuditKind, *, about: str | None = None, actor: Viewer | None = None) -> None:
    """Put on record what happened now; `actor` is who did it, unset: who sent the request at hand.

    Where the database is away the log alone tells it: that nothing could be written down is no reason to answer
    otherwise.
    """
    who = actor or current_viewer()
    event = AuditEvent(
        kind, datetime.now(UTC), who.id, about, clusters=tuple(sorted(who.clusters)), address=address_of_request()
    )
    if has_request_context():  # who runs a command sees what it does
        log.info("audit", audit_event=str(kind), actor=event.actor, about=about, address=event.address)
    try:
        store.write_audit_event(graph, event)
    except GraphError as error:
        log.warning("audit event not in the graph", why=str(error))


def address_of_request() -> str | None:
    """Return the network address that the request at hand came from."""
    return request.remote_addr if has_request_context() else None
