"""What managers want, on disk: a file of its own beside the snapshots, as declines are, for the same reasons."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from matchers.beside_snapshots import BesideSnapshots, Pointer
from matchers.steering.steering import Steering
from matchers.steering.wishes import Act, Turn, Wish

FILE: Final = BesideSnapshots("steering")

Replace = Callable[[Iterable[Wish], Iterable[Turn], Iterable[tuple[str, str]]], None]


def steering_pointer(directory: Path) -> Pointer:
    """Return what changes whenever the file is replaced."""
    return FILE.pointer(directory)


def read_steering(directory: Path) -> Steering:
    """Return what managers want, nothing where there is no file; SnapshotCorruptError where it cannot be read."""
    try:
        told = FILE.load(directory)
        if told is None:
            return Steering()
        wishes = (Wish(**row | {"act": Act(row["act"])}) for row in told["wishes"])
        different = ((one, other) for one, other in told["different"])
        return Steering(wishes, (Turn(**row) for row in told["turns"]), different)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FILE.damaged(error) from error


@contextmanager
def replacing_steering(directory: Path) -> Iterator[Replace]:
    """Hold the lock under which wishes are read from the graph and the file is replaced; yields what replaces it."""
    with FILE.locked(directory):
        yield lambda wishes, turns, different: FILE.replace(directory, _told(wishes, turns, different))


def _told(
    wishes: Iterable[Wish], turns: Iterable[Turn], different: Iterable[tuple[str, str]]
) -> dict[str, list[object]]:
    return {
        "wishes": [asdict(row) for row in wishes],
        "turns": [asdict(row) for row in turns],
        "different": [list(pair) for pair in different],
    }
