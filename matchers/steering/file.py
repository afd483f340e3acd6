"""What managers want, on disk: a file of its own beside the snapshots, as declines are, for the same reasons."""

import fcntl
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from matchers.errors import SnapshotCorruptError
from matchers.steering.steering import Steering
from matchers.steering.wishes import Act, Turn, Wish

FILE: Final = "steering.json"

Replace = Callable[[Iterable[Wish], Iterable[Turn], Iterable[tuple[str, str]]], None]


def steering_pointer(directory: Path) -> tuple[int, int]:
    """Return what changes whenever the file is replaced."""
    try:
        status = (directory / FILE).stat()
    except FileNotFoundError:
        return (0, 0)
    return (status.st_ino, status.st_mtime_ns)


def read_steering(directory: Path) -> Steering:
    """Return what managers want, nothing where there is no file; SnapshotCorruptError where it cannot be read."""
    try:
        told = json.loads((directory / FILE).read_text(encoding="utf-8"))
        wishes = (Wish(**row | {"act": Act(row["act"])}) for row in told["wishes"])
        different = ((one, other) for one, other in told["different"])
        return Steering(wishes, (Turn(**row) for row in told["turns"]), different)
    except FileNotFoundError:
        return Steering()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotCorruptError(f"{FILE} cannot be read ({error}). Run `flask index` to write it anew.") from error


@contextmanager
def replacing_steering(directory: Path) -> Iterator[Replace]:
    """Hold the lock under which wishes are read from the graph and the file is replaced; yields what replaces it."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".steering.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield lambda wishes, turns, different: _replace(directory, wishes, turns, different)


def _replace(
    directory: Path, wishes: Iterable[Wish], turns: Iterable[Turn], different: Iterable[tuple[str, str]]
) -> None:
    told = {
        "wishes": [asdict(row) for row in wishes],
        "turns": [asdict(row) for row in turns],
        "different": [list(pair) for pair in different],
    }
    text = json.dumps(told, ensure_ascii=False)
    path = directory / FILE
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return
    part = directory / f"{FILE}.part"
    part.write_text(text, encoding="utf-8")
    part.replace(path)
