"""The demo as people start it: the real command, a real database, gunicorn, and a seed of two organisations."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest

from graph_schema.connection import Graph, GraphAddress
from graph_schema.local_server import LocalServer

ROOT = Path(__file__).parents[2]
LIMIT_SECONDS = 180
SEED = {
    "clusters.csv": "id;name_en;country;region\nlombardy;Lombardy;IT;ITC4\n",
    "lombardy/members.csv": "organisationID;name;city;country;region\n1;CALDAIE SRL;Milano;IT;ITC4\n2;POMPE SPA;;IT;\n",
    "cordis/project.csv": "id;acronym;title;startDate;endDate\n10;BIO;Biogas boilers;2015-01-01;2017-12-31\n",
    "cordis/organization.csv": (
        "projectID;projectAcronym;organisationID;name;SME;activityType;city;country;order;role\n"
        "10;BIO;1;CALDAIE SRL;true;PRC;Milano;IT;1;coordinator\n10;BIO;2;POMPE SPA;true;PRC;Lodi;IT;2;participant\n"
    ),
    "cordis/project_capabilities.csv": "project;capability;strength;evidence\n10;energy-storage;0.5;title says so\n",
}

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out as seed_data."""
    folder = tmp_path_factory.mktemp("seed")
    for name, text in SEED.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def start(seed: Path, tmp_path: Path) -> Iterator[Start]:
    """A function that starts a demo with these environment variables; all of them are killed in the end."""
    started = []

    def run(**environment: str) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "PORT"))}
        demo = subprocess.Popen(
            [sys.executable, "-m", "flask", "demo", "--seed", str(seed)],
            cwd=ROOT,
            env={**inherited, "DATA_DIR": str(tmp_path), "WEB_WORKERS": "1", "OMP_NUM_THREADS": "1", **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(demo)
        return demo

    yield run
    for demo in started:
        demo.kill()
        demo.communicate()


@pytest.fixture
def port() -> str:
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def own_database(graph: Graph, database: GraphAddress) -> dict[str, str]:
    """The environment that makes the service use the tests' database as a user's own, which is empty to begin with."""
    assert graph.address == database
    return {"NEO4J_URI": database.uri, "NEO4J_USER": database.user, "NEO4J_PASSWORD": database.password}


def wait_for_address(demo: subprocess.Popen[str]) -> str:
    """Read what the demo prints until it says where it is."""
    assert demo.stdout is not None
    read = []
    for line in demo.stdout:
        read.append(line)
        if line.startswith("Filiera is at "):
            return line.split()[3]
    pytest.fail("the demo ended without an address:\n" + "".join(read))


def wait_until_ready(address: str) -> None:
    """Wait until the service has its database again."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(HTTPError), urlopen(f"{address}/readyz", timeout=10):  # noqa: S310 - our own address
            return
        time.sleep(0.2)
    pytest.fail("the database did not come back")


def finish(demo: subprocess.Popen[str]) -> str:
    """Return what else the demo prints, once it has ended."""
    return demo.communicate(timeout=LIMIT_SECONDS)[0]


def all_end(processes: list[psutil.Process]) -> bool:
    """Whether these processes end soon; those that only wait to be read by their parent count as ended."""
    alive = psutil.wait_procs(processes, timeout=20)[1]
    return all(process.status() == psutil.STATUS_ZOMBIE for process in alive)


def children(demo: subprocess.Popen[str]) -> dict[str, list[psutil.Process]]:
    """Return the processes under a demo, by the program they run."""
    found: dict[str, list[psutil.Process]] = {}
    for process in psutil.Process(demo.pid).children(recursive=True):
        with contextlib.suppress(psutil.ZombieProcess):  # ended, and not yet read by its parent
            line = " ".join(process.cmdline())
            found.setdefault("java" if "CommunityEntryPoint" in line else "gunicorn", []).append(process)
    return found


def test_a_demo_serves_is_alone_brings_its_database_back_and_leaves_nothing_when_it_is_killed(
    start: Start, port: str, tmp_path: Path
) -> None:
    first = start(PORT=port, EMBEDDING_MODEL="")  # unset: with the default model
    address = wait_for_address(first)
    assert address == f"http://127.0.0.1:{port}"
    with urlopen(f"{address}/api/v1/organisations?q=caldaie", timeout=10) as answer:  # noqa: S310 - our own address
        assert b"CALDAIE SRL" in answer.read()

    second = start(PORT=port)
    assert finish(second) == f"The demo runs already, at {address} (process {first.pid}).\n"
    assert second.returncode == 0

    children(first)["java"][0].kill()
    assert first.stdout is not None
    assert first.stdout.readline() == "The database ended; starting it again.\n"
    with urlopen(f"{address}/api/v1/organisations?q=caldaie", timeout=10) as answer:  # noqa: S310 - our own address
        assert b"CALDAIE SRL" in answer.read()
    wait_until_ready(address)

    below = children(first)
    assert len(below["java"]) == 1
    assert len(below["gunicorn"]) == 2  # the master and one worker
    first.kill()
    first.wait()
    assert all_end(below["java"] + below["gunicorn"])
    assert LocalServer(tmp_path / "neo4j").address() is None


def test_a_demo_on_ones_own_database_stops_in_order_and_leaves_that_running(
    start: Start, port: str, own_database: dict[str, str], graph: Graph
) -> None:
    demo = start(PORT=port, **own_database)
    wait_for_address(demo)
    below = children(demo)
    assert "java" not in below
    demo.send_signal(signal.SIGINT)  # what Ctrl-C sends; SIGTERM is tried below
    assert "Stopping …" in finish(demo)
    assert demo.returncode == 0
    assert all_end(below["gunicorn"])
    graph.check()


def test_a_web_service_that_dies_ends_the_demo_with_a_sentence(
    start: Start, port: str, own_database: dict[str, str]
) -> None:
    demo = start(PORT=port, **own_database)
    wait_for_address(demo)
    below = children(demo)["gunicorn"]
    master = next(process for process in below if process.ppid() == demo.pid)
    master.kill()
    assert "The web service was ended by signal 9" in finish(demo)
    assert demo.returncode == 1
    assert all_end(below)


def test_a_taken_port_that_was_asked_for_is_told_before_anything_is_started(start: Start, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        demo = start(PORT=str(taken))
        assert f"Error: Port {taken} is in use by another program" in finish(demo)
    assert demo.returncode == 1
    assert not (tmp_path / "neo4j").exists()


def test_wrong_credentials_for_ones_own_database_are_told_in_one_sentence(
    start: Start, port: str, own_database: dict[str, str]
) -> None:
    demo = start(PORT=port, **{**own_database, "NEO4J_PASSWORD": "not it"})
    told = finish(demo)
    assert "refused the user 'neo4j' or its password: check NEO4J_USER and NEO4J_PASSWORD." in told
    assert "Traceback" not in told
    assert demo.returncode == 1


def test_a_demo_stopped_while_it_starts_stops_what_it_has_started(start: Start, port: str, tmp_path: Path) -> None:
    demo = start(PORT=port)
    server = LocalServer(tmp_path / "neo4j")
    deadline = time.monotonic() + LIMIT_SECONDS
    while server.status().pid is None and time.monotonic() < deadline:
        time.sleep(0.05)
    java = psutil.Process(server.status().pid)
    demo.send_signal(signal.SIGTERM)
    assert "Stopping …" in finish(demo)
    with contextlib.suppress(psutil.NoSuchProcess):
        assert all_end([java])
