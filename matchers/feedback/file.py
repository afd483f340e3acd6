"""Declines on disk, in a file of their own beside the snapshots.

A decline must count in the very next answer of every worker, and a snapshot takes a second to build. The file is
replaced by one atomic rename before the write is answered; workers look at its time with every request.
"""

import fcntl
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Final

from matchers.errors import SnapshotCorruptError
from matchers.feedback.declines import Decline, Declines

FILE: Final = "declines.json"

Replace = Callable[[Iterable[Decline]], None]


def declines_pointer(directory: Path) -> tuple[int, int]:
    """Return what changes whenever the file is replaced."""
    try:
        status = (directory / FILE).stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)


def read_declines(directory: Path, called: Callable[[str, str], str] = lambda _, label: label) -> Declines:
    """Return what was declined, nothing where there is no file; SnapshotCorruptError where it cannot be read.

    `called` returns what a reason is called, given its id and the label in the file.
    """
    try:
        rows = json.loads((directory / FILE).read_text(encoding="utf-8"))
        declines = (Decline(**(row | {"day": date.fromisoformat(row["day"])})) for row in rows)
        return Declines(replace(one, label=called(one.reason, one.label)) for one in declines)
    except FileNotFoundError:
        return Declines()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotCorruptError(f"{FILE} cannot be read ({error}). Run `flask index` to write it anew.") from error


@contextmanager
def replacing_declines(directory: Path) -> Iterator[Replace]:
    """Hold the lock under which declines are read from the graph and the file is replaced; yields what replaces it.

    Under one lock, since otherwise who read first might write last, and lose what the other one has just read.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".declines.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield lambda rows: _replace(directory, rows)


def _replace(directory: Path, rows: Iterable[Decline]) -> None:
    text = json.dumps([asdict(row) | {"day": row.day.isoformat()} for row in rows], ensure_ascii=False)
    path = directory / FILE
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    part = directory / f"{FILE}.part"
    part.write_text(text, encoding="utf-8")
    part.replace(path)
