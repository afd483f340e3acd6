"""`flask index`: bring the snapshot up to date with the graph."""

import click
from flask.cli import with_appcontext
from rich.console import Console

from graph_schema.errors import GraphError
from matchers.encoder import Encoder
from matchers.errors import MatchingError
from service.cli.progress import progress_bar
from service.indexing import update_snapshot
from service.runtime import current_runtime


@click.command("index")
@with_appcontext
def command() -> None:
    """Encode what changed in the graph and build a new snapshot, which the running service takes up at once."""
    console = Console(stderr=True)
    runtime = current_runtime()
    try:
        with progress_bar("Encoding texts", console) as progress:
            report = update_snapshot(
                runtime.settings, runtime.graph(), progress, Encoder(runtime.settings.embedding_model)
            )
    except (GraphError, MatchingError) as error:
        raise click.ClickException(str(error)) from error
    if report is None:
        console.print("The snapshot is up to date.")
        return
    console.print(
        f"Snapshot {report.version}: {report.organisations:,} organisations, {report.projects:,} projects, "
        f"{report.encoded:,} texts encoded."
    )
