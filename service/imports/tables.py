"""Any supported file to one plain table of text cells, with the line numbers that a person sees in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matchers.said import said
from service.imports.csv_text import csv_rows
from service.imports.decoding import decode, unspoilt
from service.imports.errors import ImportFileError, RowErrors, raise_if_any
from service.imports.limits import FileLimits
from service.imports.sheets import is_sheet, sheet_rows
from service.unseen import without_unseen

NumberedRow = tuple[int, list[str]]
"""A line number from 1, as an editor or Excel shows it, and the cells' texts."""

_HEADER_WITHIN: Final = 10
"""Lists often begin with a title and a date: the header is sought in this many filled rows."""


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the filled rows below it; every row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[NumberedRow, ...]

    def column_indices(self) -> dict[str, int]:
        """Map each column's name to its place; of columns with one name the first counts."""
        return {column: index for index, column in reversed(list(enumerate(self.columns))) if column}


def read_table(
    data: bytes, name: str, limits: FileLimits, is_header: Callable[[Sequence[str]], bool] | None = None
) -> Table:
    """Read CSV, TSV, XLSX, XLS or ODS (told by the contents, not the name) into a table.

    `is_header` picks the header among the first filled rows; without it the first filled row is the header.
    Raises ImportTooLargeError, ImportFileError, or ImportRowsError where rows do not fit the header.
    """
    limits.check_bytes(name, len(data))
    rows = sheet_rows(data, name, limits) if is_sheet(data) else csv_rows(decode(data, name), name, limits)
    seen = ((line, [without_unseen(unspoilt(cell)).strip() for cell in cells]) for line, cells in rows)
    filled = [(line, cells) for line, cells in seen if any(cells)]
    start = _header_index(filled, is_header)
    if len(filled) <= start + 1:
        raise ImportFileError(
            said("{name} has no rows below its header. Add at least one row, or choose another file.", name=name)
        )
    return _table(name, filled[start], filled[start + 1 :], limits)


def read_table_file(path: Path, limits: FileLimits) -> Table:
    """Read a file as `read_table` does; a file over the limit is refused before it is read."""
    limits.check_bytes(path.name, path.stat().st_size)
    return read_table(path.read_bytes(), path.name, limits)


def _header_index(filled: list[NumberedRow], is_header: Callable[[Sequence[str]], bool] | None) -> int:
    if is_header is None:
        return 0
    return next((index for index, (_, cells) in enumerate(filled[:_HEADER_WITHIN]) if is_header(cells)), 0)


def _table(name: str, header: NumberedRow, rows: list[NumberedRow], limits: FileLimits) -> Table:
    columns = _without_empty_end(header[1])
    limits.check_table(name, len(columns), len(rows))
    errors = RowErrors(name)
    fitted = [(line, _fitted(line, cells, len(columns), errors)) for line, cells in rows]
    raise_if_any(errors)
    return Table(name, tuple(columns), tuple(fitted))


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _fitted(line: int, cells: list[str], width: int, errors: RowErrors) -> list[str]:
    counts = said("the row has {count} values, the header {width}", count=len(cells), width=width)
    if any(cells[width:]):
        errors.add(line, "", said("{counts}: put a value that holds the separator in double quotes.", counts=counts))
    elif len(cells) < width:
        errors.add(line, "", said("{counts}: the file may be cut off here. Complete the row.", counts=counts))
    return cells[:width]
