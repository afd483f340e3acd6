"""Parts of the demo that need neither database nor model."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph_schema.local_server.tether import tethered
from service.cli.demo import _heard_afterwards, _stopped_by_signals
from service.demo import ports
from service.demo.instance import DemoRunningError, only_one
from service.demo.ports import PortTakenError, choose_port
from service.demo.web import ROOT, WebService, WebServiceError, web_command


@pytest.fixture
def taken() -> Iterator[int]:
    """A port of 127.0.0.1 on which someone listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_is_asked_for_and_taken_is_told(taken: int) -> None:
    with pytest.raises(PortTakenError, match=f"^Port {taken} is in use by another program: set PORT"):
        choose_port(taken)


def test_without_a_wish_the_next_free_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "USUAL", taken)
    assert taken < choose_port(None) < taken + ports.TRIED


def test_when_all_ports_are_taken_that_is_told(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "USUAL", taken)
    monkeypatch.setattr(ports, "TRIED", 1)
    with pytest.raises(PortTakenError, match="all in use: set PORT to a free one"):
        choose_port(None)


def test_a_second_demo_is_told_where_the_first_is(tmp_path: Path) -> None:
    with only_one(tmp_path) as announce:
        with pytest.raises(DemoRunningError, match=f"being started already, by process {os.getpid()}"):
            only_one(tmp_path).__enter__()
        announce("http://127.0.0.1:8000")
        with pytest.raises(DemoRunningError, match=r"runs already, at http://127\.0\.0\.1:8000 \(process \d+\)"):
            only_one(tmp_path).__enter__()
    with only_one(tmp_path):
        pass


@pytest.mark.parametrize("left", ["", "{", "x" * 100])
def test_what_a_killed_demo_left_in_the_lock_file_does_not_matter(tmp_path: Path, left: str) -> None:
    (tmp_path / "demo.lock").write_text(left)
    with only_one(tmp_path):
        pass


def test_the_procfile_says_what_is_started() -> None:
    program, *arguments = web_command(ROOT / "Procfile")
    assert Path(program).name == "gunicorn"
    assert "wsgi:create_app()" in arguments


def test_a_program_that_is_not_installed_is_told(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("release: x\nweb: no-such-program --bind x\n")
    with pytest.raises(WebServiceError, match="no-such-program is not installed: run `make demo`"):
        web_command(tmp_path / "Procfile")


def test_a_web_service_that_cannot_start_is_told_with_its_last_words(taken: int, tmp_path: Path) -> None:
    web = WebService(taken, tmp_path, [sys.executable, "-c", "raise SystemExit('no luck')"])
    with pytest.raises(WebServiceError, match=r"ended by itself with exit code 1: no luck \(log: .*web\.log\)"):
        web.wait_until_ready(lambda: time.sleep(0.05))
    web.stop()


def test_a_web_service_that_is_killed_is_told(tmp_path: Path) -> None:
    web = WebService(1, tmp_path, [sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"])
    with pytest.raises(WebServiceError, match="was ended by signal 9"):
        web.wait_until_ready(lambda: time.sleep(0.05))


def test_a_tethered_program_dies_with_its_parent() -> None:
    script = (
        "import subprocess, sys, time; from graph_schema.local_server.tether import tethered;"
        "print(subprocess.Popen(tethered([sys.executable, '-c', 'import time; time.sleep(600)'])).pid, flush=True);"
        "time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.stdout.close()
    while "600" not in " ".join(child.cmdline()[1:3]):  # it has not become the program yet
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    assert psutil.wait_procs([child], timeout=10)[0] == [child]


def test_a_tethered_program_whose_parent_is_gone_already_does_not_start() -> None:
    command = tethered([sys.executable, "-c", "print('started')"])
    command[4] = "1"  # no child of ours has this parent
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


def test_a_signal_to_stop_waits_for_a_short_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.cli.demo.ENDING_SIGNALS", (signal.SIGUSR1,))
    done = []
    with pytest.raises(SystemExit), _stopped_by_signals():  # noqa: PT012  the signal comes while it is in the block
        with _heard_afterwards():
            signal.raise_signal(signal.SIGUSR1)
            done.append("the write")
        done.append("what comes after it")
    assert done == ["the write"]
