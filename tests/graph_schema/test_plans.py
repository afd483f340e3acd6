"""How the database goes about queries that take many rows at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import graph_schema
from graph_schema.connection import Graph

QUERIES = Path(graph_schema.__file__).parent / "queries"
TAKE_ROWS = sorted(path for path in QUERIES.glob("*.cypher") if "UNWIND $" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TAKE_ROWS, ids=lambda path: path.stem)
def test_each_row_is_found_by_an_index_also_while_only_the_vocabulary_is_there(
    graph_with_vocabulary: Graph, path: Path
) -> None:
    """The planner then knows no other numbers: it once looked at all capabilities for each project."""
    told = graph_with_vocabulary.read(lambda tx: tx.run("EXPLAIN " + path.read_text(encoding="utf-8")).consume())
    assert told.plan is not None
    assert [operator for operator in operators(told.plan) if "Scan" in operator] == []


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from operators(child)
