"""`flask learn`: learn the ranker from who worked with whom."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from graph_schema.errors import GraphError
from graph_schema.progress import Progress
from graph_schema.store import read_introductions
from matchers.evaluation.vector_cache import VectorCache
from matchers.past.introductions import CameTrue
from matchers.ranking.card import facts
from matchers.ranking.meaning import Encode
from matchers.ranking.model_file import save_models
from matchers.ranking.training import learn
from matchers.serving.vectors import SnapshotVectors
from matchers.snapshot import Snapshot
from service.cli.evaluate import DAY, FILE, FOLDER, NEW_FILE
from service.cli.terminal import console, one_sentence_errors, progress_bars
from service.feedback import came_true
from service.graph_access import connected_graph
from service.learning import figures_from, training_from_folder, training_from_snapshot
from service.runtime import Runtime, current_runtime
from service.settings import Settings

OWN_GRAPH = "this service's own graph"


@click.command("learn")
@click.option("--train", type=FOLDER, help="Folder with CORDIS' tables to learn from.  [default: the newest snapshot]")
@click.option("--before", type=DAY, help="Learn from projects that started before this day alone.")
@click.option("--source", help="What the model's card calls the data.  [default: the folder's name]")
@click.option("--figures", type=FILE, help="What `flask evaluate --json` wrote, to be shown on the model's card.")
@click.option("--output", type=NEW_FILE, help="Where the model is written.  [default: ranker.json in DATA_DIR]")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Draws the cases to learn from.")
@with_appcontext
def command(  # noqa: PLR0913, PLR0917  # one parameter an option
    train: Path | None,
    before: datetime | None,
    source: str | None,
    figures: Path | None,
    output: Path | None,
    seed: int,
) -> None:
    """Learn the ranker from who worked with whom, and let the running service use it at once.

    The model that comes with a release was learned by this command from all Horizon 2020 energy projects.
    """
    runtime = current_runtime()
    cut = before.date() if before else None
    with one_sentence_errors(), progress_bars() as progress:
        about: dict[str, Any] = {"figures": figures_from(figures)} if figures else {}
        training = (
            training_from_folder(train, cut, progress) if train else training_from_snapshot(runtime.snapshot(), cut)
        )
        told = () if train else _came_true(runtime.settings)
        encode = _vectors(runtime, None if train else runtime.snapshot(), progress)
        progress("Learning", 0, 0)
        learned = learn(training, seed, told, encode)
        about |= facts(learned, training, runtime.encoder.model_id)
        about["source"] = source or (train.resolve().name if train else OWN_GRAPH)
        path = output or runtime.settings.ranker_file
        save_models(path, learned.models, about)
    questions = " and ".join(f"{count:,} of {task}" for task, count in learned.questions.items())
    console.print(f"Learned from {len(training.projects):,} projects by {questions} questions; written to {path}.")


def _vectors(runtime: Runtime, snapshot: Snapshot | None, progress: Progress) -> Encode:
    """Return what gives texts their vectors: what the snapshot knows, what was encoded before, then the text model."""
    encode = VectorCache(runtime.encoder, runtime.settings.vectors_dir, partial(progress, "Encoding texts")).encode
    if snapshot is None or snapshot.manifest.model != runtime.encoder.model_id:
        return encode
    return SnapshotVectors(snapshot, encode)


def _came_true(settings: Settings) -> tuple[CameTrue, ...]:
    """Return the suggestions that organisations accepted, met or agreed on; none, and a line, without the database."""
    try:
        with connected_graph(settings) as graph:
            return came_true(read_introductions(graph))
    except GraphError as error:
        click.echo(f"Learning without what organisations said of their suggestions: {error}", err=True)
        return ()
