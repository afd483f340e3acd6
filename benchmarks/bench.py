"""Prints the figures that README quotes: `make bench`, or `python benchmarks/bench.py CORDIS_FOLDER`.

Everything is run as a user would run it: the commands, gunicorn with two workers, clients over HTTP on loopback. The
clients run on the same cores as the service, so the service alone would be faster.
"""

import argparse
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import psutil

from benchmarks.clients import Client, load, percentiles

FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
LIBRARIES = ("neo4j", "Flask", "gunicorn", "numpy", "scipy", "torch", "sentence-transformers")
PORT = 8765
ALONE, TOGETHER, CLIENTS = 300, 1600, 16
READY_SECONDS = 900.0

Row = tuple[str, str]


def main() -> None:
    """Run all measurements and print them as a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/cordis-h2020-energy"))
    folder = parser.parse_args().folder
    if not (folder / "project.csv").is_file():
        parser.error(f"{folder} has no project.csv: name a folder with CORDIS' project.csv and organization.csv.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    data = Path(tempfile.mkdtemp(prefix="filiera-bench-"))
    try:
        print_table(chain(machine(), measure(folder, data)))
    finally:
        shutil.rmtree(data, ignore_errors=True)


def measure(folder: Path, data: Path) -> Iterator[Row]:
    """Yield the figures in the order they are taken."""
    environment = {"DATA_DIR": str(data), "PORT": str(PORT), "WEB_WORKERS": "2", "WRITE_KEY": "bench"}
    with demo(environment) as (_, seconds):
        yield "first start to first answer (seed data, downloads cached)", f"{seconds:.1f} s"
    with database(environment):
        yield from timed("import of the whole extract, without encoding", environment, "import", "cordis", str(folder))
        seconds, output = command(environment, "index")
        texts = int(re.search(r"([\d,]+) texts encoded", output)[1].replace(",", ""))  # type: ignore[index]
        yield "encoding and snapshot", f"{seconds:.1f} s, {texts:,} texts, {texts / seconds:.0f} texts a second"
        yield "snapshot build alone (nothing to encode)", rebuilt(data, environment)
    with demo(environment) as (process, seconds):
        yield "second start to first answer", f"{seconds:.1f} s"
        yield from over_http()
        yield from memory(process)


def over_http() -> Iterator[Row]:
    """Yield latency, throughput, and how soon a change shows."""
    total, ids = Client(PORT).organisations()
    yield "organisations", f"{total:,}"
    load(PORT, ids, requests=40, clients=1)  # opens what each worker maps at its first request
    alone = load(PORT, ids, requests=ALONE, clients=1)
    yield "suggestions over HTTP, one client, p50 / p95 / p99", percentiles(alone)
    together = load(PORT, ids, requests=TOGETHER, clients=CLIENTS)
    yield f"the same, {CLIENTS} clients", percentiles(together)
    yield f"suggestions a second, {CLIENTS} clients", f"{together.requests_a_second:.0f}"
    yield f"failed requests, {CLIENTS} clients", f"{together.failed} of {TOGETHER}"
    yield "a new organisation shows in suggestions after", f"{Client(PORT).seconds_until_new_one_is_suggested():.2f} s"


def memory(process: subprocess.Popen[str]) -> Iterator[Row]:
    """Yield each worker's own memory (what no other process shares) and its share of what is shared."""
    gunicorn = [child for child in psutil.Process(process.pid).children(recursive=True) if is_gunicorn(child)]
    parents = {child.ppid() for child in gunicorn}
    for number, worker in enumerate((child for child in gunicorn if child.pid not in parents), start=1):
        used = worker.memory_full_info()
        yield f"memory of worker {number}, own / with its share", f"{used.uss / 1e6:.0f} MB / {used.pss / 1e6:.0f} MB"


def is_gunicorn(process: psutil.Process) -> bool:
    """Tell whether a process is gunicorn's."""
    return any("gunicorn" in word for word in process.cmdline())


def timed(label: str, environment: dict[str, str], *arguments: str) -> Iterator[Row]:
    """Run a command and yield its seconds."""
    seconds, _ = command(environment, *arguments)
    yield label, f"{seconds:.1f} s"


def rebuilt(data: Path, environment: dict[str, str]) -> str:
    """Touch the graph's version through an import that changes one thing, and time the update of the snapshot."""
    member = data / "member.csv"
    member.write_text("name;country\nBench Touch S.r.l.;IT\n", encoding="utf-8")
    command(environment, "import", "members", str(member), "--cluster", "lombardy-energy")
    seconds, _ = command(environment, "index")
    return f"{seconds:.1f} s (with the start of the command and the model)"


def command(environment: dict[str, str], *arguments: str) -> tuple[float, str]:
    """Run one flask command to its end; return seconds and output."""
    start = time.perf_counter()
    done = subprocess.run(
        [*FLASK, *arguments],
        check=False,
        env=full(environment),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.exit(f"flask {' '.join(arguments)} failed:\n{done.stdout}")
    return time.perf_counter() - start, done.stdout


@contextmanager
def database(environment: dict[str, str]) -> Iterator[None]:
    """Have the managed database up."""
    command(environment, "db", "start")
    try:
        yield
    finally:
        command(environment, "db", "stop")


@contextmanager
def demo(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """Run `flask demo`; yield its process and the seconds until it answered with suggestions."""
    start = time.perf_counter()
    process = subprocess.Popen([*FLASK, "demo"], env=full(environment), text=True, stdout=subprocess.DEVNULL)
    try:
        until(lambda: process.poll() is not None or Client(PORT).answers())
        if process.poll() is not None:
            sys.exit("flask demo ended by itself.")
        yield process, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=60)


def until(happens: Callable[[], bool]) -> None:
    """Wait for something to happen."""
    end = time.monotonic() + READY_SECONDS
    while not happens():
        if time.monotonic() > end:
            sys.exit("The service did not answer in time.")
        time.sleep(0.05)


def full(environment: dict[str, str]) -> dict[str, str]:
    """Return this process's environment with changes, without a user's own database."""
    return {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")} | environment


def machine() -> Iterator[Row]:
    """Yield what the figures were taken on."""
    cpu = next((line.split(":")[1].strip() for line in cpu_lines() if line.startswith("model name")), "unknown CPU")
    memory_gb = psutil.virtual_memory().total / 2**30
    yield (
        "machine",
        f"{psutil.cpu_count()} cores ({cpu}), {memory_gb:.0f} GiB, {platform.system()} {platform.machine()}",
    )
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    yield "versions", f"Python {platform.python_version()}, {libraries}"


def cpu_lines() -> list[str]:
    """Return what Linux says of the processors."""
    path = Path("/proc/cpuinfo")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def print_table(rows: Iterable[Row]) -> None:
    """Print rows as a Markdown table, each as soon as it is known."""
    print("| figure | value |\n|---|---|")
    for label, value in rows:
        print(f"| {label} | {value} |", flush=True)


if __name__ == "__main__":
    main()
