"""`flask index`: bring the snapshot up to date with the graph."""

import click
from flask.cli import with_appcontext

from service.cli.terminal import console, one_sentence_errors, progress_bars
from service.indexing import Index
from service.runtime import current_runtime


@click.command("index")
@with_appcontext
def command() -> None:
    """Encode what changed in the graph and build a new snapshot, which the running service takes up at once."""
    runtime = current_runtime()
    with one_sentence_errors(), progress_bars() as progress:
        report = Index(runtime.settings, runtime.encoder).update(runtime.graph(), progress)
    if report is None:
        console.print("The snapshot is up to date.")
        return
    console.print(
        f"Snapshot {report.version}: {report.organisations:,} organisations, {report.projects:,} projects, "
        f"{report.encoded:,} texts encoded."
    )
