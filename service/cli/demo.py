"""`flask demo`: everything at once, in the foreground."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext

from graph_schema.local_server import LocalServer
from matchers.snapshot import has_snapshot
from service.auth.accounts import INVITATION_DAYS, invite_first_administrator
from service.cli.migrate import bring_up_to_date
from service.cli.terminal import one_sentence_errors, progress_bars
from service.demo.instance import DemoRunningError, only_one
from service.demo.ports import USUAL, choose_port
from service.demo.web import ROOT, WebService, web_command
from service.graph_access import connected_graph
from service.imports.seed import load_seed
from service.indexing import Index
from service.runtime import current_runtime
from service.settings import Settings

WATCH_SECONDS = 0.5
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@click.command("demo")
@click.option(
    "--seed",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "seed_data",
    help="Folder of the data to begin with.",
)
@with_appcontext
def command(seed: Path) -> None:
    """Start database and web service with the seed data, and stop both at Ctrl-C."""
    settings = current_runtime().settings
    with one_sentence_errors(), ExitStack() as stack:
        try:
            announce = stack.enter_context(only_one(settings.data_dir))
        except DemoRunningError as other:
            click.echo(str(other))
            return
        port = choose_port(settings.port)
        stack.enter_context(_stopped_by_signals())
        if settings.port is None and port != USUAL:
            click.echo(f"Port {USUAL} is in use by another program; this demo takes {port}.")
        web = _bring_up(settings, seed, port, stack)
        _tell_first_administrator(settings, web.address)
        announce(web.address)
        click.echo(f"\nFiliera is at {web.address} (Ctrl-C stops it)")
        while True:
            web.check()
            _keep_database(settings)
            time.sleep(WATCH_SECONDS)


def _bring_up(settings: Settings, seed: Path, port: int, stack: ExitStack) -> WebService:
    """Go through all steps with a progress bar each; `stack` is left with what has to be stopped."""
    server = LocalServer(settings.local_neo4j_dir)
    stack.callback(lambda: server.stop() if server.started_here else None)
    with progress_bars() as progress:
        # Where there is a snapshot, the service can answer from it while the database still starts.
        web = _start_web(settings, port, stack) if has_snapshot(settings.snapshot_dir) else None
        if settings.neo4j_uri is None:
            server.start(progress, attached=True)
        with connected_graph(settings) as graph:
            progress("Preparing the database", 0, 0)
            bring_up_to_date(graph)
            progress("Preparing the database", 1, 1)
            load_seed(graph, seed, progress)
            Index(settings, current_runtime().encoder).update(graph, progress)
        progress("Starting the web service", 0, 0)
        web = web or _start_web(settings, port, stack)
        web.wait_until_ready(lambda: progress("Starting the web service", 0, 0))
        progress("Starting the web service", 1, 1)
    return web


def _tell_first_administrator(settings: Settings, address: str) -> None:
    """Print the link by which the first administrator's account is made, while there is none."""
    with connected_graph(settings) as graph, _heard_afterwards():
        token = invite_first_administrator(graph)
    if token is not None:
        click.echo(f"\nThere is no administrator yet. This link makes one, once, within {INVITATION_DAYS} days:")
        click.echo(f"{settings.public_url or address}/invitation/{token}")


def _start_web(settings: Settings, port: int, stack: ExitStack) -> WebService:
    web = WebService(port, settings.data_dir, web_command(ROOT / "Procfile"))
    stack.callback(web.stop)
    return web


def _keep_database(settings: Settings) -> None:
    """Start the managed database again if something ended it; the service meanwhile answers from its snapshot."""
    if settings.neo4j_uri is None:
        server = LocalServer(settings.local_neo4j_dir)
        if server.address() is None:
            click.echo("The database ended; starting it again.")
            server.start(attached=True)


@contextmanager
def _heard_afterwards() -> Iterator[None]:
    """Let a signal to stop wait until a short write is through: half of one, the database would complain of."""
    heard: list[int] = []
    former = {each: signal.signal(each, lambda number, _: heard.append(number)) for each in ENDING_SIGNALS}
    try:
        yield
    finally:
        for each, handler in former.items():
            signal.signal(each, handler)
    if heard:
        signal.raise_signal(heard[0])


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let Ctrl-C and its kin end the command in order, once: what follows while it is stopping is not heard."""

    def stop(_signal: int, _frame: object) -> NoReturn:
        for each in ENDING_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        click.echo("\nStopping …")
        raise SystemExit(0)

    former = {each: signal.signal(each, stop) for each in ENDING_SIGNALS}
    yield
    for each, handler in former.items():
        signal.signal(each, handler)
