"""`flask index`: bring the snapshot up to date with the graph."""

from contextlib import nullcontext
from functools import partial

import click
from flask.cli import with_appcontext

from matchers.encoder import Encoder
from service.cli.terminal import console, one_sentence_errors, progress_bars
from service.indexing import Index
from service.runtime import current_runtime
from service.spark import EncoderOnSpark, spark_session


@click.command("index")
@click.option("--spark", "master", help="Let Apache Spark encode: its master, such as spark://host:7077 or local[4].")
@with_appcontext
def command(master: str | None) -> None:
    """Encode what changed in the graph and build a new snapshot, which the running service takes up at once."""
    runtime = current_runtime()
    # Of the processors of Spark's workers nothing is known here.
    if master is None and (why := runtime.why_slow) is not None:
        console.print(why)
    session = spark_session(master) if master else nullcontext()
    with one_sentence_errors(), progress_bars() as progress, session as spark:
        settings = runtime.settings
        make = partial(
            Encoder,
            settings.embedding_model,
            precision=settings.embedding_precision,
            runtime=settings.embedding_runtime,
        )
        encoder = EncoderOnSpark(make, spark) if spark else runtime.encoder
        report = Index(runtime.settings, encoder).update(runtime.graph(), progress)
    if report is None:
        console.print("The snapshot is up to date.")
        return
    console.print(
        f"Snapshot {report.version}: {report.organisations:,} organisations, {report.projects:,} projects, "
        f"{report.encoded:,} texts encoded."
    )
