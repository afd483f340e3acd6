"""`flask import`: files into the graph."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table

from service.cli.terminal import one_sentence_errors, progress_bars
from service.graph_access import connected_graph
from service.imports.decisions import duplicates_as_table
from service.imports.errors import ImportRowsError
from service.imports.limits import FileLimits
from service.imports.ready import MembersRequest, networks_told
from service.imports.report import ImportReport
from service.imports.run import UploadedFile, import_cordis, import_members, import_profiles
from service.imports.seed import load_seed
from service.runtime import current_runtime

SEED_FOLDER = Path(__file__).parents[2] / "seed_data"
_SHOWN_DUPLICATES = 20
_LANGUAGES = ("en", "it", "no")

_folder = click.Path(exists=True, file_okay=False, path_type=Path)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)
_new_file = click.Path(dir_okay=False, writable=True, path_type=Path)
_dry_run = click.option("--dry-run", is_flag=True, help="Check and count everything, write nothing.")
_duplicates = click.option(
    "--duplicates", "duplicates_to", type=_new_file, help="Write all likely duplicates to this file (CSV)."
)


@click.group("import")
def command() -> None:
    """Bring files into the graph, all or nothing; a second time changes nothing.

    Exit codes: 0 imported (or dry run without errors), 1 refused, 2 wrong use of the command.
    """


@command.command("cordis")
@click.argument("folder", type=_folder)
@_dry_run
@_duplicates
@with_appcontext
def cordis(folder: Path, duplicates_to: Path | None, *, dry_run: bool) -> None:
    """Import CORDIS' own tables: FOLDER holds project.csv and organization.csv.

    They are offered at https://data.europa.eu/data/datasets (CORDIS, EU research projects).
    """
    with one_sentence_errors(), _all_row_errors(), connected_graph(current_runtime().settings) as graph:
        with progress_bars() as progress:
            report = import_cordis(graph, folder, dry_run=dry_run, progress=progress)
        _tell(report, duplicates_to)


@command.command("members")
@click.argument("file", type=_file)
@click.option("--cluster", "cluster_id", required=True, help="Id of the cluster, as in lombardy-energy.")
@click.option("--cluster-name", "names", multiple=True, help="Its name, to make it: 'Name', or 'it=Nome', repeatable.")
@click.option("--network", "networks", multiple=True, help="Network it is part of: id, or 'id=Name' to make it.")
@click.option("--country", help="Country (two letters) where neither row nor VAT number tells one.")
@click.option("--same-as", "decisions", type=_file, help="Decisions on duplicates, see above.")
@_dry_run
@_duplicates
@with_appcontext
def members(  # noqa: PLR0913, PLR0917 - one parameter an option
    file: Path,
    cluster_id: str,
    names: tuple[str, ...],
    networks: tuple[str, ...],
    country: str | None,
    decisions: Path | None,
    duplicates_to: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Import a cluster's own list: FILE is CSV, XLSX, XLS or ODS with a header in English, Italian or Norwegian.

    Columns may come in any order: name (the only one needed), vat, pic, lei, ror, kind, city, region, country, website,
    description, capabilities (separated by ; or ,), sme, employees (a number, or a range as 10-49), size class,
    founded (year), family business, seeks successor, latitude, longitude.

    A member that may be an organisation of the graph already is imported beside it and listed. To make them one: write
    the list with --dry-run --duplicates FILE, remove the rows that are not the same, and import with --same-as FILE.
    The decision is remembered.
    """
    settings = current_runtime().settings
    with one_sentence_errors(), _all_row_errors(), connected_graph(settings) as graph:
        limits = FileLimits(bytes=settings.max_body_bytes)
        request = MembersRequest(
            cluster_id=cluster_id,
            cluster_names=_names(names),
            networks=networks_told(networks),
            country=country,
            decisions=_contents(decisions, limits) if decisions else None,
            dry_run=dry_run,
        )
        with progress_bars() as progress:
            report = import_members(graph, UploadedFile(_contents(file, limits), file.name, limits), request, progress)
        _tell(report, duplicates_to)


@command.command("profiles")
@click.argument("file", type=_file)
@_dry_run
@with_appcontext
def profiles(file: Path, *, dry_run: bool) -> None:
    """Import offers and requests: FILE is CSV, XLSX, XLS or ODS with a header in English or Italian.

    Columns may come in any order. Needed: organisation (id, PIC, VAT number or name of one that is in the graph),
    direction (offer or request; "technology offer" or "TO" tell the subject too), title, text. Also: subject
    (technology, business, research), id, trl (5 or 4-6), role, agreement, partner kind, countries (several separated by
    ; or ,), published, expires.

    A row replaces the profile of the same id; without an id it is made of organisation, direction and title.
    """
    settings = current_runtime().settings
    with one_sentence_errors(), _all_row_errors(), connected_graph(settings) as graph:
        limits = FileLimits(bytes=settings.max_body_bytes)
        uploaded = UploadedFile(_contents(file, limits), file.name, limits)
        with progress_bars() as progress:
            report = import_profiles(graph, uploaded, dry_run=dry_run, progress=progress)
        _tell(report, None)


@command.command("seed")
@click.argument("folder", type=_folder, default=SEED_FOLDER)
@with_appcontext
def seed(folder: Path) -> None:
    """Import the data that comes with the repository."""
    settings = current_runtime().settings
    with one_sentence_errors(), _all_row_errors(), connected_graph(settings) as graph, progress_bars() as progress:
        summary = load_seed(graph, folder, progress)
    if summary is None:
        click.echo("The seed data is in the graph already.")
        return
    total = summary.total
    click.echo(f"{total.created:,} rows are new, {total.changed:,} changed, {total.unchanged:,} were there already.")


@contextmanager
def _all_row_errors() -> Iterator[None]:
    """Print every wrong row before the sentence that refuses the file."""
    try:
        yield
    except ImportRowsError as refused:
        for error in refused.errors:
            click.echo(str(error), err=True)
        raise


def _contents(path: Path, limits: FileLimits) -> bytes:
    limits.check_bytes(path.name, path.stat().st_size)
    return path.read_bytes()


def _names(options: tuple[str, ...]) -> dict[str, str]:
    """Return names by language; one without a language is English."""
    names: dict[str, str] = {}
    for option in options:
        language, separator, name = option.partition("=")
        told = (language, name) if separator and language in _LANGUAGES else ("en", option)
        names[told[0]] = told[1].strip()
    return names


def _tell(report: ImportReport, duplicates_to: Path | None) -> None:
    _tell_counts(report)
    if not report.summary.is_changed:
        click.echo("All of this is in the graph already: nothing changed.")
    else:
        click.echo("Dry run: nothing was written." if report.is_dry_run else "Imported.")
    for notice in report.notices:
        click.echo(notice)
    _tell_duplicates(report)
    if duplicates_to:
        duplicates_to.write_text(duplicates_as_table(report.duplicates), encoding="utf-8")
        click.echo(f"All {len(report.duplicates):,} likely duplicates are in {duplicates_to}.")


def _tell_counts(report: ImportReport) -> None:
    table = Table("", "new", "changed", "as before", title=report.source)
    for noun, counts in report.summary.counts.items():
        cells = (counts.created, counts.changed, counts.unchanged)
        if any(cells):
            table.add_row(noun.replace("_", " "), *(f"{cell:,}" for cell in cells))
    if report.summary.removed:
        table.add_row("removed", f"{report.summary.removed:,}")
    Console().print(table)


def _tell_duplicates(report: ImportReport) -> None:
    if not report.duplicates:
        return
    click.echo(f"{len(report.duplicates):,} likely duplicates, for you to decide; nothing was merged:")
    for pair in report.duplicates[:_SHOWN_DUPLICATES]:
        one, other = pair.incoming, pair.other
        click.echo(f"  {one.name} ({one.id}) and {other.name} ({other.id}): {pair.reason}")
    if len(report.duplicates) > _SHOWN_DUPLICATES:
        click.echo(f"  … and {len(report.duplicates) - _SHOWN_DUPLICATES:,} more (--duplicates FILE writes them all)")
