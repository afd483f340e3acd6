"""Who may log in: those one answers for, with links to invite more, to renew a password, and to close an account."""

from http import HTTPStatus
from typing import Annotated, Literal

from flask import Blueprint, g, redirect, render_template, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from graph_schema import store
from graph_schema.account_records import Account, ActsFor, Role
from matchers.directory import members_of
from matchers.said import said
from service.api.fields import Request
from service.auth import accounts
from service.auth.accounts import INVITATION_DAYS
from service.auth.policy import Scope
from service.auth.reach import require_cluster, require_organisation
from service.auth.viewer import current_viewer
from service.errors import InvalidRequestError, NotFoundError, Problem, describe
from service.networks import network_named
from service.pages.account_words import ROLES
from service.pages.forms import Option, read_posted
from service.pages.wording import in_language
from service.runtime import current_runtime

blueprint = Blueprint("people", __name__)

Word = Annotated[str, Field(max_length=300)]


class InvitationForm(Request):
    """Whom to invite, and for what."""

    email: Word = ""
    role: Literal["sme_member", "cluster_manager", "network_partner", "administrator"] = "sme_member"
    organisation: Word = ""
    cluster: Word = ""
    network: Word = ""
    new_network: Word = ""

    def acts_for(self) -> ActsFor:
        """Return what the account is to act for: of what is filled in, what belongs to its role."""
        told = {
            Role.SME_MEMBER: ActsFor(organisation_id=self.organisation or None),
            Role.CLUSTER_MANAGER: ActsFor(cluster_id=self.cluster or None),
            Role.NETWORK_PARTNER: ActsFor(network_id=self.network or None),
        }
        return told.get(Role(self.role), ActsFor())


@blueprint.get("/people")
def show() -> str:
    """List the accounts that one answers for."""
    return _page()


@blueprint.post("/people")
def invite() -> str | tuple[str, HTTPStatus]:
    """Make an invitation, and show its link this once."""
    form = read_posted(InvitationForm)
    try:
        form = _with_network(form)
        acts_for = form.acts_for()
        _require_reach(Role(form.role), acts_for)
        token = accounts.invite(
            current_runtime().graph(), Role(form.role), acts_for, accounts.checked_email(form.email)
        )
    except InvalidRequestError as error:
        return _page(form=form, problem=describe(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(link=_link(token), what=said("By this link {email} makes the account", email=form.email))


@blueprint.post("/people/<account_id>/reset")
def reset(account_id: str) -> str:
    """Make a link by which someone sets a new password, and show it this once."""
    account = _answered_for(account_id)
    token = accounts.reset(current_runtime().graph(), account.email)
    return _page(link=_link(token), what=said("By this link {name} sets a new password", name=account.name))


@blueprint.post("/people/<account_id>/close")
def close(account_id: str) -> Response:
    """Let someone log in no more."""
    accounts.close(current_runtime().graph(), _answered_for(account_id).email)
    return redirect(url_for("people.show"))


def _with_network(form: InvitationForm) -> InvitationForm:
    """Return the form with the id of a network that it names, which is made where it is not here yet."""
    if not form.new_network.strip() or form.network or Role(form.role) is not Role.NETWORK_PARTNER:
        return form
    _require_reach(Role.NETWORK_PARTNER, ActsFor())
    accounts.checked_email(form.email)
    return form.model_copy(update={"network": network_named(current_runtime().graph(), form.new_network)})


def _page(
    form: InvitationForm | None = None, problem: Problem | None = None, link: str | None = None, what: str = ""
) -> str:
    tables = current_runtime().whole().snapshot.tables
    return render_template(
        "people.html",
        people=_people(),
        roles=[(role.value, ROLES[role][0]) for role in _roles()],
        organisations=_organisations(),
        clusters=[(row.id, in_language(row.names)) for row in tables.clusters if _is_whole() or row.id in _clusters()],
        networks=[(row.id, row.name) for row in tables.networks] if _is_whole() else [],
        form=form or InvitationForm(),
        problem=problem,
        link=link,
        what=what,
        days=INVITATION_DAYS,
    )


def _is_whole() -> bool:
    return g.scope is Scope.ANY


def _clusters() -> frozenset[str]:
    return current_viewer().clusters


def _roles() -> tuple[Role, ...]:
    """Return whom one may invite: a manager invites members and other managers of the own cluster."""
    return tuple(Role) if _is_whole() else (Role.SME_MEMBER, Role.CLUSTER_MANAGER)


def _organisations() -> tuple[Option, ...]:
    """Return the organisations of which members can be invited, by name: those of clusters within reach."""
    snapshot = current_runtime().whole().snapshot
    clusters = snapshot.cluster_at.keys() if _is_whole() else _clusters() & snapshot.cluster_at.keys()
    rows = {int(row) for cluster in clusters for row in members_of(snapshot, cluster)}
    options = ((snapshot.organisation_id(row), snapshot.name(row)) for row in rows)
    return tuple(sorted(options, key=lambda option: option[1].casefold()))


def _people() -> tuple[Account, ...]:
    graph = current_runtime().graph()
    if _is_whole():
        return store.read_accounts(graph)
    found = {one.id: one for cluster in _clusters() for one in store.read_accounts(graph, cluster)}
    return tuple(sorted(found.values(), key=lambda one: one.email))


def _answered_for(account_id: str) -> Account:
    for account in _people():
        if account.id == account_id and account.closed is None:
            return account
    raise NotFoundError(said("There is no open account with this id for which you may do this."))


def _require_reach(role: Role, acts_for: ActsFor) -> None:
    if role not in _roles():
        raise NotFoundError(said("You may not invite anyone as “{role}”.", role=ROLES[role][0]))
    if acts_for.organisation_id is not None:
        require_organisation(acts_for.organisation_id)
    if acts_for.cluster_id is not None:
        require_cluster(acts_for.cluster_id)


def _link(token: str) -> str:
    return f"{current_runtime().settings.address}{url_for('accounts.invitation', token=token)}"
