"""The queries, each a file in graph_schema/queries; values go in as parameters only."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from neo4j import ManagedTransaction

_FOLDER = Path(__file__).parents[1] / "queries"

Row = dict[str, Any]
"""What one row of an answer holds, by the names the query gives; the driver's values are not typed further."""


def rows_of(tx: ManagedTransaction, name: str, /, **parameters: object) -> list[Row]:
    """Run the query of this name and return all rows of its answer."""
    return [dict(record) for record in tx.run(_text(name), parameters)]


def row_of(tx: ManagedTransaction, name: str, /, **parameters: object) -> Row:
    """Run the query of this name and return the one row of its answer."""
    return asked(tx, name, **parameters)()


def asked(tx: ManagedTransaction, name: str, /, **parameters: object) -> Callable[[], Row]:
    """Send the query of this name, and return what waits for the one row of its answer.

    The database works on it meanwhile; what it refuses is raised by whatever is asked of the transaction next.
    """
    result = tx.run(_text(name), parameters)
    return lambda: result.single(strict=True).data()


def run(tx: ManagedTransaction, name: str, /, **parameters: object) -> None:
    """Run the query of this name for its effect."""
    tx.run(_text(name), parameters).consume()


@cache
def _text(name: str) -> str:
    """Return a query's text: a file of this package, written by us as a literal is; nothing is ever put into it."""
    return (_FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
