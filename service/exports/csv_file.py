"""Tables as CSV: UTF-8 with a byte order mark, so that spreadsheets see the letters right; commas; RFC 4180."""

import unicodedata
from io import StringIO

from defusedcsv import csv

from service.exports.table import Cell, Table, plain

MIME = "text/csv"

_STARTS_A_FORMULA = frozenset("=+-@|%")


def csv_bytes(table: Table) -> bytes:
    """Return a table as a CSV file; what a spreadsheet would take for a formula is written as text.

    The header is English whatever the language at hand, since programs read it.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([guarded(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: Cell) -> Cell:
    """Return a cell without what defusedcsv does not know of: hidden characters, and full-width signs of formulas."""
    safe = plain(cell)
    if isinstance(safe, str) and safe and safe[0] not in _STARTS_A_FORMULA:
        first = unicodedata.normalize("NFKC", safe[0])
        return f"'{safe}" if first in _STARTS_A_FORMULA else safe
    return safe
