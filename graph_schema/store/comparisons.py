"""Likely duplicates as people decided: the same, different, or later; each decision can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import NotMergedError, UnknownOrganisationError, sentence
from graph_schema.store.query_files import row_of, rows_of, run
from graph_schema.store.versions import begin_write, end_write

SAME = "same"
"""The decision that makes two organisations one; others are only kept."""

Pair = tuple[str, str]
"""The ids of two organisations."""

_NOT_BOTH: Final = sentence("The graph does not have both {one_id!r} and {other_id!r} any more.")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was decided of two organisations, by whom and when; where they are the same, the other one was kept."""

    one_id: str
    one_name: str
    other_id: str
    other_name: str
    decision: str
    by: str
    at: datetime


def read_comparisons(graph: Graph) -> tuple[Comparison, ...]:
    """Read all decisions, the latest first."""
    rows = graph.read(lambda tx: rows_of(tx, "read_comparisons"))
    return tuple(Comparison(**row | {"at": row["at"].to_native()}) for row in rows)


def compare(graph: Graph, one_id: str, other_id: str, decision: str, by: str) -> None:
    """Keep that two organisations are different, or to be decided later; the graph's version stays.

    Raises UnknownOrganisationError where the graph does not have both.
    """
    graph.write(lambda tx: _compare(tx, (one_id, other_id), decision, by))


def reopen(graph: Graph, one_id: str, other_id: str) -> None:
    """Take back that two are different or to be decided later; UnknownOrganisationError where that was not said."""
    if not graph.write(lambda tx: rows_of(tx, "remove_comparison", one_id=one_id, other_id=other_id)):
        raise UnknownOrganisationError(
            "Nothing was decided of {one_id!r} and {other_id!r}.", one_id=one_id, other_id=other_id
        )


def merge(graph: Graph, one_id: str, other_id: str, by: str) -> None:
    """Let an organisation be another one, which is kept and takes over its ties and what it did not know itself.

    Raises UnknownOrganisationError where the graph does not have both.
    """

    def work(tx: ManagedTransaction) -> None:
        version = begin_write(tx)
        facts = {
            row["id"]: row["facts"] for row in rows_of(tx, "read_facts", ids=[one_id, other_id], source="", own="")
        }
        if len(facts) != 2:  # noqa: PLR2004  a pair
            raise UnknownOrganisationError(_NOT_BOTH, one_id=one_id, other_id=other_id)
        missing = {
            name: value for name, value in facts[one_id].items() if value is not None and facts[other_id][name] is None
        }
        _compare(tx, (one_id, other_id), SAME, by, sorted(missing))
        row_of(tx, "merge_organisation", one_id=one_id, other_id=other_id, missing=missing, version=version)
        end_write(tx, version, is_changed=True, removed=[one_id])

    graph.write(work)


def part(graph: Graph, one_id: str, other_id: str) -> None:
    """Undo `merge`; NotMergedError where the two were not merged, or a new record has the id meanwhile."""

    def work(tx: ManagedTransaction) -> None:
        version = begin_write(tx)
        found = rows_of(tx, "part_organisations", one_id=one_id, other_id=other_id, version=version)
        if not found:
            raise NotMergedError(
                "{one_id!r} and {other_id!r} are not one, or a list has brought {one_id!r} in anew meanwhile.",
                one_id=one_id,
                other_id=other_id,
            )
        nothing: dict[str, Any] = dict.fromkeys(found[0]["unfilled"])
        run(tx, "set_facts", id=other_id, facts=nothing)
        end_write(tx, version, is_changed=True)

    graph.write(work)


def _compare(tx: ManagedTransaction, pair: Pair, decision: str, by: str, filled: Sequence[str] = ()) -> None:
    told = {"decision": decision, "by": by, "filled": list(filled), "now": datetime.now(UTC)}
    if not rows_of(tx, "write_comparison", one_id=pair[0], other_id=pair[1], **told):
        raise UnknownOrganisationError(_NOT_BOTH, one_id=pair[0], other_id=pair[1])
