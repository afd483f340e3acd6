"""Who said no to being a contact person of an organisation: told apart by a keyed hash, and forgotten in time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from graph_schema.connection import Graph
from graph_schema.store.query_files import Row, row_of, rows_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """A no that counts: the id of the consent that was asked for, the organisation, and until when (UTC)."""

    id: str
    organisation_id: str
    until: datetime


def write_refusal(graph: Graph, refusal: Refusal, address_key: str) -> None:
    """Keep a no of whoever reads an address, in the place of earlier ones to the same organisation."""
    told = {"id": refusal.id, "organisation_id": refusal.organisation_id, "until": refusal.until}
    graph.write(lambda tx: row_of(tx, "write_refusal", address_key=address_key, **told))


def read_refusal(graph: Graph, organisation_id: str, address_key: str) -> Refusal | None:
    """Read the no of whoever reads an address to an organisation; None where none counts now."""
    return _read(graph, organisation_id=organisation_id, address_key=address_key)


def read_refusal_of_letter(graph: Graph, consent_id: str) -> Refusal | None:
    """Read the no to what a letter asked; None where none counts now."""
    return _read(graph, id=consent_id)


def remove_refusal(graph: Graph, consent_id: str) -> None:
    """Take back the no to what a letter asked; nothing where there is none."""
    graph.write(lambda tx: row_of(tx, "remove_refusals", id=consent_id, now=None))


def forget_refusals(graph: Graph, now: datetime) -> int:
    """Forget those that count no more, and return how many."""
    return int(graph.write(lambda tx: row_of(tx, "remove_refusals", id=None, now=now))["removed"])


def _read(graph: Graph, **told: str) -> Refusal | None:
    asked = {"id": None, "organisation_id": None, "address_key": None, "now": datetime.now(UTC)} | told
    rows: list[Row] = graph.read(lambda tx: rows_of(tx, "read_refusals", **asked))
    return next((Refusal(**row | {"until": row["until"].to_native()}) for row in rows), None)
