"""What is known of some organisations, to say what a row about them would change."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from graph_schema.connection import Graph
from graph_schema.records import KindEvidence, Organisation
from graph_schema.store.parameters import OWN, node_parameters
from graph_schema.store.query_files import rows_of

KIND_RANKS = {str(KindEvidence.UNKNOWN): 0, str(KindEvidence.NAME): 1, str(KindEvidence.STATED): 2}
"""How sure a claim to an organisation's kind is: a weaker one does not replace a stronger one."""


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """An organisation's facts by the names of their fields, its clusters, and the capabilities that a source told.

    `own` are the fields that it tells itself, which no list changes.
    """

    facts: dict[str, Any]
    clusters: frozenset[str]
    capabilities: frozenset[str]
    own: frozenset[str] = frozenset()

    def changed_by(self, row: Organisation) -> dict[str, tuple[Any, Any]]:
        """Return what writing a row would change: field to (what is there, what comes), as `write_rows` would do it."""
        coming: dict[str, Any] = node_parameters(row)["properties"]
        there = self.facts
        if KIND_RANKS[coming["kind_evidence"]] < KIND_RANKS.get(there["kind_evidence"] or "", 0):
            coming |= {"kind": there["kind"]}
        return {
            name: (there[name], value)
            for name, value in coming.items()
            if name not in {"id", "kind_evidence", *self.own} and there[name] != value
        }


def read_facts(graph: Graph, ids: Collection[str], source: str) -> dict[str, KnownFacts]:
    """Read what is known of the organisations of these ids that are there; capabilities are those of one source."""
    rows = graph.read(lambda tx: rows_of(tx, "read_facts", ids=list(ids), source=source, own=OWN))
    names = ("clusters", "capabilities", "own")
    return {row["id"]: KnownFacts(row["facts"], *(frozenset(row[name]) for name in names)) for row in rows}
