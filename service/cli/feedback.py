"""`flask feedback`: what organisations say of their suggestions."""

from datetime import date, datetime

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table

from graph_schema import store
from graph_schema.decline_reasons import decline_reasons
from graph_schema.introduction_records import Introduction, Side
from matchers.match_types import match_types
from service.cli.terminal import one_sentence_errors
from service.feedback import OF_ONE_SIDE, STATES, Outcome, change, check_reason
from service.graph_access import connected_graph
from service.runtime import current_runtime

_type = click.option(
    "--type", "match_type", type=click.Choice(sorted(match_types())), required=True, help="What it was suggested for."
)
_by = click.option("--by", help="Who says so.")


@click.group("feedback")
def command() -> None:
    """Record what organisations say of their suggestions; who was declined is not shown from the next answer on."""


@command.command("record")
@click.argument("organisation")
@click.argument("partner")
@click.argument("outcome", type=click.Choice([one.value for one in Outcome]))
@_type
@click.option("--reason", type=click.Choice(list(decline_reasons())), help="Why it was declined.")
@click.option("--words", help="The same in free words.")
@_by
@click.option("--day", type=click.DateTime(formats=["%Y-%m-%d"]), help="Since when; unset: today.")
@with_appcontext
def record(  # noqa: PLR0913, PLR0917  # one parameter an option
    organisation: str,
    partner: str,
    outcome: str,
    match_type: str,
    reason: str | None,
    words: str | None,
    by: str | None,
    day: datetime | None,
) -> None:
    """Record what ORGANISATION says of the suggested PARTNER (both by id)."""
    try:
        check_reason(Outcome(outcome), reason, words)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    since: date | None = day.date() if day else None
    side = Side.ORGANISATION if outcome in OF_ONE_SIDE else None
    said = Introduction(organisation, partner, match_type, STATES[Outcome(outcome)], reason, words, by, since, side)
    settings = current_runtime().settings
    with one_sentence_errors(), connected_graph(settings) as graph:
        summary = change(graph, settings.snapshot_dir, lambda one: store.write_introduction(one, said))
    click.echo("Recorded." if summary.is_changed else "This is on record already: nothing changed.")


@command.command("withdraw")
@click.argument("organisation")
@click.argument("partner")
@_type
@_by
@with_appcontext
def withdraw(organisation: str, partner: str, match_type: str, by: str | None) -> None:
    """Take back what ORGANISATION said of PARTNER: it may be suggested again. The history stays."""
    settings = current_runtime().settings
    with one_sentence_errors(), connected_graph(settings) as graph:
        summary = change(
            graph,
            settings.snapshot_dir,
            lambda one: store.withdraw_introduction(one, organisation, partner, match_type, by),
        )
    click.echo("Taken back." if summary.is_changed else "It was taken back already: nothing changed.")


@command.command("list")
@click.argument("organisation")
@with_appcontext
def list_(organisation: str) -> None:
    """List what ORGANISATION said of its suggestions."""
    with one_sentence_errors(), connected_graph(current_runtime().settings) as graph:
        rows = store.read_introductions(graph, [organisation])
    table = Table("Partner", "Match type", "State", "Reason", "Words", "By", "Since")
    for row in rows:
        cells = (row.partner_id, row.match_type, row.state.value, row.reason, row.words, row.by, str(row.day))
        table.add_row(*(cell or "" for cell in cells))
    Console().print(table)
