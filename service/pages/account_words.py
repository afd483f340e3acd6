"""How roles, events and what an account acts for are put into words on pages."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from graph_schema.account_records import ActsFor, AuditEvent, AuditKind, Role
from graph_schema.vocabulary import capabilities
from matchers.errors import MatchingError
from matchers.said import said
from service.pages.wording import in_language
from service.runtime import current_runtime

ROLES: Final = {
    Role.SME_MEMBER: (
        said("Member"),
        said("You see your cluster and those open to it, and act for your organisation."),
    ),
    Role.NETWORK_PARTNER: (
        said("Network partner"),
        said("You see the clusters that have opened themselves to your network."),
    ),
    Role.CLUSTER_MANAGER: (
        said("Cluster manager"),
        said("You look after your cluster and act for the organisations in it."),
    ),
    Role.ADMINISTRATOR: (said("Administrator"), said("You see and may do everything.")),
}
"""What each role is called, and what it says to who has it."""

EVENTS: Final = {
    AuditKind.LOGIN_ACCEPTED: said("Logged in"),
    AuditKind.LOGIN_REFUSED: said("Login refused"),
    AuditKind.LOGGED_OUT: said("Logged out"),
    AuditKind.PASSWORD_CHANGED: said("Password changed"),
    AuditKind.ACCOUNT_MADE: said("Account made"),
    AuditKind.ACCOUNT_CLOSED: said("Account closed"),
    AuditKind.INVITATION_MADE: said("Invitation made"),
    AuditKind.INVITATION_REFUSED: said("Invitation refused"),
    AuditKind.KEY_MADE: said("Key made"),
    AuditKind.KEY_REVOKED: said("Key revoked"),
    AuditKind.KEY_REFUSED: said("Key refused"),
    AuditKind.ACCESS_REFUSED: said("Access refused"),
    AuditKind.CLUSTER_OPENED: said("Cluster opened"),
    AuditKind.CLUSTER_CLOSED: said("Cluster closed"),
    AuditKind.LIST_IMPORTED: said("List of members imported"),
    AuditKind.LIST_REFUSED: said("List of members refused"),
    AuditKind.ORGANISATION_EDITED: said("Profile of an organisation changed"),
    AuditKind.CAPABILITY_DISPUTED: said("Capability disputed"),
    AuditKind.CAPABILITY_ACCEPTED: said("Disputed capability counts again"),
    AuditKind.PROFILE_WRITTEN: said("Offer or request written"),
    AuditKind.PROFILE_WITHDRAWN: said("Offer or request withdrawn"),
    AuditKind.MEMBER_ADDED: said("Member added"),
    AuditKind.MEMBER_REMOVED: said("Member taken out"),
    AuditKind.MEMBER_PUT_BACK: said("Member put back"),
    AuditKind.AUDIENCE_CHANGED: said("What others see changed"),
    AuditKind.DUPLICATES_DECIDED: said("Likely duplicates decided"),
    AuditKind.DUPLICATES_REOPENED: said("Decision on likely duplicates taken back"),
    AuditKind.WISH_MADE: said("Pin or exclusion made"),
    AuditKind.WISH_TAKEN_BACK: said("Pin or exclusion taken back"),
    AuditKind.WEIGHTS_TURNED: said("Weights turned"),
    AuditKind.WEIGHTS_RESET: said("Weights as declared again"),
    AuditKind.LETTER_STARTED: said("Weekly letter asked for"),
    AuditKind.LETTER_STOPPED: said("Weekly letter ended"),
    AuditKind.CONTACT_ADDED: said("Contact person added"),
    AuditKind.CONTACT_CHANGED: said("Contact person changed"),
    AuditKind.CONTACT_EXPORTED: said("Contact person exported"),
    AuditKind.CONTACT_ERASED: said("Contact person erased"),
    AuditKind.CONSENT_RECORDED: said("Consent recorded"),
    AuditKind.CONSENT_ASKED: said("Contact person asked for consent"),
    AuditKind.CONSENT_GIVEN: said("Contact person agreed"),
    AuditKind.CONSENT_REFUSED: said("Contact person said no, or nothing in time"),
    AuditKind.CONSENT_WITHDRAWN: said("Consent withdrawn"),
}
"""What each event is called."""


ACTORS: Final = {
    "visitor": said("A visitor"),
    "write-key": said("The holder of WRITE_KEY"),
    "command-line": said("The command line"),
    "contact-person": said("A contact person"),
}
"""Who does something and has no account."""


def role_name(role: Role) -> str:
    """Name a role."""
    return in_language(ROLES[role][0])


def role_says(role: Role) -> str:
    """Say what a role may do, to who has it."""
    return in_language(ROLES[role][1])


def event_name(kind: AuditKind) -> str:
    """Name what happened."""
    return in_language(EVENTS[kind])


def actor_name(event: AuditEvent) -> str:
    """Name who did something: an account, or what has none."""
    return event.actor_name or in_language(ACTORS.get(event.actor, event.actor))


def about_name(event: AuditEvent) -> str:
    """Name what an event is about: an account, organisation or cluster, and what of it; else by its id."""
    if event.about is None or event.about == event.actor:
        return ""
    if event.about_name:
        return event.about_name
    key, sign, capability_id = event.about.partition(": ")
    named = acts_for(ActsFor(organisation_id=key))
    if named == key:
        named = cluster_name(key)
    return f"{named}: {_capability(capability_id)}" if sign else named


def _capability(capability_id: str) -> str:
    found = (in_language(one.labels) for one in capabilities() if one.id == capability_id)
    return next(found, capability_id)


def acts_for(named: ActsFor) -> str:
    """Name the organisation, cluster or network that an account acts for, by its id where nothing else is known."""
    with suppress(MatchingError):
        snapshot = current_runtime().whole().snapshot
        if named.organisation_id is not None:
            return snapshot.name(snapshot.row(named.organisation_id))
        if named.cluster_id is not None:
            return in_language(snapshot.tables.clusters[snapshot.cluster_column(named.cluster_id)].names)
        for network in snapshot.tables.networks:
            if network.id == named.network_id:
                return network.name
    return named.organisation_id or named.cluster_id or named.network_id or ""


def cluster_name(cluster_id: str) -> str:
    """Name a cluster, by its id where nothing else is known."""
    return acts_for(ActsFor(cluster_id=cluster_id))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (role_name, role_says, event_name, acts_for, cluster_name, actor_name, about_name)
}
"""The filters that templates know, by name."""
