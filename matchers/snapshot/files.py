"""Snapshots on disk: one folder a version, and a file that names the current one.

A version is written beside the others and becomes current by one atomic rename, so a reader sees the old or the new
snapshot and never a mixture. Readers that still map an old version keep its pages after its files are removed.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from matchers.errors import SnapshotCorruptError, SnapshotMissingError
from matchers.snapshot.manifest import FORMAT, Manifest
from matchers.snapshot.part import Part, checksum, load, writing
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.tables import Tables

VERSIONS_KEPT = 2
_CURRENT = "CURRENT"
_REBUILD = "Run `flask index` to build it anew."


def current_version(directory: Path) -> str:
    """Return the version that is current in the folder, or raise SnapshotMissingError."""
    try:
        return (directory / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise SnapshotMissingError("There is no snapshot yet: run `flask index` (or `make demo`).") from None


def has_snapshot(directory: Path) -> bool:
    """Tell whether the folder has a current snapshot, of whatever release."""
    return (directory / _CURRENT).is_file()


def open_snapshot(directory: Path, *, verify: bool = False) -> Snapshot:
    """Map the current snapshot into memory; `verify` reads every file and compares checksums.

    Raises SnapshotMissingError where there is none, SnapshotCorruptError where it cannot be trusted.
    """
    folder = directory / current_version(directory)
    try:
        manifest = Manifest.from_json(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
        tables = Tables.from_json(json.loads((folder / "tables.json").read_text(encoding="utf-8")))
        names = [name.removesuffix(".npy") for name in manifest.checksums if name.endswith(".npy")]
        # An empty file cannot be mapped, so arrays without elements are read instead.
        arrays = {name: load(folder / f"{name}.npy") for name in names}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotCorruptError(f"The snapshot {folder.name} cannot be read ({error}). {_REBUILD}") from error
    if manifest.format != FORMAT:
        raise SnapshotCorruptError(f"The snapshot {folder.name} is of another release. {_REBUILD}")
    if verify:
        _verify(folder, manifest)
    return Snapshot(manifest, tables, arrays)


@contextmanager
def writing_snapshot(directory: Path, version: str, former: Snapshot | None = None) -> Iterator[Part]:
    """Yield a version to write arrays and, by `finish`, all else into; then it is current, and old ones go.

    The caller holds `building`. Raises SnapshotNotWrittenError where the disk is full or refuses; then, and where the
    block raises anything, the version before stays current and nothing of this one is left.
    """
    with writing(directory, version, former) as part:
        yield part
        try:
            _switch(directory, version)
        except OSError:
            shutil.rmtree(directory / version, ignore_errors=True)
            raise
    _prune(directory, version)


@contextmanager
def building(directory: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock that lets one process at a time build; yields whether it is held (always, if `wait`)."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def try_to_follow(directory: Path) -> IO[str] | None:
    """Return a lock, held until it is closed, that tells who of several processes follows the graph.

    None where another process holds it, or where this one may not write in the folder.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        handle = (directory / ".follower").open("w", encoding="ascii")
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        return None
    return handle


def _switch(directory: Path, version: str) -> None:
    part = directory / f"{_CURRENT}.part"
    part.write_text(version, encoding="ascii")
    part.replace(directory / _CURRENT)


def _prune(directory: Path, current: str) -> None:
    # Versions begin with their time, so the order of names is the order of age.
    versions = sorted(path for path in directory.iterdir() if path.is_dir() and path.name != current)
    for path in versions[: max(0, len(versions) - (VERSIONS_KEPT - 1))]:
        shutil.rmtree(path, ignore_errors=True)


def _verify(folder: Path, manifest: Manifest) -> None:
    found = {name: checksum(folder / name) for name in manifest.checksums if os.access(folder / name, os.R_OK)}
    wrong = _differing(manifest.checksums, found)
    if wrong:
        raise SnapshotCorruptError(f"Files of the snapshot {folder.name} are damaged: {', '.join(wrong)}. {_REBUILD}")


def _differing(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    return sorted(name for name, checksum in expected.items() if found.get(name) != checksum)
