"""Declines on disk, in a file of their own beside the snapshots, so that they count in the very next answer."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Final

from matchers.beside_snapshots import BesideSnapshots, Pointer
from matchers.feedback.declines import Decline, Declines

FILE: Final = BesideSnapshots("declines")

Replace = Callable[[Iterable[Decline]], None]


def declines_pointer(directory: Path) -> Pointer:
    """Return what changes whenever the file is replaced."""
    return FILE.pointer(directory)


def read_declines(directory: Path, called: Callable[[str, str], str] = lambda _, label: label) -> Declines:
    """Return what was declined, nothing where there is no file; SnapshotCorruptError where it cannot be read.

    `called` returns what a reason is called, given its id and the label in the file.
    """
    try:
        rows = FILE.load(directory)
        if rows is None:
            return Declines()
        declines = (Decline(**(row | {"day": date.fromisoformat(row["day"])})) for row in rows)
        return Declines(replace(one, label=called(one.reason, one.label)) for one in declines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FILE.damaged(error) from error


@contextmanager
def replacing_declines(directory: Path) -> Iterator[Replace]:
    """Hold the lock under which declines are read from the graph and the file is replaced; yields what replaces it."""
    with FILE.locked(directory):
        yield lambda rows: FILE.replace(directory, [_told(row) for row in rows])


def _told(row: Decline) -> dict[str, object]:
    return asdict(row) | {"day": row.day.isoformat()}
