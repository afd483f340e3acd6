"""Tables as one XLSX workbook, a sheet each, text always as text."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from matchers.said import said
from service.exports.table import Table, plain
from service.languages import spoken

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NARROWEST, WIDEST = 9, 60
"""Widths of columns, in characters."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def xlsx_bytes(tables: Sequence[Table], facts: Sequence[tuple[str, str]]) -> bytes:
    """Return a workbook of the tables, and a last sheet that says what they are and what they were computed from."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            _write(book.add_worksheet(spoken(table.name)), table, head)
        rows = (*facts, *((table.name, table.about) for table in tables))
        about = Table(said("About"), "", (said("What"), said("Value")), rows)
        _write(book.add_worksheet(spoken(about.name)), about, head)
    return out.getvalue()


def _write(sheet: Any, table: Table, head: Any) -> None:  # noqa: ANN401  # the library has no types
    rows = [[plain(cell) for cell in row] for row in table.rows]
    for column, title in enumerate(map(spoken, table.columns)):
        sheet.write_string(0, column, title, head)
        longest = max((len(str(row[column])) for row in rows), default=0)
        sheet.set_column(column, column, min(max(NARROWEST, len(title), longest) + 2, WIDEST))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(table.columns) - 1)
