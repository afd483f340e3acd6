"""Small JSON files beside the snapshots, which count in the very next answer of every worker.

A snapshot takes a second to build. Such a file is replaced by one atomic rename before a write is answered; workers
look at its time with every request.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matchers.errors import SnapshotCorruptError

Pointer = tuple[int, int]
"""What changes whenever a file is replaced; (0, 0) where there is none."""


@dataclass(frozen=True, slots=True)
class BesideSnapshots:
    """The file of one name in any folder of snapshots."""

    name: str

    def pointer(self, directory: Path) -> Pointer:
        """Return what changes whenever the file is replaced."""
        try:
            status = os.stat(f"{directory}/{self.name}.json")  # noqa: PTH116  # with each question; a path takes longer
        except FileNotFoundError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)

    def load(self, directory: Path) -> Any:  # noqa: ANN401  whatever JSON holds
        """Return what the file says, None where there is none; OSError or ValueError where it cannot be read."""
        try:
            return json.loads((directory / f"{self.name}.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def damaged(self, error: Exception) -> SnapshotCorruptError:
        """Return what to raise where the file does not say what it should."""
        return SnapshotCorruptError(f"{self.name}.json cannot be read ({error}). Run `flask index` to write it anew.")

    @contextmanager
    def locked(self, directory: Path) -> Iterator[None]:
        """Hold the lock under which the graph is read and the file replaced.

        Under one lock, since otherwise who read first might write last, and lose what the other one has just read.
        """
        directory.mkdir(parents=True, exist_ok=True)
        with (directory / f".{self.name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def replace(self, directory: Path, told: object) -> None:
        """Put this in the place of what the file says; what has not changed is not written again."""
        text = json.dumps(told, ensure_ascii=False)
        path = directory / f"{self.name}.json"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return
        part = directory / f"{self.name}.json.part"
        part.write_text(text, encoding="utf-8")
        part.replace(path)
