"""The record that an import was made, so that the same one need not be made again."""

from dataclasses import dataclass

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.store.query_files import rows_of


@dataclass(frozen=True, slots=True)
class ImportStamp:
    """What was imported: its source, and a fingerprint (hexadecimal digits) of the files it came from."""

    source: str
    fingerprint: str

    @property
    def id(self) -> str:
        """The id of the `Import` node: one a source and contents."""
        return f"{self.source}:{self.fingerprint}"


def was_imported(graph: Graph, stamp: ImportStamp) -> bool:
    """Whether an import of this source and these contents is on record."""

    def work(tx: ManagedTransaction) -> bool:
        return bool(rows_of(tx, "read_import", id=stamp.id))

    return graph.read(work)
