"""The tables of this package's vocabularies: files in `vocabularies/`, UTF-8 without quotes, separated by `;`."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph_schema.errors import SchemaDefinitionError

_FOLDER = Path(__file__).parent / "vocabularies"


def table_lines(name: str) -> list[str]:
    """Return the lines of a table of this package."""
    return (_FOLDER / name).read_text(encoding="utf-8").splitlines()


def table_reader(name: str, lines: Iterable[str], columns: Sequence[str]) -> "csv.DictReader[str]":
    """Return what reads a table's rows, or raise SchemaDefinitionError where it is not headed with these columns."""
    reader = csv.DictReader(lines, delimiter=";", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != tuple(columns):
        raise SchemaDefinitionError(f"Head {name} with the columns {';'.join(columns)}.")
    return reader


def filled_rows(
    name: str, lines: Iterable[str], columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield a table's rows with their numbers, the head being row 1.

    Raises SchemaDefinitionError as `table_reader`, and where a row has more or fewer cells than columns, or nothing in
    one that is `needed`.
    """
    for number, row in enumerate(table_reader(name, lines, columns), start=2):
        if set(row) != set(columns) or None in row.values() or not all(row[column] for column in needed):
            raise SchemaDefinitionError(f"Correct {name}: row {number} lacks a cell.")
        yield number, row
