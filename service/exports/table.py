"""A table to export, and how text is made safe to open in a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchers.said import joined
from service.languages import spoken

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a `name`, with a sentence on what a row is, its columns, and rows with a cell for each.

    Name, sentence and columns can be told in any language: programs read them in English, people in their own.
    """

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def plain(cell: Cell) -> Cell:
    """Return a cell in the language at hand and without control characters, which may hide a formula behind them."""
    cell = spoken(cell)
    if not isinstance(cell, str):
        return cell
    return "".join(char if char.isprintable() or _joins(char) else " " for char in cell).strip()


def listed(values: Sequence[str]) -> str:
    """Return several values as one cell."""
    return joined(values, "; ")


def _joins(char: str) -> bool:
    """Tell whether a character only shapes its neighbours, as in emoji and in Arabic and Persian words."""
    return char in {"\u200c", "\u200d", "\ufe0f"}
