"""The text of a CSV file to rows: the separator is found out, quotes are taken strictly."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from matchers.said import said
from service.imports.errors import ImportFileError
from service.imports.limits import FileLimits

_SEPARATORS: Final = (";", "\t", ",")
"""In this order where a header has equally many: a comma also stands in decimal numbers and in names."""

_EXCEL_HINT: Final = "sep="
_SAMPLE: Final = 20
"""How many rows are looked at to find the separator: a title above the header has none."""


def csv_rows(text: str, name: str, limits: FileLimits) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's first line number (from 1) and its cells.

    Raises ImportFileError where a quote is left open or misplaced, or where there are too many rows or columns.
    """
    separator, first_line = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for count, cells in enumerate(reader):
            limits.check_table(name, len(cells), count)
            if line >= first_line:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise _open_quote(name, line) from error


def _separator(text: str) -> tuple[str, int]:
    """Return the separator and the first line of the table: 2 where Excel's line `sep=;` stands above it."""
    first = text[:8].splitlines()[0] if text[:8].strip() else ""
    if first.casefold().startswith(_EXCEL_HINT) and first[len(_EXCEL_HINT) :] in _SEPARATORS:
        return first[len(_EXCEL_HINT) :], 2
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator)), 1


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """Return how many of the first rows agree on a width of two cells or more, and that width."""
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    with suppress(csv.Error):  # what was read until there still counts; the error is told when the table is read
        widths.update(len(cells) for _, cells in zip(range(_SAMPLE), reader, strict=False))
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))


def _open_quote(name: str, line: int) -> ImportFileError:
    return ImportFileError(
        said(
            "{name} cannot be read from line {line:,} on: a double quote there is not closed, a text is longer than "
            '{most:,} characters, or the file is cut off. Close the quote, write "" for a quote within a text, or '
            "export the file again.",
            name=name,
            line=line,
            most=csv.field_size_limit(),
        )
    )
