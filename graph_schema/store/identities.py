"""What tells organisations apart, without the rest of them."""

from dataclasses import dataclass

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.store.query_files import rows_of


@dataclass(frozen=True, slots=True)
class Identity:
    """An organisation's id, name, country, public ids, the ids of its clusters, and whether all may see its name."""

    id: str
    name: str
    country: str | None = None
    pic: str | None = None
    vat: str | None = None
    clusters: tuple[str, ...] = ()
    is_named: bool = True


def read_identities(graph: Graph) -> tuple[Identity, ...]:
    """Read the identities of all organisations."""

    def work(tx: ManagedTransaction) -> tuple[Identity, ...]:
        rows = rows_of(tx, "read_identities")
        return tuple(Identity(**row | {"clusters": tuple(row["clusters"]), "name": row["name"] or ""}) for row in rows)

    return graph.read(work)


def read_other_ids(graph: Graph) -> dict[str, str]:
    """Read which ids of lists a person found to be which organisations: the list's id to the organisation's."""

    def work(tx: ManagedTransaction) -> dict[str, str]:
        return {row["other"]: row["id"] for row in rows_of(tx, "read_other_ids")}

    return graph.read(work)


def read_cluster_ids(graph: Graph) -> frozenset[str]:
    """Read the ids of all clusters."""
    return graph.read(lambda tx: frozenset(row["id"] for row in rows_of(tx, "read_cluster_ids")))
