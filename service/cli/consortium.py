"""`flask consortium`: what a project idea needs, who is missing, and whole teams, on the terminal."""

import click
from flask.cli import with_appcontext
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from matchers.consortium import assemble
from matchers.consortium.query import DEFAULT_RULES, LEAST_SIZE, MOST_SIZE
from matchers.consortium.results import Consortium, Team
from matchers.consortium.rules import rule_sets
from service.api.consortium_queries import MOST_TEAMS, ConsortiumBody
from service.cli.terminal import one_sentence_errors
from service.errors import InvalidRequestError, field_problems
from service.runtime import current_runtime

ROLE_PARTNERS_SHOWN = 3


@click.command("consortium")
@click.argument("idea")
@click.option("--partner", "partners", multiple=True, help="Id of who is on board; the first may be the coordinator.")
@click.option("--rules", type=click.Choice(sorted(rule_sets())), default=DEFAULT_RULES, show_default=True)
@click.option("--size", type=click.IntRange(LEAST_SIZE, MOST_SIZE), help="Members in all.  [default: what is worth it]")
@click.option("--countries", type=click.IntRange(0, MOST_SIZE), default=0, help="Least number of different countries.")
@click.option("--with-kind", "kinds", multiple=True, help="A kind that is in every team; alternatives by commas.")
@click.option("--cluster", "clusters", multiple=True, help="Only members of this cluster beside those on board.")
@click.option("--country", "from_countries", multiple=True, help="Only members in this country (two letters).")
@click.option("--exclude", "excluded", multiple=True, help="Id of who is in no team.")
@click.option("--asked-by", help="Id of who asks, so that what it declined counts.  [default: the first partner]")
@click.option("--teams", type=click.IntRange(1, MOST_TEAMS), default=3, show_default=True)
@with_appcontext
def command(  # noqa: PLR0913, PLR0917  # one parameter an option
    idea: str,
    partners: tuple[str, ...],
    rules: str,
    size: int | None,
    countries: int,
    kinds: tuple[str, ...],
    clusters: tuple[str, ...],
    from_countries: tuple[str, ...],
    excluded: tuple[str, ...],
    asked_by: str | None,
    teams: int,
) -> None:
    """Tell what a project IDEA (free words) needs and who is missing, and put whole teams together for it."""
    with one_sentence_errors():
        body = _body(
            idea=idea,
            partners=list(partners),
            rules=rules,
            size=size,
            countries=countries,
            kinds=[group.split(",") for group in kinds],
            filters={"clusters": list(clusters), "countries": list(from_countries)},
            excluded=list(excluded),
            asked_by=asked_by,
            teams=teams,
            role_partners=ROLE_PARTNERS_SHOWN,
        )
        _print(assemble(current_runtime().engine(), body.query()))


def _body(**values: object) -> ConsortiumBody:
    try:
        return ConsortiumBody.model_validate(values)
    except ValidationError as error:
        raise InvalidRequestError(*field_problems(error)) from error


def _print(found: Consortium) -> None:
    console = Console()
    needs = Table("Weight", "Needs", "On board", "Why", title="What it needs", title_justify="left")
    for need in found.needs:
        needs.add_row(f"{need.weight:.2f}", need.label, ", ".join(need.covered_by), need.evidence)
    roles = Table("Missing", "Who could", title="Missing roles", title_justify="left")
    for role in found.missing:
        names = (f"{partner.organisation.name} ({partner.score:.2f})" for partner in role.partners)
        roles.add_row(role.label, "\n".join(names))
    console.print(needs, roles)
    for number, team in enumerate(found.teams, start=1):
        console.print(_team(number, team))
    for one in found.declined:
        console.print(f"In no team, since declined on {one.day}: {one.name} ({one.label}).", highlight=False)
    console.print(f"{found.considered:,} considered; snapshot {found.snapshot_version}, model {found.model}")


def _team(number: int, team: Team) -> Table:
    title = f"Team {number}: {team.value:.3f}, from {len(team.countries)} countries"
    table = Table("Adds", "Member", "Country", "Role", title=title, title_justify="left")
    for member in team.members:
        card = member.organisation
        table.add_row(f"{member.marginal:+.3f}", card.name, card.country or "", member.role)
    return table
