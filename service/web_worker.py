"""The worker of gunicorn that answers requests: threads, as gunicorn has them, with connections shared out evenly."""

from concurrent.futures import Future
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class EvenWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn is untyped
    """A worker that takes no new connection while each of its threads has a request, so that an idle one takes it.

    A connection stays with the worker that took it. Where many are opened at once, gunicorn's own takes nearly all of
    them before the other workers wake, and then answers alone while they look on: 14 of 16 were seen.
    """

    def __init__(self, *told: Any, **named: Any) -> None:  # noqa: ANN401  # as gunicorn has them
        super().__init__(*told, **named)
        self._at_work = 0

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401  # a connection of gunicorn's
        """Hand a request to the threads."""
        self._at_work += 1
        super().enqueue_req(conn)
        if self._is_full:
            super().set_accept_enabled(False)

    def finish_request(self, conn: Any, fs: Future[Any]) -> None:  # noqa: ANN401  # likewise
        """Note that a request was answered; gunicorn then asks for `set_accept_enabled`."""
        self._at_work -= 1
        super().finish_request(conn, fs)

    def set_accept_enabled(self, enabled: bool) -> None:  # noqa: FBT001  # as gunicorn has it
        """Take new connections or take none: none in any case while each thread has a request."""
        super().set_accept_enabled(enabled and not self._is_full)

    @property
    def _is_full(self) -> bool:
        return bool(self._at_work >= self.cfg.threads)
