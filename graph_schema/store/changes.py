"""What changed in the graph, for a snapshot that follows it."""

from dataclasses import dataclass

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.records import GraphRows
from graph_schema.store.query_files import row_of, rows_of
from graph_schema.store.read import NOTHING, rows_since


@dataclass(frozen=True, slots=True)
class GraphChanges:
    """Rows that changed after a version, and the version they lead to.

    `removed` are ids of organisations that went, unless the rows have them again. `needs_full_read` says that all this
    does not tell: the vocabulary changed, too many went, or it is another database than the one the version was of.
    Then `rows` is empty.
    """

    version: int
    rows: GraphRows
    removed: tuple[str, ...] = ()
    needs_full_read: bool = False


def graph_version(graph: Graph) -> int:
    """Return the graph's version: it grows with every write that changed something; 0 before the first.

    It is a time in milliseconds since 1970, so that another database never has it by chance.
    """
    return graph.read(_version)


def read_changes(graph: Graph, since: int) -> GraphChanges:
    """Read the rows that changed after the version `since`, with all ties of what changed."""

    def work(tx: ManagedTransaction) -> GraphChanges:
        state = row_of(tx, "read_version")
        version = int(state["version"])
        if version < since or since < int(state["full_read_version"]):
            return GraphChanges(version, GraphRows("graph"), needs_full_read=True)
        rows = GraphRows("graph") if version == since else rows_since(tx, since)
        return GraphChanges(version, rows, tuple(row["id"] for row in rows_of(tx, "read_removed", since=since)))

    return graph.read(work)


def rehearse_reading_changes(graph: Graph) -> None:
    """Let the database plan the queries of `read_changes`, so that the first change is read as quickly as later ones.

    Neo4j plans a query when it comes first, which takes over a second for all of these.
    """
    graph.read(lambda tx: (rows_since(tx, NOTHING), rows_of(tx, "read_removed", since=NOTHING)))


def _version(tx: ManagedTransaction) -> int:
    return int(row_of(tx, "read_version")["version"])
