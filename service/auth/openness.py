"""Walls between clusters: whom a cluster is open to, and who could be; what changes is on record."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from graph_schema.store import Reader, ReaderLabel
from service.auth.audit import record
from service.auth.viewer import current_viewer
from service.runtime import current_runtime


class ReaderKind(StrEnum):
    """What a cluster can be open to, as addresses have it."""

    CLUSTER = "clusters"
    NETWORK = "networks"


LABELS: Final[dict[ReaderKind, ReaderLabel]] = {ReaderKind.CLUSTER: "Cluster", ReaderKind.NETWORK: "Network"}
KINDS: Final = {label: kind for kind, label in LABELS.items()}


@dataclass(frozen=True, slots=True)
class PossibleReader:
    """A cluster or network that a cluster could be opened to, with its names by language."""

    kind: ReaderKind
    id: str
    names: dict[str, str]


def open_to(graph: Graph, cluster_id: str, kind: ReaderKind, reader_id: str) -> None:
    """Open a cluster to another, or to a network, from the next question on.

    Raises UnknownReaderError where there is no such reader.
    """
    store.open_cluster(graph, cluster_id, LABELS[kind], reader_id, current_viewer().name)
    record(graph, AuditKind.CLUSTER_OPENED, about=f"{cluster_id} → {reader_id}")


def close_to(graph: Graph, cluster_id: str, kind: ReaderKind, reader_id: str) -> None:
    """Close a cluster to one that it was open to, from the next question on; UnknownReaderError where it was not."""
    store.close_cluster(graph, cluster_id, LABELS[kind], reader_id)
    record(graph, AuditKind.CLUSTER_CLOSED, about=f"{cluster_id} → {reader_id}")


def readers(graph: Graph, cluster_id: str) -> tuple[Reader, ...]:
    """Return whom a cluster is open to."""
    return store.read_openness(graph, cluster_id)


def possible_readers(cluster_id: str) -> tuple[PossibleReader, ...]:
    """Return all other clusters and all networks: who opens a cluster is told their names, and no more."""
    tables = current_runtime().whole().snapshot.tables
    return (
        *(PossibleReader(ReaderKind.CLUSTER, row.id, row.names) for row in tables.clusters if row.id != cluster_id),
        *(PossibleReader(ReaderKind.NETWORK, row.id, {"en": row.name}) for row in tables.networks),
    )
