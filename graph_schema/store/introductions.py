"""Introductions: what was said of suggested partners, by whom, and what was said before."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownIntroductionError
from graph_schema.records import Introduction, IntroductionState, IntroductionStep
from graph_schema.store.query_files import row_of, rows_of
from graph_schema.store.summary import WriteCounts, WriteSummary

Pair = tuple[str, str]
"""Id of the partner, and of the match type."""


def write_introduction(graph: Graph, introduction: Introduction) -> WriteSummary:
    """Bring an introduction into a state and add that to its history; the same again changes nothing.

    Raises UnknownIntroductionError where one of the organisations is not in the graph.
    """
    told = {name: getattr(introduction, name) for name in ("reason", "words", "by", "day")}
    key = (introduction.organisation_id, introduction.partner_id, introduction.match_type)
    parameters = {"id": _id(*key), "told": told | {"state": str(introduction.state)}}

    def complaint() -> str:
        return f"The graph does not have both organisations {key[0]!r} and {key[1]!r}: bring them in first."

    return _written(graph, "write_introduction", key, parameters, complaint)


def withdraw_introduction(
    graph: Graph, organisation_id: str, partner_id: str, match_type: str, by: str | None = None
) -> WriteSummary:
    """Take back what was said: it is a suggestion again. A second time changes nothing.

    Raises UnknownIntroductionError where nothing was said.
    """

    def complaint() -> str:
        return f"Nothing was recorded of {partner_id!r} for {organisation_id!r} as {match_type}."

    return _written(graph, "withdraw_introduction", (organisation_id, partner_id, match_type), {"by": by}, complaint)


def read_introductions(graph: Graph, organisation_id: str | None = None) -> tuple[Introduction, ...]:
    """Read all of which something was said, or those of one organisation, in the order of their ids."""
    rows = graph.read(lambda tx: rows_of(tx, "read_introductions", organisation_id=organisation_id))
    return tuple(Introduction(**_typed(row)) for row in rows)


def read_history(graph: Graph, organisation_id: str) -> dict[Pair, tuple[IntroductionStep, ...]]:
    """Read the history of each introduction of an organisation, by partner and match type, the oldest step first."""
    steps: dict[Pair, tuple[IntroductionStep, ...]] = {}
    for row in graph.read(lambda tx: rows_of(tx, "read_introduction_steps", organisation_id=organisation_id)):
        pair = (row.pop("partner_id"), row.pop("match_type"))
        step = IntroductionStep(**_typed(row) | {"at": row["at"].to_native()})
        steps[pair] = (*steps.get(pair, ()), step)
    return steps


def _written(
    graph: Graph, query: str, key: tuple[str, str, str], parameters: dict[str, Any], complaint: Callable[[], str]
) -> WriteSummary:
    names = dict(zip(("organisation_id", "partner_id", "match_type"), key, strict=True))

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = int(row_of(tx, "begin_write")["version"])
        told = row_of(tx, query, version=version, now=datetime.now(UTC), **names, **parameters)
        if not told["found"]:
            raise UnknownIntroductionError(complaint())
        counts = WriteCounts(told.get("created", 0), told["changed"])
        done = counts.created + counts.changed
        ended = row_of(tx, "end_write", version=version, is_changed=done > 0, needs_full_read=False)
        return WriteSummary(int(ended["version"]), {"introductions": counts + WriteCounts(unchanged=1 - done)})

    return graph.write(work)


def _id(organisation_id: str, partner_id: str, match_type: str) -> str:
    return blake2b(f"{organisation_id}\n{partner_id}\n{match_type}".encode(), digest_size=10).hexdigest()


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"state": IntroductionState(row["state"]), "day": row["day"].to_native()}
