"""Capabilities that an organisation says are not its own, whatever a list, a tagger or a project says of it."""

from collections.abc import Collection
from datetime import UTC, datetime

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import NamedByItselfError, UnknownTagError
from graph_schema.store.parameters import OWN
from graph_schema.store.query_files import rows_of, run
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write


def dispute(graph: Graph, organisation_id: str, capability_id: str, by: str, read_out: str) -> WriteSummary:
    """Let a capability of an organisation count no more, also when a source gives it again; twice changes nothing.

    `read_out` is how evidence begins that was read out of what the organisation wrote, by which it names nothing.
    Raises UnknownTagError where no source gives it to the organisation, and NamedByItselfError where the organisation
    itself does: looked at in the same transaction, as somebody else may name it just now.
    """

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        names = {"organisation_id": organisation_id, "capability_id": capability_id}
        told = {"by": by, "now": datetime.now(UTC), "own": OWN, "read_out": read_out, "version": version}
        found = rows_of(tx, "write_dispute", **names, **told)
        if not found:
            raise UnknownTagError(
                "Nobody says that {organisation_id!r} has the capability {capability_id!r}.",
                organisation_id=organisation_id,
                capability_id=capability_id,
            )
        if found[0]["is_named"]:
            raise NamedByItselfError("It names {capability_id!r} itself.", capability_id=capability_id)
        return _ended(tx, version, is_changed=not found[0]["is_there"])

    return graph.write(work)


def accept_again(graph: Graph, organisation_id: str, capability_id: str) -> WriteSummary:
    """Let a disputed capability count again; UnknownTagError where it is not disputed."""

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        if not remove_disputes(tx, organisation_id, [capability_id], version):
            raise UnknownTagError(
                "{organisation_id!r} does not dispute the capability {capability_id!r}.",
                organisation_id=organisation_id,
                capability_id=capability_id,
            )
        return _ended(tx, version, is_changed=True)

    return graph.write(work)


def remove_disputes(tx: ManagedTransaction, organisation_id: str, capability_ids: Collection[str], version: int) -> int:
    """Let some capabilities count again within a write, and return how many were disputed."""
    ids = list(capability_ids)
    return len(rows_of(tx, "remove_disputes", organisation_id=organisation_id, capability_ids=ids, version=version))


def _ended(tx: ManagedTransaction, version: int, *, is_changed: bool) -> WriteSummary:
    run(tx, "write_capability_text", version=version)
    changed = int(is_changed)
    return WriteSummary(
        end_write(tx, version, is_changed=is_changed), {"organisations": WriteCounts(0, changed, 1 - changed)}
    )
