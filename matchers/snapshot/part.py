"""A version of a snapshot while it is written: arrays go to disk one by one, and are mapped from there again.

So a build holds one array in memory at a time, and what has not changed since the version before is a link to its file.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchers.errors import SnapshotNotWrittenError
from matchers.snapshot.manifest import Manifest
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.tables import Tables

Array = npt.NDArray[Any]

Column = Array | list[Array]
"""An array, or what it is when put together."""

SUFFIX: Final = ".part"
"""How the folder of a version is named until it is whole."""

_CHUNK: Final = 1 << 20


class Part(MutableMapping[str, Array]):
    """The arrays of a version that is being written below `directory`; `former` is the version before, if any.

    An array that is the former version's own (the same object) is not written again: both have the same file.
    """

    def __init__(self, directory: Path, version: str, former: Snapshot | None) -> None:
        self.folder = directory / f"{version}{SUFFIX}"
        self._former = former
        self._directory = directory
        self._arrays: dict[str, Array] = {}
        self._checksums: dict[str, Future[str]] = {}
        self._summing = ThreadPoolExecutor(max_workers=1)

    def __setitem__(self, name: str, array: Array) -> None:
        """Write an array."""
        if not self._kept(name, array):
            self._write(name, [array])

    def put(self, columns: Mapping[str, Column]) -> None:
        """Write arrays, some of them as pieces that are never put together but in their files."""
        for name, column in columns.items():
            if isinstance(column, list):
                self._write(name, column)
            else:
                self[name] = column

    def __getitem__(self, name: str) -> Array:
        """Return an array that was written, mapped."""
        return self._arrays[name]

    def __delitem__(self, name: str) -> None:
        """Leave an array out again."""
        del self._arrays[name], self._checksums[f"{name}.npy"]
        (self.folder / f"{name}.npy").unlink()

    def __iter__(self) -> Iterator[str]:
        """Yield the names of what was written."""
        return iter(self._arrays)

    def __len__(self) -> int:
        """Count what was written."""
        return len(self._arrays)

    def finish(self, manifest: Manifest, tables: Tables) -> None:
        """Write what the version says of itself, and give its folder its name: from here on it can be opened."""
        self._put_tables(tables)
        checksums = {name: told.result() for name, told in sorted(self._checksums.items())}
        whole = Manifest.from_json(manifest.as_json() | {"checksums": checksums})
        (self.folder / "manifest.json").write_text(json.dumps(whole.as_json(), indent=1), encoding="utf-8")
        self.folder.rename(self.folder.with_name(manifest.version))

    def _write(self, name: str, pieces: list[Array]) -> None:
        """Write an array as `numpy.save` does; its checksum is computed beside, from memory."""
        data = [_header(pieces), *(_bytes_of(piece) for piece in pieces)]
        path = self.folder / f"{name}.npy"
        with path.open("wb") as handle:
            for some in data:
                handle.write(some)
        self._checksums[path.name] = self._summing.submit(_sum, data)
        self._arrays[name] = load(path)

    def close(self) -> None:
        """Begin nothing more."""
        self._summing.shutdown(cancel_futures=True)

    def _put_tables(self, tables: Tables) -> None:
        name = "tables.json"
        if self._former is None or tables != self._former.tables or not self._linked(name):
            (self.folder / name).write_text(json.dumps(tables.as_json(), ensure_ascii=False), encoding="utf-8")
            self._checksums[name] = self._summing.submit(checksum, self.folder / name)

    def _kept(self, name: str, array: Array) -> bool:
        if self._former is None or self._former.arrays.get(name) is not array or not self._linked(f"{name}.npy"):
            return False
        self._arrays[name] = array
        return True

    def _linked(self, file: str) -> bool:
        """Let a file be the former version's too, and tell whether that could be done."""
        assert self._former is not None  # noqa: S101  # whoever calls knows that there is one
        try:
            os.link(self._directory / self._former.manifest.version / file, self.folder / file)
        except OSError:  # another file system, or one without links: written as any other
            return False
        self._checksums[file] = self._summing.submit(str, self._former.manifest.checksums[file])
        return True


@contextmanager
def writing(directory: Path, version: str, former: Snapshot | None) -> Iterator[Part]:
    """Yield a version to write; the caller holds `files.building`, so that what another build left behind can go.

    Whatever fails leaves nothing behind. Raises SnapshotNotWrittenError where the disk is full or refuses.
    """
    part = Part(directory, version, former)
    try:
        for left in directory.glob(f"[0-9]*{SUFFIX}"):
            shutil.rmtree(left)
        part.folder.mkdir(parents=True)
        yield part
    except OSError as error:
        raise SnapshotNotWrittenError(
            f"The snapshot could not be written to {directory} ({error.strerror or error}), so the one before it goes "
            "on serving. Make room there, or let the service write there; then it is written by itself."
        ) from error
    finally:
        part.close()
        shutil.rmtree(part.folder, ignore_errors=True)


def load(path: Path) -> Array:
    """Map an array; one without elements, which cannot be mapped, is read. Raises OSError, ValueError."""
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except ValueError:
        return np.asarray(np.load(path, allow_pickle=False))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as handle:
        digest = sha256()
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _header(pieces: list[Array]) -> memoryview:
    first = pieces[0]
    shape = (sum(len(piece) for piece in pieces), *first.shape[1:])
    told = {"descr": np.lib.format.dtype_to_descr(first.dtype), "fortran_order": False, "shape": shape}
    header = BytesIO()
    np.lib.format.write_array_header_1_0(header, told)
    return header.getbuffer()


def _bytes_of(array: Array) -> memoryview:
    flat = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    return memoryview(flat)  # type: ignore[arg-type]  # numpy's stubs before Python 3.12


def _sum(data: list[memoryview]) -> str:
    digest = sha256()
    for some in data:
        digest.update(some)
    return digest.hexdigest()
