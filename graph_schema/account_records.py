"""Typed rows of accounts and what belongs to them: invitations, API keys, what happened, whom a cluster is open to.

Moments are in UTC. Passwords, links and keys are here as hashes only.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """What an account may do; who is not logged in is a visitor and has no account."""

    SME_MEMBER = "sme_member"
    NETWORK_PARTNER = "network_partner"
    CLUSTER_MANAGER = "cluster_manager"
    ADMINISTRATOR = "administrator"


class KeyScope(StrEnum):
    """What a program may do with a key; a key for writing also reads."""

    READ = "read"
    WRITE = "write"


class AuditKind(StrEnum):
    """What can happen, as subject:action."""

    LOGIN_ACCEPTED = "login:accepted"
    LOGIN_REFUSED = "login:refused"
    LOGGED_OUT = "login:ended"
    PASSWORD_CHANGED = "password:changed"  # noqa: S105  the name of an event
    ACCOUNT_MADE = "account:made"
    ACCOUNT_CLOSED = "account:closed"
    INVITATION_MADE = "invitation:made"
    INVITATION_REFUSED = "invitation:refused"
    KEY_MADE = "key:made"
    KEY_REVOKED = "key:revoked"
    KEY_REFUSED = "key:refused"
    ACCESS_REFUSED = "access:refused"
    CLUSTER_OPENED = "cluster:opened"
    CLUSTER_CLOSED = "cluster:closed"
    LIST_IMPORTED = "list:imported"
    LIST_REFUSED = "list:refused"
    ORGANISATION_EDITED = "organisation:edited"
    CAPABILITY_DISPUTED = "capability:disputed"
    CAPABILITY_ACCEPTED = "capability:accepted again"
    PROFILE_WRITTEN = "profile:written"
    PROFILE_WITHDRAWN = "profile:withdrawn"
    MEMBER_ADDED = "member:added"
    MEMBER_REMOVED = "member:removed"
    MEMBER_PUT_BACK = "member:put back"
    AUDIENCE_CHANGED = "audience:changed"
    DUPLICATES_DECIDED = "duplicates:decided"
    DUPLICATES_REOPENED = "duplicates:reopened"
    WISH_MADE = "wish:made"
    WISH_TAKEN_BACK = "wish:taken back"
    WEIGHTS_TURNED = "weights:turned"
    WEIGHTS_RESET = "weights:reset"
    LETTER_STARTED = "letter:started"
    LETTER_STOPPED = "letter:stopped"
    CONTACT_ADDED = "contact:added"
    CONTACT_CHANGED = "contact:changed"
    CONTACT_EXPORTED = "contact:exported"
    CONTACT_ERASED = "contact:erased"
    CONSENT_RECORDED = "consent:recorded"
    CONSENT_ASKED = "consent:asked"
    CONSENT_GIVEN = "consent:given"
    CONSENT_REFUSED = "consent:refused"
    CONSENT_WITHDRAWN = "consent:withdrawn"


@dataclass(frozen=True, slots=True)
class ActsFor:
    """In whose name an account acts: one organisation, cluster or network by id, or none of them."""

    organisation_id: str | None = None
    cluster_id: str | None = None
    network_id: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who may log in. `session_stamp` is what a session must carry to be one of this account's.

    `clusters` are the ids of its own cluster, or those of its organisation; `open_clusters` those that are open to
    one of these, to a network that one of these is part of, or to its own network. `language` is the code of the one
    it is written to in, None where it has not chosen; `weekly_letter` is whether it asked for that.
    """

    id: str
    email: str
    name: str
    role: Role
    acts_for: ActsFor
    session_stamp: str
    created: datetime
    last_login: datetime | None = None
    closed: datetime | None = None
    clusters: frozenset[str] = frozenset()
    open_clusters: frozenset[str] = frozenset()
    language: str | None = None
    weekly_letter: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link to make an account, or, where `renews` is the id of one, to set its new password. `by` is who invites."""

    id: str
    role: Role
    acts_for: ActsFor
    email: str | None
    by: str
    expires: datetime
    renews: str | None = None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A program's key, without the key: `id` is its public part; `last_used` is a day."""

    id: str
    label: str
    scopes: tuple[KeyScope, ...]
    created: datetime
    expires: datetime
    last_used: date | None = None
    revoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question that an account asks again and again; `asked` is what the page or operation is asked, as JSON.

    `page` is who_can, organisations or profiles; the address of its feed must carry `feed_stamp`.
    """

    id: str
    account_id: str
    label: str
    page: str
    asked: str
    created: datetime
    feed_stamp: str


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """What happened; the same by the same actor within an hour is one event, `times` over.

    `actor` is an account's id or what stands for one; `about` the id of what it is about; `clusters` those whose
    managers may read it; `address` the network address it came from. Names are those of accounts that are still there.
    """

    event: AuditKind
    at: datetime
    actor: str
    about: str | None = None
    clusters: tuple[str, ...] = ()
    address: str | None = None
    times: int = 1
    actor_name: str | None = None
    about_name: str | None = None
