"""`flask accounts`: who may log in."""

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.table import Table

from graph_schema import store
from graph_schema.account_records import ActsFor, Role
from service.auth import accounts
from service.auth.accounts import INVITATION_DAYS
from service.cli.terminal import one_sentence_errors
from service.graph_access import connected_graph
from service.runtime import current_runtime

_email = click.argument("email")


@click.group("accounts")
def command() -> None:
    """Invite people, list who may log in, renew a password, close an account."""


@command.command("invite")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What they may do.")
@click.option("--email", help="Whom it is for; unset: whoever opens the link says.")
@click.option("--organisation", help="The organisation that a sme_member acts for, by id.")
@click.option("--cluster", help="The cluster that a cluster_manager looks after, by id.")
@click.option("--network", help="The network that a network_partner belongs to, by id.")
@with_appcontext
def invite(  # one parameter an option
    role: str, email: str | None, organisation: str | None, cluster: str | None, network: str | None
) -> None:
    """Print a link by which someone makes an account, good once."""
    with one_sentence_errors(), connected_graph(current_runtime().settings) as graph:
        token = accounts.invite(graph, Role(role), ActsFor(organisation, cluster, network), email)
    _print_link("Who opens this link makes the account", token)


@command.command("reset")
@_email
@with_appcontext
def reset(email: str) -> None:
    """Print a link by which the account with this EMAIL address sets a new password, good once."""
    with one_sentence_errors(), connected_graph(current_runtime().settings) as graph:
        token = accounts.reset(graph, email)
    _print_link("Who opens this link sets the new password", token)


@command.command("close")
@_email
@with_appcontext
def close(email: str) -> None:
    """Let the account with this EMAIL address log in no more, and end its sessions and keys."""
    with one_sentence_errors(), connected_graph(current_runtime().settings) as graph:
        accounts.close(graph, email)
    click.echo("The account is closed; its sessions and keys have ended.")


@command.command("list")
@with_appcontext
def list_() -> None:
    """List all accounts."""
    with one_sentence_errors(), connected_graph(current_runtime().settings) as graph:
        rows = store.read_accounts(graph)
    table = Table("E-mail", "Name", "Role", "Acts for", "Last login", "")
    for row in rows:
        named = row.acts_for.organisation_id or row.acts_for.cluster_id or row.acts_for.network_id or ""
        last = f"{row.last_login:%Y-%m-%d}" if row.last_login else "never"
        table.add_row(row.email, row.name, row.role.value, named, last, "closed" if row.closed else "")
    Console().print(table)


def _print_link(what: str, token: str) -> None:
    address = current_runtime().settings.address
    click.echo(f"{what} (once, within {INVITATION_DAYS} days):\n{address}/invitation/{token}")
