"""Contact persons of an organisation: kept with their consent, shown to whom it is for, exported and erased.

Nothing of a person is in a snapshot, a letter, the log or the record of what happened; those name the organisation.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.audiences import ConsentAudience, consents
from graph_schema.contact_records import Consent, Contact, Person
from graph_schema.errors import UnknownContactError
from graph_schema.records import IntroductionState
from graph_schema.store import Mentions
from matchers.answers import today
from matchers.directory import name_of
from matchers.snapshot.audiences import AUDIENCES
from service.auth.audit import record
from service.auth.reach import may_act_for
from service.auth.viewer import current_viewer
from service.auth.views import standing_of
from service.errors import FieldProblem, InvalidRequestError
from service.mail.outbox import Outbox
from service.runtime import Runtime

WANT_TO_MEET: Final = frozenset({IntroductionState.BOTH_INTERESTED, IntroductionState.MET, IntroductionState.AGREED})
"""The states of an introduction in which either side is told whom to speak with on the other."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a person agreed to: to whom they may be shown, on which day, and in the words of which language."""

    audience: ConsentAudience
    given: date
    language: str = "en"


def shown_contacts(runtime: Runtime, organisation_id: str) -> tuple[Contact, ...]:
    """Return the contact persons of an organisation that the one who asks may see.

    Who acts for it sees all; others those whose consent is for them. Raises UnknownIdError where the organisation
    itself is not there for who asks.
    """
    if may_act_for(organisation_id):
        return store.read_contacts(runtime.graph(), organisation_id)
    if _is_introduced(runtime, organisation_id):
        return introduced_contacts(runtime, organisation_id)
    runtime.snapshot().row(organisation_id)
    whole, viewer = runtime.whole().snapshot, current_viewer()
    standing = AUDIENCES[standing_of(whole, viewer)[whole.row(organisation_id)]]
    found = store.read_contacts(runtime.graph(), organisation_id)
    return tuple(one for one in found if one.consent and _is_for(one.consent.audience, standing))


def introduced_contacts(runtime: Runtime, organisation_id: str) -> tuple[Contact, ...]:
    """Return the contact persons whom an organisation shows to those it is introduced to: all whose consent stands."""
    return tuple(one for one in store.read_contacts(runtime.graph(), organisation_id) if one.consent)


def keep_contact(
    runtime: Runtime, organisation_id: str, contact_id: str, person: Person, agreement: Agreement | None = None
) -> None:
    """Keep what is told of a contact person, with what they agreed to; of one who is kept already it may be left out.

    Raises InvalidRequestError for a day to come, and where nobody is kept with this id and no consent is told;
    UnknownOrganisationError, and UnknownContactError for another organisation's contact person.
    """
    known = _found(runtime, organisation_id, contact_id)
    if known is None and agreement is None:
        message = "Say what they agreed to: without consent nobody is kept."
        raise InvalidRequestError(FieldProblem(field="consent", message=message))
    consent = None if agreement is None else _consent(runtime, organisation_id, agreement)
    is_new = consent is not None and not (known and known.consent and _is_same(known.consent, consent))
    store.write_contact(runtime.graph(), organisation_id, contact_id, person, consent if is_new else None)
    record(runtime.graph(), AuditKind.CONTACT_CHANGED if known else AuditKind.CONTACT_ADDED, about=organisation_id)


def record_consent(runtime: Runtime, organisation_id: str, contact_id: str, agreement: Agreement) -> None:
    """Record what someone agrees to from now on; InvalidRequestError for a day to come, UnknownContactError."""
    store.write_consent(runtime.graph(), organisation_id, contact_id, _consent(runtime, organisation_id, agreement))
    record(runtime.graph(), AuditKind.CONSENT_RECORDED, about=organisation_id)


def withdraw_consent(runtime: Runtime, organisation_id: str, contact_id: str) -> None:
    """Show a contact person to nobody else from the next question on; UnknownContactError."""
    if store.end_consent(runtime.graph(), organisation_id, contact_id):
        record(runtime.graph(), AuditKind.CONSENT_WITHDRAWN, about=organisation_id)


def export_contact(runtime: Runtime, organisation_id: str, contact_id: str) -> Contact:
    """Return all that is kept of a contact person; UnknownContactError."""
    found = _held(runtime, organisation_id, contact_id)
    record(runtime.graph(), AuditKind.CONTACT_EXPORTED, about=organisation_id)
    return found


def erase_contact(runtime: Runtime, organisation_id: str, contact_id: str) -> Mentions:
    """Erase a contact person for good, and tell where the organisation's own texts still name them.

    With them go what they agreed to, their name in what was said in introductions, and letters that wait and name them.
    Raises UnknownContactError.
    """
    person = _held(runtime, organisation_id, contact_id).person
    words = [word for word in (person.name, person.email, person.phone) if word]
    mentions = store.erase_contact(runtime.graph(), organisation_id, contact_id, words)
    Outbox(runtime.settings.outbox_dir).forget(words)
    record(runtime.graph(), AuditKind.CONTACT_ERASED, about=organisation_id)
    return mentions


def _held(runtime: Runtime, organisation_id: str, contact_id: str) -> Contact:
    found = _found(runtime, organisation_id, contact_id)
    if found is None:
        raise UnknownContactError(f"There is no contact person {contact_id!r} of this organisation, or no more.")
    return found


def _found(runtime: Runtime, organisation_id: str, contact_id: str) -> Contact | None:
    return next((one for one in store.read_contacts(runtime.graph(), organisation_id) if one.id == contact_id), None)


def _is_same(one: Consent, other: Consent) -> bool:
    return (one.audience, one.text, one.given) == (other.audience, other.text, other.given)


def consent_text(runtime: Runtime, organisation_id: str, audience: ConsentAudience, language: str) -> str:
    """Return the words that a contact person agrees to, in a language of the vocabularies (en, it, no)."""
    name = name_of(runtime.whole().snapshot, organisation_id)
    return consents()[audience].says[language].format(organisation=name)


def _consent(runtime: Runtime, organisation_id: str, agreement: Agreement) -> Consent:
    if agreement.given > today():
        message = "Give the day on which the person agreed: today or before."
        raise InvalidRequestError(FieldProblem(field="given", message=message))
    text = consent_text(runtime, organisation_id, agreement.audience, agreement.language)
    return Consent(agreement.audience, text, agreement.given, current_viewer().id)


def _is_for(audience: ConsentAudience, standing: str) -> bool:
    """Tell whether a consent is for those of a standing with the organisation."""
    if audience is ConsentAudience.INTRODUCED:
        return False
    return AUDIENCES.index(standing) >= AUDIENCES.index(audience.value)


def _is_introduced(runtime: Runtime, organisation_id: str) -> bool:
    """Tell whether who asks acts for an organisation that this one wants to meet, and that wants to meet it."""
    if current_viewer().is_visitor:
        return False
    found = store.read_introductions(runtime.graph(), [organisation_id], either=True)
    return any(may_act_for(one.other_than(organisation_id)) for one in found if one.state in WANT_TO_MEET)
