"""The first filled sheet of an XLSX, XLS or ODS file to rows of text."""

import io
import zipfile
import zlib
from datetime import date, datetime
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, load_workbook

from matchers.said import said
from service.imports.errors import ImportFileError
from service.imports.limits import MAX_SHEET_CELLS, MAX_UNPACKED_BYTES, FileLimits
from service.imports.sheet_extent import furthest_cell

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY_WORKBOOK: Final = "xl/workbook.bin"
_ARCHIVE_ERRORS: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError)
"""What zipfile raises for damaged, encrypted and exotic archives."""


def is_sheet(data: bytes) -> bool:
    """Whether the bytes begin like XLSX and ODS (zip archives) or XLS (an OLE container)."""
    return data.startswith((_ZIP, _OLE))


def sheet_rows(data: bytes, name: str, limits: FileLimits) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet that has any, with the numbers that Excel shows beside them.

    Numbers lose the `.0` that Excel gives them, dates become ISO dates.
    Raises ImportFileError when the file is damaged, locked by a password, or has too many rows or columns.
    """
    if data.startswith(_ZIP):
        _check_archive(data, name, limits)
    try:
        with load_workbook(io.BytesIO(data)) as workbook:
            sheet, (last_row, last_column) = _first_filled(workbook, name)
            limits.check_table(name, last_column + 1, last_row + 1)
            rows = sheet.to_python(skip_empty_area=False)
    except PasswordError as error:
        raise ImportFileError(
            said("{name} is locked by a password. Save it without one and try again.", name=name)
        ) from error
    except CalamineError as error:
        raise _damaged(name) from error
    return [(line, [_text(cell) for cell in cells]) for line, cells in enumerate(rows, start=1)]


def _check_archive(data: bytes, name: str, limits: FileLimits) -> None:
    """Refuse what would not fit into memory before the reader tries."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MAX_UNPACKED_BYTES:
                raise _too_large(name, unpacked)
            if _BINARY_WORKBOOK in archive.namelist():
                raise ImportFileError(
                    said("{name} is in Excel's binary form (xlsb). Save it as XLSX and try again.", name=name)
                )
            rows, columns = furthest_cell(archive)
    except _ARCHIVE_ERRORS as error:
        raise _damaged(name) from error
    limits.check_table(name, columns, rows)
    if rows * columns > MAX_SHEET_CELLS:
        raise ImportFileError(
            said(
                "{name} has cells up to row {rows:,} and column {columns}, more than are accepted ({most:,} cells). "
                "Delete what stands far away from the table, or split it.",
                name=name,
                rows=rows,
                columns=columns,
                most=MAX_SHEET_CELLS,
            )
        )


def _too_large(name: str, unpacked: int) -> ImportFileError:
    return ImportFileError(
        said(
            "{name} unpacks to {unpacked:,} bytes; at most {most:,} are accepted. Keep one sheet with the columns "
            "that are needed.",
            name=name,
            unpacked=unpacked,
            most=MAX_UNPACKED_BYTES,
        )
    )


def _first_filled(workbook: CalamineWorkbook, name: str) -> tuple[CalamineSheet, tuple[int, int]]:
    """Return the sheet and the place of its last filled cell, (row, column) from 0."""
    for title in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(title)
        if sheet.end is not None:
            return sheet, sheet.end
    raise ImportFileError(
        said("{name} has no sheet with anything in it. Choose a file with a header row and rows below it.", name=name)
    )


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _damaged(name: str) -> ImportFileError:
    return ImportFileError(
        said(
            "{name} is damaged, half-written or not a spreadsheet. Open it in Excel or LibreOffice, save it again as "
            "XLSX, and retry.",
            name=name,
        )
    )
