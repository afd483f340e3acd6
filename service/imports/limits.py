"""How large a file may be before it is refused."""

from dataclasses import dataclass
from typing import Final

from matchers.said import said
from service.imports.errors import ImportFileError, ImportTooLargeError

MAX_COLUMNS: Final = 200
"""CORDIS has 25 columns and a member list about ten; a table with more than this is not what it was taken for."""

MAX_ROWS: Final = 1_000_000
"""All of Horizon 2020 is 180,000 participations."""

MAX_UNPACKED_BYTES: Final = 200_000_000
"""An XLSX or ODS file is a zip archive: this is what it may hold when unpacked."""

MAX_SHEET_CELLS: Final = 2_000_000
"""Cells between the first and the last of a spreadsheet: what is made room for, whether filled or not."""

CORDIS_FILE_BYTES: Final = 200_000_000
"""CORDIS' own tables are far larger than an upload: project.csv of all of Horizon 2020 is 85 MB."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What one file may be: its size in bytes, its columns and its rows."""

    bytes: int
    columns: int = MAX_COLUMNS
    rows: int = MAX_ROWS

    def check_bytes(self, name: str, size: int) -> None:
        """Raise ImportTooLargeError when a file of this name has more bytes than allowed."""
        if size > self.bytes:
            raise ImportTooLargeError(
                said(
                    "{name} has {size:,} bytes; at most {most:,} are accepted. Split it, or remove what is not needed.",
                    name=name,
                    size=size,
                    most=self.bytes,
                )
            )

    def check_table(self, name: str, columns: int, rows: int) -> None:
        """Raise ImportFileError when a table has more columns or rows than allowed."""
        if columns > self.columns:
            raise ImportFileError(
                said(
                    "{name} has {columns:,} columns; at most {most} are accepted. Keep the columns that are needed.",
                    name=name,
                    columns=columns,
                    most=self.columns,
                )
            )
        if rows > self.rows:
            raise ImportFileError(
                said("{name} has more than {rows:,} rows. Split it into several files.", name=name, rows=self.rows)
            )


CORDIS_LIMITS: Final = FileLimits(bytes=CORDIS_FILE_BYTES)
