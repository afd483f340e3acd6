"""`flask suggest-all`: whom every organisation should meet, as a table without words."""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import click
from defusedcsv import csv
from flask.cli import with_appcontext

from graph_schema.progress import Progress as Report
from matchers.batch import rank_all
from matchers.directory import member_ids, name_of
from matchers.match_types import match_types
from matchers.results import MatchQuery, OrganisationFilter, Ranked
from matchers.snapshot import Snapshot
from service.api.queries import DEFAULT_TYPE
from service.cli.terminal import one_sentence_errors, progress_bars
from service.runtime import current_runtime
from service.spark import spark_session, suggest_all_on_spark

Answers = Iterable[tuple[str, tuple[Ranked, ...]]]

COLUMNS: Final = ("organisation", "organisation_name", "place", "partner", "partner_name", "score")
_DIGITS: Final = 6


@click.command("suggest-all")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write: .csv, a row a suggestion, or .jsonl, a line an organisation; with --spark a new folder.",
)
@click.option("--type", "match_type", type=click.Choice(sorted(match_types())), default=DEFAULT_TYPE, show_default=True)
@click.option("--top", type=click.IntRange(1, 100), default=20, show_default=True, help="So many for each.")
@click.option("--cluster", help="Only for the members of this cluster (its id).")
@click.option("--kind", "kinds", multiple=True, help="Suggest only this kind; may be repeated.")
@click.option("--country", "countries", multiple=True, help="Suggest only who is in this country (two letters).")
@click.option("--include-partners", is_flag=True, help="Also those they have worked with already.")
@click.option(
    "--processes",
    type=click.IntRange(1, 256),
    default=lambda: len(os.sched_getaffinity(0)),
    help="So many share the work.  [default: one a core]",
)
@click.option("--spark", "master", help="Let Apache Spark do it: its master, such as spark://host:7077 or local[4].")
@with_appcontext
def command(  # noqa: PLR0913, PLR0917  # one parameter an option
    out: Path,
    match_type: str,
    top: int,
    cluster: str | None,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    include_partners: bool,  # noqa: FBT001  # click passes options by name
    processes: int,
    master: str | None,
) -> None:
    """Write the partners suggested to every organisation, with scores and without reasons, in one go.

    With Apache Spark, a folder of Parquet is written, with the ids of both, the place and the score.
    """
    if master is None and out.suffix.lower() not in _WRITERS:
        raise click.BadParameter(f"Give a file that ends in {' or '.join(_WRITERS)}.", param_hint="--out")
    wanted = OrganisationFilter(kinds=kinds, countries=tuple(country.upper() for country in countries))
    query = MatchQuery(match_type, limit=top, filter=wanted, include_partners=include_partners)
    with one_sentence_errors():
        runtime = current_runtime()
        engine = runtime.engine()
        snapshot = engine.snapshot
        asked = list(snapshot.row_by_id) if cluster is None else member_ids(snapshot, cluster)
        if master is not None:
            with spark_session(master) as session:
                suggest_all_on_spark(session, runtime, query, asked, str(out))
        else:
            with progress_bars() as report, _ending_in_order(), _replacing(out) as file:
                answers = _counted(rank_all(engine, query, asked, processes), len(asked), report)
                _WRITERS[out.suffix.lower()](file, snapshot, answers)
    click.echo(f"{len(asked):,} organisations, {out}; snapshot {snapshot.manifest.version}")


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let a signal to end end the processes at work too, and leave no half-written file, as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _counted(answers: Answers, total: int, report: Report) -> Answers:
    for number, answer in enumerate(answers, start=1):
        yield answer
        report("suggesting", number, total)


def _write_csv(file: IO[str], snapshot: Snapshot, answers: Answers) -> None:
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for organisation, partners in answers:
        own = name_of(snapshot, organisation)
        writer.writerows(
            (organisation, own, place, one.partner, name_of(snapshot, one.partner), round(one.score, _DIGITS))
            for place, one in enumerate(partners, start=1)
        )


def _write_json_lines(file: IO[str], snapshot: Snapshot, answers: Answers) -> None:
    for organisation, partners in answers:
        told = [
            {"id": one.partner, "name": name_of(snapshot, one.partner), "score": round(one.score, _DIGITS)}
            for one in partners
        ]
        row = {"organisation": organisation, "name": name_of(snapshot, organisation), "partners": told}
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """Yield a file that takes the place of another one when all is written, and leaves nothing where it is not."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


_WRITERS: Final = {".csv": _write_csv, ".jsonl": _write_json_lines}
