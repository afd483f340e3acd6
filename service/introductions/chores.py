"""What has to be done without anybody asking: reminders, letters, and forgetting what nobody said yes to."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from graph_schema import store
from graph_schema.errors import GraphError
from matchers.errors import MatchingError
from service.consents import erase_unanswered
from service.imports.kept import KeptLists
from service.introductions.telling import ask_again
from service.mail.sending import send_waiting
from service.refusals import forget_old_refusals
from service.runtime import Runtime
from service.settings import Settings
from service.weekly_letter import send_weekly_letters

SEND_SECONDS: Final = 10.0
HOURLY_SECONDS: Final = 3_600.0
MOST_REMINDERS: Final = 2
"""Who does not answer after so many reminders does not want to."""

log = structlog.get_logger(__name__)


def send_reminders(runtime: Runtime, now: datetime) -> int:
    """Remind every side that has not answered for REMIND_DAYS, and return of how many introductions."""
    before = now - timedelta(days=runtime.settings.remind_days)
    due = store.remind(runtime.graph(), before, MOST_REMINDERS)
    for one in due:
        ask_again(runtime, one)
    return len(due)


class Chores(threading.Thread):
    """Does the chores of a worker that follows the graph, apart from the watch, which a mail server may not hold up."""

    def __init__(self, runtime: Runtime) -> None:
        super().__init__(name="filiera-chores", daemon=True)
        self._runtime = runtime
        self._stopped = threading.Event()

    def run(self) -> None:
        """Do them until stopped."""
        reminded = time.monotonic()
        while not self._stopped.wait(SEND_SECONDS):
            if not self._runtime.follows:
                continue
            _send(self._runtime.settings)
            if time.monotonic() - reminded > HOURLY_SECONDS:
                reminded = time.monotonic()
                for chore in HOURLY:
                    _try(chore, self._runtime)

    def stop(self) -> None:
        """Do no more; what is under way ends by itself."""
        self._stopped.set()


def sweep_lists(runtime: Runtime, _now: datetime) -> None:
    """Remove uploaded lists that nobody said yes to in time."""
    KeptLists(runtime.settings.lists_dir).sweep()


HOURLY: Final[tuple[Callable[[Runtime, datetime], object], ...]] = (
    send_reminders,
    send_weekly_letters,
    erase_unanswered,
    forget_old_refusals,
    sweep_lists,
)


def _try(chore: Callable[[Runtime, datetime], object], runtime: Runtime) -> None:
    try:
        chore(runtime, datetime.now(UTC))
    except (GraphError, MatchingError) as error:
        log.warning("a chore is left; the next hour tries again", chore=chore.__name__, why=str(error))
    except Exception:  # whatever it is: all other chores and letters wait for this thread
        log.exception("a chore failed; the next hour tries again", chore=chore.__name__)


def _send(settings: Settings) -> None:
    try:
        send_waiting(settings)
    except OSError as error:  # the folder, not the server: a full or vanished disk
        log.warning("letters wait", why=str(error))
