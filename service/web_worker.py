"""The worker of gunicorn that answers requests: threads, as gunicorn has them, with connections shared out evenly."""

import time
from concurrent.futures import Future
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker

REST: Final = 0.02
"""Seconds that a worker with enough to do leaves new connections to others; then it takes one, so none waits on."""


class EvenWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """A worker that leaves new connections to the others for a moment while each of its threads has a request.

    A connection stays with the worker that took it. Where many are opened at once, gunicorn's own may take nearly all
    of them before the other workers wake, and then answers alone while they look on: 14 of 16 were seen.
    """

    def __init__(self, *told: Any, **named: Any) -> None:  # noqa: ANN401  # as gunicorn has them
        super().__init__(*told, **named)
        self._at_work = 0
        self._rests_until = 0.0

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  # a connection of gunicorn's
        """Hand a request to the threads."""
        self._at_work += 1
        super().enqueue_req(conn)
        if self._is_full and self._accepting:
            self._rests_until = time.monotonic() + REST
            super().set_accept_enabled(False)

    def finish_request(self, conn: Any, fs: Future[Any]) -> None:  # noqa: ANN401  # likewise
        """Note that a request was answered; gunicorn then asks for `set_accept_enabled`."""
        self._at_work -= 1
        super().finish_request(conn, fs)

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001  # as gunicorn has it
        """Take new connections or take none: none in any case while it rests."""
        super().set_accept_enabled(enabled and not (self._is_full and time.monotonic() < self._rests_until))

    @property
    def _is_full(self) -> bool:
        return bool(self._at_work >= self.cfg.threads)
