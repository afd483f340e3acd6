"""`flask suggest`: partner suggestions on the terminal."""

from dataclasses import replace

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table

from matchers.errors import UnknownIdError
from matchers.match_types import match_types
from matchers.reranking import Switches
from matchers.results import Match, MatchList, MatchQuery, OrganisationFilter
from service.api.queries import DEFAULT_TYPE, PROFILE_TYPE
from service.cli.terminal import one_sentence_errors
from service.runtime import current_runtime

REASONS_SHOWN = 3


@click.command("suggest")
@click.argument("organisation_or_text", required=False)
@click.option("--profile", help="Id of an offer or request, instead.")
@click.option(
    "--type",
    "match_type",
    type=click.Choice(sorted(match_types())),
    help=f"What for.  [default: {DEFAULT_TYPE}, for an offer or request {PROFILE_TYPE}]",
)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--kind", "kinds", multiple=True, help="Only organisations of this kind; may be repeated.")
@click.option("--country", "countries", multiple=True, help="Only organisations in this country (two letters).")
@click.option("--include-partners", is_flag=True, help="Also those it has worked with already.")
@click.option("--no-thinning", is_flag=True, help="Let near-duplicates stand where their scores put them.")
@click.option("--no-newcomers", is_flag=True, help="Keep no place among the first ten for a newcomer.")
@with_appcontext
def command(  # noqa: PLR0913, PLR0917  # one parameter an option
    organisation_or_text: str | None,
    profile: str | None,
    match_type: str | None,
    limit: int,
    kinds: tuple[str, ...],
    countries: tuple[str, ...],
    include_partners: bool,  # noqa: FBT001  # click passes options by name
    no_thinning: bool,  # noqa: FBT001
    no_newcomers: bool,  # noqa: FBT001
) -> None:
    """Suggest partners for an organisation (its id), a need in free words, or an offer or request, with the reasons."""
    if (organisation_or_text is None) == (profile is None):
        raise click.UsageError("Give an organisation's id or a need in free words, or else --profile ID.")
    wanted = OrganisationFilter(kinds=kinds, countries=tuple(country.upper() for country in countries))
    match_type = match_type or (DEFAULT_TYPE if profile is None else PROFILE_TYPE)
    query = MatchQuery(
        match_type,
        profile=profile,
        limit=limit,
        filter=wanted,
        include_partners=include_partners,
        switches=Switches(thinning=not no_thinning, newcomers=not no_newcomers),
    )
    with one_sentence_errors():
        _print(_answer(query, organisation_or_text))


def _answer(query: MatchQuery, organisation_or_text: str | None) -> MatchList:
    engine = current_runtime().engine()
    if organisation_or_text is None:
        return engine.suggest(query)
    if organisation_or_text in engine.snapshot.row_by_id:
        return engine.suggest(replace(query, organisation=organisation_or_text))
    if " " not in organisation_or_text:
        raise UnknownIdError("organisation", organisation_or_text)
    return engine.suggest(replace(query, text=organisation_or_text))


def _print(found: MatchList) -> None:
    table = Table("Score", "Organisation", "Country", "Why")
    for match in found.matches:
        table.add_row(f"{match.score:.3f}", match.organisation.name, match.organisation.country or "", _why(match))
    console = Console()
    console.print(table)
    console.print(f"{found.considered:,} considered; snapshot {found.snapshot_version}, model {found.model}")


def _why(match: Match) -> str:
    reasons = [f"{reason.contribution:+.2f} {reason.sentence}" for reason in match.reasons[:REASONS_SHOWN]]
    return "\n".join((*reasons, *match.notes))
