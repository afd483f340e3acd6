"""The graph's version within a write: taken at its beginning, kept or given back at its end."""

from collections.abc import Sequence

from neo4j import ManagedTransaction

from graph_schema.store.query_files import row_of


def begin_write(tx: ManagedTransaction) -> int:
    """Return the version that is being written; nobody else writes from here on."""
    return int(row_of(tx, "begin_write")["version"])


def end_write(
    tx: ManagedTransaction,
    version: int,
    *,
    is_changed: bool,
    needs_full_read: bool = False,
    removed: Sequence[str] = (),
) -> int:
    """Return the graph's version after a write: the new one where something was changed, else the one before.

    `removed` are ids of organisations that are no more. `needs_full_read` says that rows alone do not tell.
    """
    told = {"is_changed": is_changed, "needs_full_read": needs_full_read, "removed": list(removed)}
    ended = row_of(tx, "end_write", version=version, **told)
    return int(ended["version"])
