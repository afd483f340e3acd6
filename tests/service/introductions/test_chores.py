"""What is done without anybody asking goes on whatever one chore meets."""

import threading
from datetime import datetime

import pytest

from service.introductions import chores
from service.introductions.chores import Chores
from service.runtime import Runtime


@pytest.mark.parametrize("error", [OSError("the disk is full"), KeyError("a match type of another release")])
def test_a_chore_that_fails_keeps_no_other_from_being_done(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    is_done = threading.Event()

    def failing(_runtime: Runtime, _now: datetime) -> None:
        raise error

    def follow(_runtime: Runtime, _now: datetime) -> None:
        is_done.set()

    monkeypatch.setattr(chores, "SEND_SECONDS", 0.01)
    monkeypatch.setattr(chores, "HOURLY_SECONDS", 0.0)
    monkeypatch.setattr(chores, "HOURLY", (failing, follow))
    monkeypatch.setattr(Runtime, "follows", True)
    thread = Chores(runtime)
    thread.start()
    assert is_done.wait(10)
    assert thread.is_alive()
    thread.stop()
    thread.join(10)
