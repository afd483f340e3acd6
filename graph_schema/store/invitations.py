"""Invitations: made, looked at, and used once."""

from datetime import UTC, datetime
from typing import Final

from neo4j import ManagedTransaction

from graph_schema.account_records import Invitation, Role
from graph_schema.connection import Graph
from graph_schema.errors import AccountExistsError, UnknownAccountError, UnknownRowError, sentence
from graph_schema.store.accounts import acts_for_from
from graph_schema.store.query_files import rows_of, run

_GONE: Final = sentence(
    "This invitation has been used, its time is over, or it never was: ask who invited you for another, or "
    "`flask accounts invite` makes one."
)


def write_invitation(graph: Graph, invitation: Invitation, token_sha256: str) -> None:
    """Make an invitation; UnknownRowError where what it is to act for, or whom it renews, is not in the graph."""
    named = invitation.acts_for
    parameters = {
        "id": invitation.id,
        "role": str(invitation.role),
        "email": invitation.email,
        "by": invitation.by,
        "expires": invitation.expires,
        "renews": invitation.renews,
        "organisation_id": named.organisation_id,
        "cluster_id": named.cluster_id,
        "network_id": named.network_id,
    }

    def work(tx: ManagedTransaction) -> bool:
        return bool(rows_of(tx, "write_invitation", token_sha256=token_sha256, now=datetime.now(UTC), **parameters))

    if not graph.write(work):
        missing = named.organisation_id or named.cluster_id or named.network_id or invitation.renews
        raise UnknownRowError(
            "The graph does not have {missing!r}: bring it in first, then invite its people.", missing=missing
        )


def withdraw_invitations(graph: Graph, role: Role, by: str) -> None:
    """Take back the unused invitations to anyone for a role that the same one has made."""
    graph.write(lambda tx: run(tx, "withdraw_invitations", role=str(role), by=by, now=datetime.now(UTC)))


def read_invitation(graph: Graph, token_sha256: str) -> Invitation:
    """Read an invitation that can be used; UnknownAccountError where it cannot."""
    rows = graph.read(lambda tx: rows_of(tx, "read_invitation", token_sha256=token_sha256, now=datetime.now(UTC)))
    if not rows:
        raise UnknownAccountError(_GONE)
    told = rows[0]["invitation"]
    return Invitation(
        id=told["id"],
        role=Role(told["role"]),
        acts_for=acts_for_from(rows[0]),
        email=told["email"],
        by=told["by"],
        expires=told["expires"].to_native(),
        renews=rows[0]["renews"],
    )


def make_account(  # noqa: PLR0913  what an account is made of
    graph: Graph, token_sha256: str, *, account_id: str, email: str, name: str, password_hash: str, session_stamp: str
) -> None:
    """Use an invitation to make an account; of two at once the second is too late.

    Raises UnknownAccountError where the invitation cannot be used, AccountExistsError where the address has an account:
    then the invitation stays.
    """

    def work(tx: ManagedTransaction) -> None:
        now = datetime.now(UTC)
        invitation_id = _use(tx, token_sha256, now)
        made = rows_of(
            tx,
            "write_account",
            invitation_id=invitation_id,
            id=account_id,
            email=email,
            name=name,
            password_hash=password_hash,
            session_stamp=session_stamp,
            now=now,
        )
        if not made:
            raise AccountExistsError(
                "There is an account with the e-mail address {email}: log in with it, or use another address.",
                email=email,
            )

    graph.write(work)


def renew_password(graph: Graph, token_sha256: str, account_id: str, password_hash: str, session_stamp: str) -> None:
    """Use an invitation to set an account's new password; errors as `make_account`."""

    def work(tx: ManagedTransaction) -> None:
        _use(tx, token_sha256, datetime.now(UTC))
        run(tx, "write_password", id=account_id, password_hash=password_hash, session_stamp=session_stamp)

    graph.write(work)


def _use(tx: ManagedTransaction, token_sha256: str, now: datetime) -> str:
    used = rows_of(tx, "use_invitation", token_sha256=token_sha256, now=now)
    if not used:
        raise UnknownAccountError(_GONE)
    return str(used[0]["id"])
