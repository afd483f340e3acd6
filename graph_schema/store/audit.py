"""What happened: written for good, read by those who answer for it, counted where too much is too much."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from uuid import uuid4

from graph_schema.account_records import AuditEvent, AuditKind
from graph_schema.connection import Graph
from graph_schema.store.query_files import row_of, rows_of, run

_REPEATED = frozenset({AuditKind.ACCESS_REFUSED, AuditKind.KEY_REFUSED})
"""What a program may do a thousand times a minute: told once an hour, with how often."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """How often logging in was refused: with one e-mail address, with it from one network address, with any from it.

    `last_here` is the last of those with both.
    """

    about: int
    here: int
    address: int
    last_here: datetime | None = None


def write_audit_event(graph: Graph, event: AuditEvent) -> None:
    """Put an event on record."""
    parameters = {name: getattr(event, name) for name in ("actor", "about", "address")} | {
        "clusters": list(event.clusters)
    }
    graph.write(
        lambda tx: run(tx, "write_audit_event", id=_id(event), event=str(event.event), now=event.at, **parameters)
    )


def read_audit_events(
    graph: Graph, *, cluster_id: str | None = None, before: datetime | None = None, limit: int = 50
) -> tuple[AuditEvent, ...]:
    """Read the latest events before a moment (None: now): those of one cluster, or all."""
    until = before or datetime.now(UTC)
    rows = graph.read(lambda tx: rows_of(tx, "read_audit_events", cluster=cluster_id, before=until, limit=limit))
    return tuple(
        AuditEvent(
            **row | {"event": AuditKind(row["event"]), "at": row["at"].to_native(), "clusters": tuple(row["clusters"])}
        )
        for row in rows
    )


def count_events(graph: Graph, kind: AuditKind, *, about: str, since: datetime) -> int:
    """Count how often something happened to someone since a moment."""
    told = {"event": str(kind), "about": about, "since": since}
    return int(graph.read(lambda tx: row_of(tx, "count_events", **told)["times"]))


def count_refusals(graph: Graph, *, about: str, address: str | None, since: datetime) -> Refusals:
    """Count the refused logins since a moment, with one e-mail address, from one network address, and both."""
    found = graph.read(lambda tx: row_of(tx, "count_refusals", about=about, address=address, since=since))
    last = found.pop("last_here")
    return Refusals(**found, last_here=last and last.to_native())


def _id(event: AuditEvent) -> str:
    if event.event not in _REPEATED:
        return uuid4().hex
    same = (event.event, event.actor, event.about, event.address, f"{event.at:%Y%m%d%H}")
    return blake2b("\n".join(map(str, same)).encode(), digest_size=16).hexdigest()
