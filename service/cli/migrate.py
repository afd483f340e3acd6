"""`flask migrate`: bring the database to where this version needs it."""

import click
from flask.cli import with_appcontext

from graph_schema.connection import Graph
from graph_schema.migrate import migrate, pending
from graph_schema.store import sync_vocabulary
from service.cli.terminal import one_sentence_errors
from service.graph_access import connected_graph
from service.runtime import current_runtime


@click.command("migrate")
@click.option("--pending", "only_list", is_flag=True, help="Only list what would be applied.")
@with_appcontext
def command(*, only_list: bool) -> None:
    """Make the constraints and indexes that this version needs, and bring its vocabulary into the graph."""
    with one_sentence_errors(), connected_graph(current_runtime().settings) as graph:
        names = pending(graph) if only_list else bring_up_to_date(graph)
    for name in names:
        click.echo(name)
    if not names:
        click.echo("Nothing is pending." if only_list else "The database is up to date.")


def bring_up_to_date(graph: Graph) -> list[str]:
    """Apply pending migrations and the vocabulary of this version; return the migrations applied."""
    applied = migrate(graph)
    sync_vocabulary(graph)
    return applied
