"""What a process of the service holds: settings, model, current snapshot, driver, and the watch over changes."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, cast

import structlog
from flask import current_app, g, has_request_context

from graph_schema.connection import Graph
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.errors import SnapshotCorruptError, SnapshotMissingError
from matchers.precision import is_slow
from matchers.snapshot import Snapshot, open_snapshot
from matchers.snapshot.audiences import with_standing
from matchers.steering import told_apart
from service.auth.viewer import Viewer, current_viewer
from service.auth.views import Views, standing_of
from service.feedback import known_declines
from service.graph_access import graph_address
from service.ranker import RankerInService
from service.settings import Settings
from service.steering_file import known_steering
from service.watcher import Watcher

log = structlog.get_logger(__name__)

EXTENSION = "filiera"

_SLOW: Final = (
    "This processor takes longer in bfloat16, up to many times as long: leave EMBEDDING_PRECISION out, and run "
    "`flask index`."
)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old the answers are; `age_seconds` is the time since the snapshot was last known to match the graph."""

    version: str
    built_at: datetime
    age_seconds: float
    graph_reachable: bool


class Runtime:
    """One process's state, made before gunicorn forks; each worker then starts its own watch."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.settings_told = settings.model_dump_json()
        self._current = str(settings.snapshot_dir / "CURRENT")
        self.encoder = Encoder(
            settings.embedding_model, precision=settings.embedding_precision, runtime=settings.embedding_runtime
        )
        self.ranker = RankerInService(settings.ranker_file)
        self.declines = known_declines(settings.snapshot_dir)
        self.steering = known_steering(settings.snapshot_dir)
        self._engine: Engine | None = None
        self._views = Views(has_walls=settings.access == "accounts")
        self._pointer: tuple[int, int] | None = None
        self._graph: Graph | None = None
        self._watcher: Watcher | None = None

    def snapshot(self) -> Snapshot:
        """Return the current snapshot as the one who asks may see it; opened anew when another has become current."""
        return self.engine().snapshot

    def engine(self) -> Engine:
        """Return the engine over what the one who asks may see; errors as `whole`."""
        return self.engine_for(current_viewer())

    def engine_for(self, viewer: Viewer) -> Engine:
        """Return the engine over what somebody may see who does not ask just now, as for a letter."""
        return self._views.of(self.whole(), viewer)

    def preview(self, organisation_id: str, audience: int) -> Snapshot:
        """Return the snapshot as the one who asks would see it as one of the `audience` of an organisation's fields.

        Of all others they see what they see anyway. Raises UnknownIdError where they may not see the organisation.
        """
        row, whole, viewer = self.snapshot().row(organisation_id), self.whole().snapshot, current_viewer()
        return self._views.seen_by(whole, viewer, with_standing(standing_of(whole, viewer), row, audience))

    def whole(self) -> Engine:
        """Return the engine over the whole current snapshot, or raise SnapshotMissingError or SnapshotCorruptError."""
        # Two threads may both open a new snapshot: either is right, so no lock is needed.
        pointer = self._current_pointer()
        engine = self._engine
        snapshot = engine.snapshot if engine and pointer == self._pointer else open_snapshot(self.settings.snapshot_dir)
        # A worker goes on without waiting; a command, and who loads before workers are forked, has the time.
        learned = self.ranker.over(snapshot, wait=self._watcher is None)
        steering = self.steering.current()
        if (
            engine is None
            or snapshot is not engine.snapshot
            or learned is not engine.learned
            or steering.different != engine.steering.different
        ):
            # Views take over who looks alike, so they are made anew with the engine.
            snapshot.group = told_apart(snapshot, steering.different)
            engine = Engine(snapshot, self.encoder, learned)
            self._engine, self._pointer = engine, pointer
        # They change without the snapshot, and count from the next question on.
        engine.declines, engine.steering = self.declines.current(), steering
        return engine

    def freshness(self) -> Freshness:
        """Return how old the answers are and whether the database can be reached."""
        manifest = self.whole().snapshot.manifest
        now = datetime.now(UTC)
        seen = self._watcher.last_seen if self._watcher is not None else None
        since = max(filter(None, (manifest.built_at, seen)))
        reachable = self._watcher is None or self._watcher.graph_reachable
        age = 0.0 if reachable else (now - since).total_seconds()
        return Freshness(manifest.version, manifest.built_at, max(0.0, age), reachable)

    def state(self) -> tuple[object, ...] | None:
        """Return what answers depend on beside the question and the day: two equal states give equal answers.

        None while the database is away, since answers then tell their age. Raises SnapshotMissingError or
        SnapshotCorruptError, as `engine` does.
        """
        version = self.engine().snapshot.manifest.version
        if self._watcher is not None and not self._watcher.graph_reachable:
            return None
        return (version, self.declines.pointer, self.steering.pointer, self.ranker.state())

    def graph(self) -> Graph:
        """Return this process's connection to the database; raises GraphError where none can be had."""
        if has_request_context():
            g.asked_graph = True  # such an answer depends on more than `state`
        # The managed server has another port after each start, so a lost connection looks the address up again.
        address = graph_address(self.settings)
        if self._graph is None or self._graph.address != address:
            self._graph = Graph.connect(address)
        return self._graph

    @property
    def why_slow(self) -> str | None:
        """Why this machine encodes many times slower than it could, and what to do; None where it does not."""
        return _SLOW if is_slow(self.settings.embedding_precision) else None

    def preload(self) -> None:
        """Load what workers share, before they are forked: the model, and the snapshot where there is one.

        Workers answer side by side, so each encodes with one thread.
        """
        if (why := self.why_slow) is not None:
            log.warning("slow precision", why=why, precision=self.settings.embedding_precision)
        self.encoder.load(threads=1)
        try:
            self.engine()
        except (SnapshotMissingError, SnapshotCorruptError):
            return  # whoever asks is told so, until a new one is built

    def after_fork(self) -> None:
        """Start the watch over changes in this worker."""
        self._watcher = Watcher(self)
        self._watcher.start()

    @property
    def follows(self) -> bool:
        """Whether this process follows the graph for all, and so does what only one has to do."""
        return self._watcher is not None and self._watcher.follows

    def _current_pointer(self) -> tuple[int, int]:
        try:
            status = os.stat(self._current)  # noqa: PTH116  # several times a request, where a path takes its time
        except FileNotFoundError:
            return (0, 0)
        return (status.st_ino, status.st_mtime_ns)


def current_runtime() -> Runtime:
    """Return the runtime of the application at hand."""
    return cast("Runtime", current_app.extensions[EXTENSION])
