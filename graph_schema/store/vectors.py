"""Vectors of organisations' profile texts, kept in the graph for people's own queries."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.progress import Progress, silent
from graph_schema.store.query_files import row_of

_BATCH: Final = 500

OrganisationVector = tuple[str, str, Iterable[float]]
"""Organisation id, hash of the text that was encoded, vector."""


def write_vectors(
    graph: Graph, model_id: str, vectors: Iterable[OrganisationVector], progress: Progress = silent
) -> int:
    """Set vectors with their texts' hashes and the model's id; return how many organisations were there.

    Each batch is a transaction of its own. The graph's version stays: a vector follows from what it already covers.
    """
    pending, written = iter(vectors), 0
    while batch := list(islice(pending, _BATCH)):
        written += graph.write(lambda tx, batch=batch: _write(tx, model_id, batch))  # type: ignore[misc]
        progress("Writing vectors", written, 0)
    return written


def _write(tx: ManagedTransaction, model_id: str, batch: Sequence[OrganisationVector]) -> int:
    rows = [
        {"id": organisation, "text_hash": text_hash, "vector": [float(value) for value in vector]}
        for organisation, text_hash, vector in batch
    ]
    return int(row_of(tx, "write_vectors", rows=rows, model=model_id)["found"])
