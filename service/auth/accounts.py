"""What people do with accounts: be invited, log in, change the password, make keys; each on record."""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import ceil
from typing import Final

from graph_schema import store
from graph_schema.account_records import Account, ActsFor, ApiKey, AuditKind, Invitation, KeyScope, Role
from graph_schema.connection import Graph
from graph_schema.errors import UnknownAccountError
from matchers.said import counted, said
from service.auth.audit import address_of_request, record
from service.auth.secret_words import digest, hashed, is_password, new_id, new_key, new_word
from service.auth.viewer import Viewer, current_viewer, viewer_of
from service.errors import FieldProblem, InvalidRequestError, PasswordRefusedError, TooManyAttemptsError
from service.unseen import in_one_line

INVITATION_DAYS: Final = 7
KEY_DAYS: Final = (30, 90, 365)
"""How long keys can be made to count."""

WINDOW: Final = timedelta(minutes=15)
MOST_BY_ACCOUNT: Final = 8
MOST_FROM_ADDRESS: Final = 40
MOST_ANYWHERE: Final = 200
"""Refused logins within the window: with one e-mail address from one network address, with any from that, and with the
one from anywhere: whoever guesses at somebody's password from one place shuts only that place."""

FREE_TRIES: Final = 2
LONGEST_WAIT: Final = timedelta(seconds=32)
"""After so many refusals in the same place each further one doubles the wait before the next try, up to this."""

_ACTS_FOR: Final = {
    Role.SME_MEMBER: "organisation",
    Role.CLUSTER_MANAGER: "cluster",
    Role.NETWORK_PARTNER: "network",
    Role.ADMINISTRATOR: None,
}
"""What an account of each role acts for."""

_ACTS_FOR_ONE: Final = {
    "organisation": said("{role} acts for one organisation."),
    "cluster": said("{role} acts for one cluster."),
    "network": said("{role} acts for one network."),
}
_ACTS_FOR_NONE: Final = {
    "organisation": said("{role} acts for no organisation."),
    "cluster": said("{role} acts for no cluster."),
    "network": said("{role} acts for no network."),
}

_WRONG: Final = said(
    "The e-mail address and the password do not belong together. Try again, or ask who invited you for a link."
)
_TOO_OFTEN: Final = said(
    "Logging in was tried too often. Wait {minutes} minutes, then try again.", minutes=WINDOW.seconds // 60
)


def checked_email(email: str) -> str:
    """Return an e-mail address as accounts are found by, or raise InvalidRequestError with what is wrong."""
    name, at, host = email.strip().casefold().rpartition("@")
    if not (name and at and "." in host) or any(sign.isspace() for sign in name + host) or len(email) > 254:  # noqa: PLR2004  RFC 5321
        raise InvalidRequestError(
            FieldProblem(field="email", message=said("This is no e-mail address, such as ann@example.org."))
        )
    return f"{name}@{host}"


def invite(graph: Graph, role: Role, acts_for: ActsFor, email: str | None) -> str:
    """Make an invitation and return the secret part of its link.

    Raises InvalidRequestError where the role acts for something else, UnknownRowError for what is not in the graph.
    """
    told = {"organisation": acts_for.organisation_id, "cluster": acts_for.cluster_id, "network": acts_for.network_id}
    needed = _ACTS_FOR[role]
    wrong = [
        FieldProblem(
            field=name,
            message=said(_ACTS_FOR_ONE[name] if name == needed else _ACTS_FOR_NONE[name], role=role.value),
        )
        for name, value in told.items()
        if (name == needed) != (value is not None)
    ]
    if wrong:
        raise InvalidRequestError(*wrong)
    return _invitation(graph, role, acts_for, email and checked_email(email), renews=None)


def invite_first_administrator(graph: Graph) -> str | None:
    """Return the secret part of a link for the first administrator; None where there is one.

    The links made for it before count no more, so that of several starts only the last one's does.
    """
    if store.has_administrator(graph):
        return None
    store.withdraw_invitations(graph, Role.ADMINISTRATOR, current_viewer().name)
    return invite(graph, Role.ADMINISTRATOR, ActsFor(), None)


def reset(graph: Graph, email: str) -> str:
    """Return the secret part of a link by which the account with this e-mail address sets a new password.

    Raises UnknownAccountError where no account with this address may log in.
    """
    found = store.read_login(graph, checked_email(email))
    if found is None:
        raise UnknownAccountError("There is no open account with the e-mail address {email!r}.", email=email)
    account = found[0]
    return _invitation(graph, account.role, account.acts_for, account.email, renews=account.id)


def close(graph: Graph, email: str) -> None:
    """Let an account log in no more, and end its sessions and keys; errors as `reset`."""
    closed = store.close_account(graph, checked_email(email), new_word())
    record(graph, AuditKind.ACCOUNT_CLOSED, about=closed)


def look_at_invitation(graph: Graph, token: str) -> Invitation:
    """Return an invitation that can be used; UnknownAccountError, on record, for one that cannot."""
    try:
        return store.read_invitation(graph, digest(token))
    except UnknownAccountError:
        record(graph, AuditKind.INVITATION_REFUSED)
        raise


def accept(graph: Graph, token: str, email: str, name: str, password: str) -> Account:
    """Use an invitation: make the account, or set the new password of the one it renews; return it.

    Raises UnknownAccountError for an invitation that cannot be used, AccountExistsError for an address that has an
    account, InvalidRequestError for what was filled in wrongly.
    """
    invitation = look_at_invitation(graph, token)
    if invitation.renews is not None:
        account_id = invitation.renews
        kept = hashed(password, not_in=(invitation.email or "",))
        store.renew_password(graph, digest(token), account_id, kept, new_word())
        kind = AuditKind.PASSWORD_CHANGED
    else:
        account_id, kind = new_id(), AuditKind.ACCOUNT_MADE
        address = checked_email(invitation.email or email)
        store.make_account(
            graph,
            digest(token),
            account_id=account_id,
            email=address,
            name=_checked_name(name),
            password_hash=hashed(password, not_in=(address, name)),
            session_stamp=new_word(),
        )
    store.write_login(graph, account_id)  # who accepts is logged in at once
    account = _there(graph, account_id)
    record(graph, kind, about=account.id, actor=viewer_of(account))
    return account


def check_login(graph: Graph, email: str, password: str) -> Account:
    """Return the account that these belong to.

    Raises PasswordRefusedError in the same words and after the same work whether or not there is such an account, and
    TooManyAttemptsError where it was tried too often.
    """
    found = store.read_login(graph, email.strip().casefold())
    about = found[0].id if found else f"unknown:{blake2b(email.strip().casefold().encode(), digest_size=8).hexdigest()}"
    _refuse_too_many(graph, about)
    if not is_password(password, found[1] if found else None) or found is None:
        record(graph, AuditKind.LOGIN_REFUSED, about=about, actor=viewer_of(found[0]) if found else None)
        raise PasswordRefusedError(_WRONG)
    store.write_login(graph, found[0].id)
    record(graph, AuditKind.LOGIN_ACCEPTED, about=about, actor=viewer_of(found[0]))
    return found[0]


def log_out(graph: Graph, viewer: Viewer) -> None:
    """End all sessions of who asks, also those in other browsers."""
    store.end_sessions(graph, viewer.id, new_word())
    record(graph, AuditKind.LOGGED_OUT, about=viewer.id)


def change_password(graph: Graph, viewer: Viewer, present: str, new: str) -> Account:
    """Change the password of who asks, end all its sessions, and return the account for a new one.

    Raises PasswordRefusedError and TooManyAttemptsError as `check_login`, InvalidRequestError for the new one.
    """
    email = viewer.email or ""
    kept = hashed(new, field="new", not_in=(email, viewer.name))
    check_login(graph, email, present)
    store.write_password(graph, viewer.id, kept, new_word())
    record(graph, AuditKind.PASSWORD_CHANGED, about=viewer.id)
    return _there(graph, viewer.id)


def make_key(graph: Graph, viewer: Viewer, label: str, *, writes: bool, days: int) -> str:
    """Make a key for who asks and return the whole of it, which is kept nowhere."""
    made, now = new_key(), datetime.now(UTC)
    scopes = (KeyScope.READ, KeyScope.WRITE) if writes else (KeyScope.READ,)
    key = ApiKey(made.id, in_one_line(label), scopes, now, now + timedelta(days=days))
    store.write_api_key(graph, viewer.id, key, digest(made.text))
    record(graph, AuditKind.KEY_MADE, about=key.id)
    return made.text


def revoke_key(graph: Graph, viewer: Viewer, key_id: str) -> None:
    """Let a key of who asks count no more; UnknownAccountError where it holds no such key."""
    store.revoke_api_key(graph, viewer.id, key_id)
    record(graph, AuditKind.KEY_REVOKED, about=key_id)


def _invitation(graph: Graph, role: Role, acts_for: ActsFor, email: str | None, renews: str | None) -> str:
    token = new_word()
    expires = datetime.now(UTC) + timedelta(days=INVITATION_DAYS)
    invitation = Invitation(new_id(), role, acts_for, email, current_viewer().name, expires, renews)
    store.write_invitation(graph, invitation, digest(token))
    record(graph, AuditKind.INVITATION_MADE, about=renews or invitation.id)
    return token


def _refuse_too_many(graph: Graph, about: str) -> None:
    address = address_of_request()
    refused = store.count_refusals(graph, about=about, address=address, since=datetime.now(UTC) - WINDOW)
    if refused.here >= MOST_BY_ACCOUNT or refused.address >= MOST_FROM_ADDRESS or refused.about >= MOST_ANYWHERE:
        raise TooManyAttemptsError(_TOO_OFTEN, WINDOW.seconds)
    if refused.last_here is not None:
        left = ceil((refused.last_here + wait_after(refused.here) - datetime.now(UTC)).total_seconds())
        if left > 0:
            wait = counted("Wait {count} second, then try again.", "Wait {count} seconds, then try again.", left)
            raise TooManyAttemptsError(wait, left)


def wait_after(refused: int) -> timedelta:
    """Return how long nobody may try after so many refusals in one place: nothing, then 1 second, 2, 4 and so on.

    Nothing sleeps meanwhile: who tries sooner is told how long to wait, and that does not count as a try.
    """
    if refused <= FREE_TRIES:
        return timedelta()
    return min(timedelta(seconds=2 ** (refused - FREE_TRIES - 1)), LONGEST_WAIT)


def _checked_name(name: str) -> str:
    line = in_one_line(name)
    if not 1 <= len(line) <= 100:  # noqa: PLR2004  as the form says
        raise InvalidRequestError(FieldProblem(field="name", message=said("Say in up to 100 characters who you are.")))
    return line


def _there(graph: Graph, account_id: str) -> Account:
    account = store.read_account(graph, account_id)
    if account is None:
        raise UnknownAccountError("This account is gone.")
    return account
