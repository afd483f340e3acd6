"""A table to export, and how text is made safe to open in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a `name`, with a sentence on what a row is, its columns, and rows with a cell for each."""

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def plain(cell: Cell) -> Cell:
    """Return a cell without control characters: a tab or a carriage return may hide a formula that stands behind it."""
    if not isinstance(cell, str):
        return cell
    return "".join(char if char.isprintable() or _joins(char) else " " for char in cell).strip()


def joined(values: Sequence[str]) -> str:
    """Return several values as one cell."""
    return "; ".join(values)


def _joins(char: str) -> bool:
    """Tell whether a character only shapes its neighbours, as in emoji and in Arabic and Persian words."""
    return char in {"\u200c", "\u200d", "\ufe0f"}
