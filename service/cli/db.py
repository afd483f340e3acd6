"""`flask db`: the managed local database."""

import click
from flask.cli import with_appcontext

from graph_schema.connection import Graph
from graph_schema.local_server import LocalServer
from service.cli.terminal import one_sentence_errors, progress_bars
from service.graph_access import own_database
from service.runtime import current_runtime
from service.settings import Settings

NOT_RUNNING = 3
"""The exit code that `status` programs use for it (Linux Standard Base)."""


@click.group("db")
def command() -> None:
    """Start, stop and look at the local database."""


@command.command("start")
@with_appcontext
def start() -> None:
    """Start the local database, which then runs until `flask db stop`; the first time it is downloaded."""
    settings = current_runtime().settings
    if not _is_managed(settings):
        return
    server = LocalServer(settings.local_neo4j_dir)
    with one_sentence_errors(), progress_bars() as progress:
        address = server.start(progress, attached=False)
    click.echo(f"The local database {'listens' if server.started_here else 'was running already'} at {address.uri}.")


@command.command("stop")
@with_appcontext
def stop() -> None:
    """Stop the local database; its data stays."""
    settings = current_runtime().settings
    if not _is_managed(settings):
        return
    with one_sentence_errors():
        stopped = LocalServer(settings.local_neo4j_dir).stop()
    click.echo("The local database is stopped; its data stays." if stopped else "The local database was not running.")


@command.command("status")
@click.pass_context
@with_appcontext
def status(context: click.Context) -> None:
    """Tell where the database is; exit code 0 when it answers, 3 when the local one is down, 1 for another's error."""
    own = own_database(current_runtime().settings)
    if own is not None:
        with one_sentence_errors(), Graph.connect(own) as graph:
            graph.check()
        click.echo(f"The database of NEO4J_URI answers at {own.uri} (database {own.database}).")
        return
    found = LocalServer(current_runtime().settings.local_neo4j_dir).status()
    if found.pid is None:
        click.echo("The local database is not running: start it with `flask db start`.")
        context.exit(NOT_RUNNING)
    click.echo(f"The local database runs at {found.uri} (process {found.pid}).")
    click.echo(f"Data and log: {found.directory}\nUser neo4j, password in: {found.password_file}")


def _is_managed(settings: Settings) -> bool:
    if settings.neo4j_uri is not None:
        click.echo(f"NEO4J_URI is set: the database at {settings.neo4j_uri} is used, and no local one.")
    return settings.neo4j_uri is None
