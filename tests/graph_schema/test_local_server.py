"""The managed Neo4j: one server of its own for this file, started, killed, raced for and stopped."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph_schema.connection import Graph
from graph_schema.errors import LocalServerError
from graph_schema.local_server import LocalServer, configuration, process
from graph_schema.local_server.configuration import Layout, ensure_password

ROOT = Path(__file__).parents[2]

HOLDER = """
import sys, time
from pathlib import Path
from graph_schema.local_server import LocalServer
server = LocalServer(Path(sys.argv[1]))
address = server.start(attached=True)
print(address.uri, server.status().pid, server.started_here, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that has been started once and stopped."""
    folder = tmp_path_factory.mktemp("server")
    server = LocalServer(folder)
    with Graph.connect(server.start(attached=True)) as graph:
        graph.write(lambda tx: tx.run("CREATE (:Kept {id: '1'})").consume())
    server.stop()
    yield folder
    server.stop()


def start_holder(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT)


def gone(pid: int, seconds: float = 20) -> bool:
    """Whether a process ends within this time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def test_a_killed_parent_leaves_no_java_behind_and_two_starters_share_one_server(folder: Path) -> None:
    holders = [start_holder(folder), start_holder(folder)]
    told = []
    for holder in holders:
        assert holder.stdout is not None
        told.append(holder.stdout.readline().split())
        holder.stdout.close()
    assert told[0][:2] == told[1][:2]
    assert sorted(line[2] for line in told) == ["False", "True"]
    pid = int(told[0][1])
    starter = holders[0] if told[0][2] == "True" else holders[1]
    for holder in (starter, *holders):
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert gone(pid)
    assert LocalServer(folder).address() is None  # the state file is stale, and known to be


def test_data_and_password_outlive_a_restart_and_the_server_is_private(folder: Path) -> None:
    server = LocalServer(folder)
    port_of_last_time = json.loads((folder / "server.json").read_text())["port"]
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port_of_last_time))
        other.listen()
        address = server.start(attached=True)
    assert address.uri != f"bolt://127.0.0.1:{port_of_last_time}"
    with Graph.connect(address) as graph:
        assert graph.read(lambda tx: tx.run("MATCH (n:Kept) RETURN n.id").value()) == ["1"]
    assert stat.S_IMODE((folder / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    found = server.status()
    assert found.pid is not None
    java = psutil.Process(found.pid)
    assert all(listening.laddr.ip in {"127.0.0.1", "::ffff:127.0.0.1"} for listening in java.net_connections("tcp"))
    assert sum(connection.status == psutil.CONN_LISTEN for connection in java.net_connections("tcp")) == 1
    assert address.password not in " ".join(java.cmdline())
    assert address.password not in repr(found)
    assert server.stop()
    assert gone(found.pid, 1)
    assert not server.stop()
    assert server.status().pid is None


def test_a_process_that_took_over_the_id_is_not_the_server(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    process.remember(layout, os.getpid(), 7687)
    layout.password_file.write_text("x")
    assert LocalServer(tmp_path).address() is None
    assert not LocalServer(tmp_path).stop()


@pytest.mark.parametrize("state", ["", "{", "[]", "{}", '{"pid": 999999999, "started": 0, "port": 1}'])
def test_a_broken_or_stale_state_file_counts_as_not_running(tmp_path: Path, state: str) -> None:
    (tmp_path / "server.json").write_text(state)
    assert LocalServer(tmp_path).status().pid is None


def test_a_crash_between_setting_the_password_and_starting_is_made_good(tmp_path: Path) -> None:
    layout = Layout(tmp_path)

    def crash(_file: Path) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        ensure_password(layout, crash)
    assert not layout.password_file.exists()
    told: list[str] = []
    ensure_password(layout, lambda file: told.append(file.read_text()))
    assert told == [configuration.password(layout)]
    ensure_password(layout, crash)  # it is known by now


def test_a_lost_password_is_told(tmp_path: Path) -> None:
    (tmp_path / "home" / "data" / "databases").mkdir(parents=True)
    with pytest.raises(LocalServerError, match=r"password of the local database is gone: put .*password back"):
        LocalServer(tmp_path).start(attached=True)


def test_neo4j_ending_while_starting_is_told_with_its_log(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "password").write_bytes((folder / "password").read_bytes())
    monkeypatch.setattr(configuration, "SETTINGS", configuration.SETTINGS + "no.such.setting=1\n")
    with pytest.raises(LocalServerError, match=r"ended while starting: .*log: .*console\.log"):
        LocalServer(tmp_path).start(attached=True)
    assert LocalServer(tmp_path).address() is None
