"""Whom a cluster is open to: opened and closed by its manager, in force from the next question on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownReaderError, sentence
from graph_schema.store.query_files import Row, rows_of

ReaderLabel = Literal["Cluster", "Network"]

_NO_READER: Final[dict[ReaderLabel, str]] = {
    "Cluster": sentence("There is no cluster {reader_id!r} that the cluster {cluster_id!r} is or could be open to."),
    "Network": sentence("There is no network {reader_id!r} that the cluster {cluster_id!r} is or could be open to."),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Another cluster, or a network, that may read a cluster; since when and who opened it."""

    id: str
    label: ReaderLabel
    since: datetime
    by: str


def read_openness(graph: Graph, cluster_id: str) -> tuple[Reader, ...]:
    """Read whom a cluster is open to, clusters first."""
    rows = graph.read(lambda tx: rows_of(tx, "read_openness", cluster_id=cluster_id))
    return tuple(Reader(**row | {"since": row["since"].to_native()}) for row in rows)


def open_cluster(graph: Graph, cluster_id: str, label: ReaderLabel, reader_id: str, by: str) -> None:
    """Open a cluster to another or to a network; a second time changes nothing.

    Raises UnknownReaderError where the graph does not have both, or the two are one.
    """
    _written(graph, "open_cluster", cluster_id, label, reader_id, by=by, now=datetime.now(UTC))


def close_cluster(graph: Graph, cluster_id: str, label: ReaderLabel, reader_id: str) -> None:
    """Close a cluster to one that it was open to; UnknownReaderError where it was not."""
    _written(graph, "close_cluster", cluster_id, label, reader_id)


def _written(graph: Graph, query: str, cluster_id: str, label: ReaderLabel, reader_id: str, **more: object) -> None:
    def work(tx: ManagedTransaction) -> list[Row]:
        return rows_of(tx, query, cluster_id=cluster_id, reader_label=label, reader_id=reader_id, **more)

    if not graph.write(work):
        raise UnknownReaderError(_NO_READER[label], reader_id=reader_id, cluster_id=cluster_id)
