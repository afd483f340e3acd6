"""`flask evaluate`: how good suggestions are, on who really worked together next."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from flask.cli import with_appcontext
from rich.console import Console

from matchers.evaluation.recommenders import recommenders
from matchers.evaluation.report import Report
from matchers.evaluation.run import Evaluation
from matchers.evaluation.vector_cache import VectorCache
from service.cli.evaluation_files import Outputs
from service.cli.evaluation_tables import tables
from service.cli.terminal import one_sentence_errors, progress_bars
from service.evaluation import Sources, prepare
from service.runtime import current_runtime

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
WIDTH_OF_FILES = 120
"""Characters of a line where the output is no terminal."""

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("evaluate")
@click.option("--train", type=FOLDER, required=True, help="Folder with CORDIS' tables to learn from.")
@click.option("--test", type=FOLDER, required=True, help="Folder with CORDIS' tables of what came next.")
@click.option("--train-before", "cut", type=DAY, help="Learn from projects that started before this day alone.")
@click.option("--test-before", "until", type=DAY, help="Ask about projects that started before this day alone.")
@click.option("--earlier", type=FILE, help="CSV with columns project,org: who took part in an earlier programme.")
@click.option("--rankings", type=NEW_FILE, help="Write the best 200 of each question as CSV to this file.")
@click.option("--rank-with", help="Whose rankings are written; unset: the service's own ranker.")
@click.option("--json", "figures", type=NEW_FILE, help="Write all figures as JSON to this file.")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Draws ties and resamples.")
@click.option("--bootstrap", type=click.IntRange(10), default=1000, show_default=True, help="Resamples of intervals.")
@with_appcontext
def command(  # noqa: PLR0913, PLR0917  # one parameter an option
    train: Path,
    test: Path,
    cut: datetime | None,
    until: datetime | None,
    earlier: Path | None,
    rankings: Path | None,
    rank_with: str | None,
    figures: Path | None,
    seed: int,
    bootstrap: int,
) -> None:
    """Compare rankers on what happened: learn from some projects, be asked about later ones. Needs no database."""
    sources = Sources(train, test, _day(cut), _day(until), earlier)
    with one_sentence_errors():
        _evaluate(sources, Outputs(rankings, rank_with, figures), seed, bootstrap)


def _evaluate(sources: Sources, outputs: Outputs, seed: int, draws: int) -> None:
    runtime = current_runtime()
    with progress_bars() as progress:
        vectors = VectorCache(runtime.encoder, runtime.settings.vectors_dir, partial(progress, "Encoding texts"))
        compared = recommenders(vectors.encode, seed)
        outputs.check([recommender.name for recommender in compared])
        prepared = prepare(sources, progress)
        evaluation = Evaluation(prepared.questions, seed, draws)
        report = evaluation.run(compared, progress)
    _print(report, prepared.notices)
    outputs.write(evaluation, report, prepared.notices)


def _print(report: Report, notices: Sequence[str]) -> None:
    terminal = Console()
    console = terminal if terminal.is_terminal else Console(width=WIDTH_OF_FILES)
    console.print(
        f"Learned from {report.projects:,} projects of {report.candidates:,} organisations before {report.cut}.",
        highlight=False,
    )
    not_run = (f"{row.name} is not run: {row.missing.rstrip('.')}." for row in report.rows if row.missing)
    for notice in (*notices, *not_run):
        console.print(f"Note: {notice}", highlight=False, markup=False)
    for table in tables(report):
        console.print()
        console.print(table)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None
