"""The watch over the graph: each worker sees whether the database is there, and one brings the snapshot up to date."""

import subprocess
import sys
import threading
from datetime import UTC, datetime
from typing import IO, Protocol

import structlog

from graph_schema.connection import Graph
from graph_schema.errors import GraphError
from graph_schema.store import graph_version
from matchers.encoder import Encoder
from matchers.errors import MatchingError
from matchers.snapshot import Snapshot
from matchers.snapshot.files import try_to_follow
from service.indexing import Index, TooManyChangesError
from service.settings import Settings

MOST_IN_WORKER = 50
"""Up to this many changed organisations and projects are indexed inside a worker, within the two seconds promised; more
go to a process of their own, so that no request waits for a long encoding."""

_LAST_WORDS = 500
"""So much of what a command says at its end is told where it fails."""

_BACKOFF = 2.0
_LONGEST_PAUSE_SECONDS = 2.0

log = structlog.get_logger(__name__)


class Watched(Protocol):
    """What the watch needs of the runtime."""

    settings: Settings
    encoder: Encoder

    def graph(self) -> Graph: ...  # noqa: D102  # as the runtime has it
    def snapshot(self) -> Snapshot: ...  # noqa: D102  # as the runtime has it


class Watcher(threading.Thread):
    """Looks at the graph's version every `watch_seconds`; slower while the database is away.

    Of all watchers of a snapshot folder one follows the graph; when it ends, another takes over.
    """

    def __init__(self, runtime: Watched) -> None:
        super().__init__(name="filiera-watcher", daemon=True)
        self.graph_reachable = True
        self.last_seen: datetime | None = None
        self._runtime = runtime
        self._index = Index(runtime.settings, runtime.encoder)
        self._stopped = threading.Event()
        self._follows: IO[str] | None = None
        self._rehearsed = False

    def run(self) -> None:
        """Watch until stopped."""
        try:
            self._watch()
        finally:
            if self._follows is not None:
                self._follows.close()

    def _watch(self) -> None:
        pause = self._runtime.settings.watch_seconds
        while not self._stopped.wait(pause):
            self._take_over_if_nobody_follows()
            reached = self._look()
            usual = self._runtime.settings.watch_seconds
            pause = usual if reached else min(pause * _BACKOFF, max(usual, _LONGEST_PAUSE_SECONDS))

    @property
    def follows(self) -> bool:
        """Whether this is the watcher that follows the graph for all."""
        return self._follows is not None

    def stop(self) -> None:
        """Stop watching, and wait until what is under way is done."""
        self._stopped.set()
        self.join()

    def _look(self) -> bool:
        try:
            graph = self._runtime.graph()
            version = graph_version(graph)
            self._mark(reachable=True)
            if self._follows is not None:
                self._follow(graph, version)
        except GraphError as error:
            self._rehearsed = False  # another server, or one that was started again, has planned nothing
            self._mark(reachable=False, why=str(error))
            return False
        except (MatchingError, OSError, MemoryError) as error:
            # What can be answered is still answered from the old snapshot; the next look tries again. A full disk
            # also refuses the lists beside the snapshots, which are no business of matching's errors.
            log.warning("snapshot not updated", why=str(error))
        return True

    def _take_over_if_nobody_follows(self) -> None:
        if self._follows is None:
            self._follows = try_to_follow(self._runtime.settings.snapshot_dir)
            if self._follows is not None:
                self._index.prepare()

    def _indexed_version(self) -> int | None:
        return self._runtime.snapshot().manifest.graph_version

    def _follow(self, graph: Graph, version: int) -> None:
        if version != self._indexed_version() or self._index.is_damaged:
            self._bring_up_to_date(graph)
        elif not self._rehearsed:
            self._index.rehearse(graph)
            self._rehearsed = True

    def _bring_up_to_date(self, graph: Graph) -> None:
        try:
            self._index.update(graph, most=MOST_IN_WORKER)
        except TooManyChangesError:
            done = subprocess.run(  # our own command
                [sys.executable, "-m", "flask", "--app", "wsgi", "index"], check=False, capture_output=True, text=True
            )
            if done.returncode:
                log.warning("snapshot not updated", why=(done.stderr or done.stdout).strip()[-_LAST_WORDS:])
            self._index.prepare()

    def _mark(self, *, reachable: bool, why: str = "") -> None:
        if reachable != self.graph_reachable:
            log.info("database is back") if reachable else log.warning("database is away", why=why)
        self.graph_reachable = reachable
        if reachable:
            self.last_seen = datetime.now(UTC)
