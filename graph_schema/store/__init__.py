"""What goes into the graph and comes out of it: rows, changes, vectors, the vocabulary."""

from graph_schema.store.changes import GraphChanges, graph_version, read_changes, rehearse_reading_changes
from graph_schema.store.identities import Identity, read_cluster_ids, read_identities, read_other_ids
from graph_schema.store.imports import ImportStamp, was_imported
from graph_schema.store.introductions import (
    Told,
    act_on_introduction,
    read_history,
    read_introduction,
    read_introductions,
    withdraw_introduction,
    write_introduction,
)
from graph_schema.store.profiles import read_withdrawn, withdraw_profile
from graph_schema.store.read import read_rows
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.vectors import write_vectors
from graph_schema.store.vocabulary import sync_vocabulary
from graph_schema.store.write import write_rows

__all__ = [
    "GraphChanges",
    "Identity",
    "ImportStamp",
    "Told",
    "WriteCounts",
    "WriteSummary",
    "act_on_introduction",
    "graph_version",
    "read_changes",
    "read_cluster_ids",
    "read_history",
    "read_identities",
    "read_introduction",
    "read_introductions",
    "read_other_ids",
    "read_rows",
    "read_withdrawn",
    "rehearse_reading_changes",
    "sync_vocabulary",
    "was_imported",
    "withdraw_introduction",
    "withdraw_profile",
    "write_introduction",
    "write_rows",
    "write_vectors",
]
