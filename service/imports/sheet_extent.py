"""How far the cells of a spreadsheet reach, before it is loaded.

The reader makes room for every cell between the first and the last, and ends the whole process where memory does not
suffice: one stray cell in the far corner of a small file is enough. So that corner is sought in the file's XML first.
"""

import re
import zipfile
from collections.abc import Iterable
from typing import Final

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL: Final = re.compile(rb'\br\s*=\s*["\']([A-Za-z]{0,3})(\d{1,7})["\']')
"""The place of a cell or row in XLSX: r="C7", r="7"."""

_ODS_PART: Final = re.compile(rb"<(/?)(?:\w+:)?(table-row|table-cell|covered-table-cell|table)\b([^>]*)>")
_REPEATED: Final = re.compile(rb'number-(?:columns|rows)-repeated\s*=\s*["\'](\d{1,9})["\']')
_FILLED: Final = re.compile(rb"value-type|formula")


def furthest_cell(archive: zipfile.ZipFile) -> tuple[int, int]:
    """Return the last row and column (from 1) that any sheet of an XLSX or ODS archive fills; (0, 0) if none."""
    extents = [_xlsx(archive.read(name)) for name in archive.namelist() if _SHEET.fullmatch(name)]
    if "content.xml" in archive.namelist():
        extents.append(_ods(archive.read("content.xml")))
    return _largest(extents)


def _largest(extents: Iterable[tuple[int, int]]) -> tuple[int, int]:
    rows, columns = zip(*extents, (0, 0), strict=True)
    return max(rows), max(columns)


def _xlsx(xml: bytes) -> tuple[int, int]:
    row = column = 0
    for letters, digits in _CELL.findall(xml):
        row = max(row, int(digits))
        column = max(column, _column(letters))
    return row, column


def _column(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _ods(xml: bytes) -> tuple[int, int]:
    """Follow rows and cells, each of which may stand for many; only those with a value count."""
    last_row = last_column = row = column = 0
    for closing, part, attributes in _ODS_PART.findall(xml):
        if part == b"table":
            row = 0
        elif part == b"table-row":
            row += 0 if closing else _repeated(attributes)
            column = 0
        elif not closing:
            column += _repeated(attributes)
            if _FILLED.search(attributes):
                last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column


def _repeated(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1
