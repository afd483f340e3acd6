"""What a file beside the snapshots says, as one process knows it."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from matchers.beside_snapshots import Pointer

Told = TypeVar("Told")


class KnownFile(Generic[Told]):
    """What a file of a folder says, read anew whenever it was replaced; `nothing` is what no file says."""

    def __init__(
        self, directory: Path, pointer: Callable[[Path], Pointer], read: Callable[[Path], Told], nothing: Told
    ) -> None:
        self._directory, self._pointer_of, self._reader = directory, pointer, read
        self._read: tuple[Pointer, Told] = ((0, 0), nothing)

    @property
    def pointer(self) -> Pointer:
        """What tells what `current` last returned from anything else."""
        return self._read[0]

    def current(self) -> Told:
        """Return what the file says; SnapshotCorruptError where it cannot be read."""
        pointer = self._pointer_of(self._directory)
        if pointer != self._read[0]:
            self._read = (pointer, self._reader(self._directory))
        return self._read[1]
