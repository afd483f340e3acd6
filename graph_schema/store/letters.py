"""Who wants the weekly letter, and when one was sent."""

from datetime import datetime, timedelta
from typing import Final

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownAccountError
from graph_schema.store.query_files import Row, rows_of, run
from graph_schema.store.versions import begin_write

HELD: Final = timedelta(minutes=30)
"""So long a letter is left to whoever said that they write it."""


def write_weekly_letter(graph: Graph, account_id: str, *, wanted: bool) -> bool:
    """Note whether an account wants the weekly letter, and tell whether that changed; UnknownAccountError for none."""
    rows = graph.write(lambda tx: rows_of(tx, "write_weekly_letter", id=account_id, wanted=wanted))
    if not rows:
        raise UnknownAccountError("There is no open account that gets this letter.")
    return bool(rows[0]["is_changed"])


def claim_weekly_letter(graph: Graph, before: datetime, now: datetime) -> str | None:
    """Return the id of the next account that is to get a letter, as it has had none since `before`; None for no more.

    Of several that ask at once, each gets another account. Who cannot end it with `note_weekly_letter` leaves it to
    whoever asks after HELD. The graph's version stays.
    """

    def work(tx: ManagedTransaction) -> list[Row]:
        begin_write(tx)
        return rows_of(tx, "claim_weekly_letter", before=before, lapsed=now - HELD, now=now)

    rows = graph.write(work)
    return str(rows[0]["id"]) if rows else None


def note_weekly_letter(graph: Graph, account_id: str, now: datetime) -> None:
    """Note that an account has had this week's letter, or that there was nothing to write to it."""
    graph.write(lambda tx: run(tx, "note_weekly_letter", id=account_id, now=now))
