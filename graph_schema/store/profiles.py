"""Profiles that stand no more: withdrawing one, and which are."""

from collections.abc import Sequence
from datetime import UTC, datetime

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownProfileError
from graph_schema.store.query_files import row_of, rows_of
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write


def withdraw_profile(graph: Graph, profile_id: str) -> WriteSummary:
    """Let a profile stand no more from today on; it keeps its id and words. A second time changes nothing.

    Raises UnknownProfileError where there is none with this id.
    """

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        told = row_of(tx, "withdraw_profile", id=profile_id, version=version, now=datetime.now(UTC))
        if not told["found"]:
            raise UnknownProfileError("There is no profile with the id {value!r}.", value=profile_id)
        ended = end_write(tx, version, is_changed=told["changed"] > 0)
        counts = WriteCounts(0, told["changed"], told["found"] - told["changed"])
        return WriteSummary(ended, {"profiles": counts})

    return graph.write(work)


def read_profile_owners(graph: Graph, ids: Sequence[str]) -> dict[str, str]:
    """Read whose the profiles with these ids are, as far as there are such."""
    rows = graph.read(lambda tx: rows_of(tx, "read_profile_owners", ids=list(ids)))
    return {row["id"]: row["organisation_id"] for row in rows}


def read_withdrawn(graph: Graph) -> frozenset[str]:
    """Read the ids of the profiles that were withdrawn."""
    return graph.read(lambda tx: frozenset(row["id"] for row in rows_of(tx, "read_withdrawn_profiles")))
