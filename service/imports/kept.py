"""Lists that were uploaded and wait for a yes: files of the data folder, so that a lost session loses nothing.

A list is what was sent (`ID.list`) and what is known of it (`ID.json`). Whoever imports it holds a lock of the kernel's
(`ID.lock`) meanwhile, so that of two at once one is told to wait, and the lock goes free where a worker dies.
Afterwards the list itself is removed, and what came of it stays until it is too old.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from matchers.said import said
from service.errors import ListInUseError, NotFoundError

KEPT_DAYS: Final = 7


class KeptOutcome(BaseModel):
    """What importing a list did, and when: how many organisations were new, changed or as before."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    new: int
    changed: int
    unchanged: int


class KeptList(BaseModel):
    """An uploaded list: whose it is, for which cluster, its file's name, and what came of it once it was imported."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    cluster_id: str
    file: str
    made: datetime
    country: str | None = None
    outcome: KeptOutcome | None = None

    @property
    def expires(self) -> datetime:
        """Until when it can be found."""
        return self.made + timedelta(days=KEPT_DAYS)


class KeptLists:
    """The uploaded lists of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, owner: str, cluster_id: str, file: str, data: bytes, country: str | None) -> KeptList:
        """Keep a list; the same one sent again replaces what is known of it."""
        self.sweep()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest = blake2b(repr((owner, cluster_id, country)).encode() + data, digest_size=12).hexdigest()
        kept = KeptList(
            id=digest, owner=owner, cluster_id=cluster_id, file=file, made=datetime.now(UTC), country=country
        )
        with self._held(kept):
            _write(self._data(kept), data)
            self._note(kept)
        return kept

    def find(self, list_id: str, owner: str, cluster_id: str) -> KeptList:
        """Return a list of this owner and cluster; NotFoundError where there is none, or it is too old."""
        # An id comes from an address, so it is looked for and never made into a path.
        for kept in self.of(owner, cluster_id):
            if kept.id == list_id:
                return kept
        raise NotFoundError(
            said(
                "There is no uploaded list {list_id!r} of yours here. Lists are kept for {days} days: upload it again.",
                list_id=list_id,
                days=KEPT_DAYS,
            )
        )

    def of(self, owner: str, cluster_id: str) -> tuple[KeptList, ...]:
        """Return the lists of an owner for a cluster, the latest first."""
        now = datetime.now(UTC)
        found = (
            kept for kept in self._all() if (kept.owner, kept.cluster_id) == (owner, cluster_id) and now < kept.expires
        )
        return tuple(sorted(found, key=lambda kept: kept.made, reverse=True))

    def data(self, kept: KeptList) -> bytes:
        """Return what was sent; NotFoundError where it was imported or removed meanwhile."""
        try:
            return self._data(kept).read_bytes()
        except FileNotFoundError:
            raise NotFoundError(
                said("This list is here no more: it was imported or put away. Upload it again.")
            ) from None

    @contextmanager
    def taking(self, kept: KeptList) -> Iterator[KeptList]:
        """Hold a list alone, as it is now; ListInUseError while someone else does, NotFoundError where it is gone."""
        with self._held(kept):
            yield self.find(kept.id, kept.owner, kept.cluster_id)

    def finish(self, kept: KeptList, outcome: KeptOutcome) -> KeptList:
        """Note what came of a list that the caller holds, and remove the list itself."""
        done = kept.model_copy(update={"outcome": outcome})
        self._note(done)
        self._data(kept).unlink(missing_ok=True)
        return done

    def remove(self, kept: KeptList) -> None:
        """Put a list away; the caller holds it, so that it is not imported meanwhile."""
        for path in (self._data(kept), self._file(kept), self._lock(kept)):
            path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what is too old, and as late what a crash left behind, or whoever looked for a list that was gone."""
        now, lists = datetime.now(UTC), self._all()
        for kept in lists:
            if kept.expires < now:
                with suppress(ListInUseError), self._held(kept):
                    self.remove(kept)
        known, oldest = {kept.id for kept in lists}, (now - timedelta(days=KEPT_DAYS)).timestamp()
        for path in self._folder.glob("*"):
            with suppress(FileNotFoundError):  # somebody else may be sweeping
                if path.name.split(".")[0] not in known and path.stat().st_mtime < oldest:
                    path.unlink()

    def _all(self) -> list[KeptList]:
        return [kept for path in self._folder.glob("*.json") if (kept := _read(path)) is not None]

    @contextmanager
    def _held(self, kept: KeptList) -> Iterator[None]:
        with os.fdopen(os.open(self._lock(kept), os.O_RDWR | os.O_CREAT, 0o600), "w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ListInUseError(
                    said(
                        "This list is being imported at this moment, by another click or window. Open its page again "
                        "in some seconds to see what came of it."
                    )
                ) from None
            yield

    def _note(self, kept: KeptList) -> None:
        _write(self._file(kept), kept.model_dump_json().encode())

    def _file(self, kept: KeptList) -> Path:
        return self._folder / f"{kept.id}.json"

    def _data(self, kept: KeptList) -> Path:
        return self._folder / f"{kept.id}.list"

    def _lock(self, kept: KeptList) -> Path:
        return self._folder / f"{kept.id}.lock"


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read; who reads meanwhile sees the former one."""
    part = path.with_suffix(f"{path.suffix}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    part.replace(path)


def _read(path: Path) -> KeptList | None:
    """Return what a file says, None where it is gone or a crash cut it off."""
    try:
        return KeptList.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
