"""The learned ranker of a process: its model, and the past of the newest snapshot, prepared beside requests."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import structlog

from matchers.ranking.additive import TaskModel
from matchers.ranking.errors import ModelFileError
from matchers.ranking.model_file import load_models
from matchers.said import said
from matchers.serving.past import training_of
from matchers.serving.ranker import SHIPPED, Past, ServedRanker
from matchers.serving.vectors import SnapshotVectors
from matchers.snapshot import Snapshot

RENEW_SECONDS: Final = 300.0
"""How long a past serves at least before it is prepared anew, or tried again where that failed: it costs seconds."""

QUIET_SECONDS: Final = 30.0
"""How long a snapshot has to be current before its past is prepared, so that a row of changes is waited for."""

MOST: Final = 50_000
"""So many organisations the learned ranker is asked about at most: it scores all of them, and needs all in memory."""

TOO_MANY: Final = said(
    "There are more than {most:,} organisations, too many for the learned ranker: scores come from the declared "
    "weights alone.",
    most=MOST,
)

PREPARING: Final = said("The learned ranker is being prepared: until then scores come from the declared weights alone.")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LearnedModel:
    """A file of models and what it says of itself; `problem` says why there are none, `stamp` is the file's state."""

    stamp: tuple[str, int]
    models: Mapping[str, TaskModel] = field(default_factory=dict)
    about: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None
    is_shipped: bool = False


class RankerInService:
    """Reads the model file anew when it changes, and prepares the past of a newer snapshot in a thread of its own.

    The file in the data folder goes before the one that comes with the release. An organisation that only a newer
    snapshot has is known to the ranker with its next past; nothing waits for that.
    """

    def __init__(self, own_file: Path) -> None:
        self.own_file = own_file
        self._model = LearnedModel(("", 0), problem="not read yet")
        self._past: Past | None = None
        self._tried_at = -RENEW_SECONDS
        self._is_too_much = False
        self._preparing = threading.Lock()
        self._served: ServedRanker | None = None

    def model(self) -> LearnedModel:
        """Return the models of the file in the data folder or, where there is none, those of the release."""
        own = _stamp(self.own_file)
        stamp = own or _stamp(SHIPPED) or (str(SHIPPED), 0)
        if stamp != self._model.stamp:
            self._model = _read(stamp, is_shipped=own is None)
        return self._model

    def over(self, snapshot: Snapshot, *, wait: bool) -> ServedRanker | None:
        """Return the ranker over a snapshot; None while there is no model that can be trusted, or no past yet.

        Where the snapshot has become another one its past is prepared: before this returns if `wait`, else beside it.
        """
        model = self.model()
        self._is_too_much = snapshot.size > MOST
        if not model.models or self._is_too_much:
            return None
        if self._is_due(snapshot, wait=wait) and self._preparing.acquire(blocking=False):
            if wait:
                self._prepare(snapshot, model.models)
            else:
                threading.Thread(
                    target=self._prepare, args=(snapshot, model.models), name="filiera-ranker", daemon=True
                ).start()
        return self._bound(model, snapshot)

    def state(self) -> tuple[object, ...]:
        """Return what tells the ranker of this moment from others: its file, and the snapshot whose past it knows."""
        return (self._model.stamp, self._model.is_shipped, self._past and self._past.version)

    def problem(self) -> str | None:
        """Say why scores come from the declared weights alone; None where they do not."""
        if self.model().problem is None and self._is_too_much:
            return TOO_MANY
        return self.model().problem or (PREPARING if self._past is None else None)

    def _bound(self, model: LearnedModel, snapshot: Snapshot) -> ServedRanker | None:
        past, served = self._past, self._served
        if past is None:
            return None
        if served is None or not served.is_of(model.models, past, snapshot):
            served = self._served = ServedRanker(model.models, past, snapshot)
        return served

    def _is_due(self, snapshot: Snapshot, *, wait: bool) -> bool:
        past = self._past
        if past is not None and past.version == snapshot.manifest.version:
            return False
        if wait:
            return True
        quiet = (datetime.now(UTC) - snapshot.manifest.built_at).total_seconds()
        is_wanted = past is None or quiet >= QUIET_SECONDS
        return is_wanted and time.monotonic() - self._tried_at >= RENEW_SECONDS

    def _prepare(self, snapshot: Snapshot, models: Mapping[str, TaskModel]) -> None:
        try:
            past = Past(training_of(snapshot), snapshot.manifest.version, SnapshotVectors(snapshot))
            past.prepare(models)
            self._past = past
        except Exception as error:  # whatever it is: no answer waits for this, and a thread's end would tell nobody
            log.exception("the learned ranker was not prepared", exc_info=error)
        finally:
            self._tried_at = time.monotonic()
            self._preparing.release()


def _stamp(path: Path) -> tuple[str, int] | None:
    """Tell one state of a file from another; None where there is none."""
    try:
        return str(path), path.stat().st_mtime_ns
    except OSError:
        return None


def _read(stamp: tuple[str, int], *, is_shipped: bool) -> LearnedModel:
    try:
        models, about = load_models(Path(stamp[0]))
    except ModelFileError as error:
        log.warning("no learned ranker", why=str(error))
        return LearnedModel(stamp, problem=str(error), is_shipped=is_shipped)
    return LearnedModel(stamp, models, about, is_shipped=is_shipped)
