"""Connections are shared out among gunicorn's workers."""

import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

_APP = """
import os, time

def app(environ, start_response):
    until = time.thread_time() + 0.005  # an answer takes a worker's whole core for a moment
    while time.thread_time() < until:
        pass
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""
CLIENTS, REQUESTS, WORKERS = 16, 20, 2


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Have a busy little service answer at a port."""
    (tmp_path / "busy.py").write_text(_APP, encoding="ascii")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    told = ["--worker-class", "service.web_worker.EvenWorker", "--threads", "4", "--workers", str(WORKERS)]
    told += ["--keep-alive", "5", "--pythonpath", str(tmp_path), "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{number}", *told, "busy:app"]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            _wait_for_workers(process)
            yield number
        finally:
            process.terminate()


def test_clients_that_come_at_once_are_shared_out_evenly(port: int) -> None:
    with ThreadPoolExecutor(CLIENTS) as pool:
        answering = list(pool.map(lambda _: _ask(port), range(CLIENTS)))
    assert all(len(set(one)) == 1 for one in answering), "a connection stays with the worker that took it"
    connections = Counter(one[0] for one in answering)
    assert len(connections) == WORKERS
    assert min(connections.values()) >= CLIENTS // (2 * WORKERS), connections


def test_more_connections_than_threads_are_all_answered_although_most_say_nothing(port: int) -> None:
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(3 * WORKERS)]
    began = time.monotonic()
    assert _ask(port)
    assert time.monotonic() - began < 4.0
    for one in silent:
        one.close()


def test_who_comes_while_others_never_stop_asking_is_answered_soon(port: int) -> None:
    others = ThreadPoolExecutor(CLIENTS)
    asking = [others.submit(_ask, port, 300) for _ in range(CLIENTS)]
    time.sleep(0.5)
    began = time.monotonic()
    assert _ask(port, 1)
    assert time.monotonic() - began < 4.0
    assert not any(one.done() for one in asking), "they ask on"
    others.shutdown()


def _ask(port: int, requests: int = REQUESTS) -> list[bytes]:
    """Ask so many times over one connection, and return who answered."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        answers = []
        for _ in range(requests):
            connection.request("GET", "/")
            answers.append(connection.getresponse().read())
        return answers


def _wait_for_workers(process: subprocess.Popen[bytes]) -> None:
    assert process.stderr is not None
    booted = 0
    while booted < WORKERS:
        booted += b"Booting worker" in process.stderr.readline()
