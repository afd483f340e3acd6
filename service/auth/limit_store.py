"""A store of `limits` in a file that all workers on a machine share, so that a limit is one for all of them.

Fixed windows only: a window begins with its first count. SQLite's own lock keeps counts of several processes apart.
"""

import os
import sqlite3
import threading
import time
from pathlib import Path
from typing import Final

from limits.storage import Storage

SCHEME: Final = "sqlite"
WAIT_SECONDS: Final = 2.0
"""So long a count waits for those of others; then the store counts as away."""

_TABLE: Final = "CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, amount INTEGER NOT NULL, ends REAL NOT NULL)"
_COUNT: Final = """
INSERT INTO counts (key, amount, ends) VALUES (:key, :amount, :now + :seconds)
ON CONFLICT (key) DO UPDATE SET
  amount = CASE WHEN ends <= :now THEN excluded.amount ELSE amount + excluded.amount END,
  ends = CASE WHEN ends <= :now THEN excluded.ends ELSE ends END
RETURNING amount
"""
_READ: Final = "SELECT amount, ends FROM counts WHERE key = :key AND ends > :now"


class SqliteStorage(Storage):
    """Counts in an SQLite file, named as `sqlite:///absolute/path`; it is made, with its folder, at the first need."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  as the base class declares it

    def __init__(self, uri: str, *, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        """Take the address; nothing is opened yet, so that processes forked later share no connection."""
        super().__init__(uri, wrap_exceptions, **options)
        self._file = Path(uri.removeprefix(f"{SCHEME}://"))
        self._held = threading.local()

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        """What goes wrong with a file: full, not writable, held by others for too long."""
        return (sqlite3.Error, OSError)

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count, in a window of so many seconds; return how much was counted in it."""
        told = {"key": key, "amount": amount, "seconds": expiry, "now": time.time()}
        return int(self._connection().execute(_COUNT, told).fetchone()[0])

    def get(self, key: str) -> int:
        """Return how much was counted in the window at hand."""
        return int(self._read(key)[0])

    def get_expiry(self, key: str) -> float:
        """Return when the window at hand ends, in seconds of the epoch; now where none has begun."""
        return float(self._read(key)[1])

    def check(self) -> bool:
        """Tell whether the file can be used."""
        try:
            self._connection().execute("SELECT 1 FROM counts LIMIT 1")
        except (sqlite3.Error, OSError):
            return False
        return True

    def reset(self) -> int | None:
        """Forget all counts; return how many there were."""
        return self._connection().execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        """Forget one count."""
        self._connection().execute("DELETE FROM counts WHERE key = :key", {"key": key})

    def _read(self, key: str) -> tuple[int, float]:
        now = time.time()
        found: tuple[int, float] | None = self._connection().execute(_READ, {"key": key, "now": now}).fetchone()
        return found or (0, now)

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection; one that came through a fork is left alone, as SQLite wants it."""
        held: tuple[int, sqlite3.Connection] | None = getattr(self._held, "pair", None)
        if held is None or held[0] != os.getpid():
            self._held.pair = held = (os.getpid(), self._open())
        return held[1]

    def _open(self) -> sqlite3.Connection:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        opened = sqlite3.connect(self._file, timeout=WAIT_SECONDS, isolation_level=None)
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA synchronous = OFF")  # counts of a minute need not outlive a machine that breaks down
        opened.execute(_TABLE)
        opened.execute("DELETE FROM counts WHERE ends <= ?", (time.time(),))
        return opened
