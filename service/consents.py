"""What a contact person says to being one, through the links in the letters to them."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.contact_records import Consent, Contact
from graph_schema.errors import UnknownContactError
from matchers.directory import name_of
from service.auth.audit import record
from service.auth.reach import clusters_of
from service.auth.viewer import Viewer
from service.consent_letters import asked_of, confirming, gone, letter_of, owner_of
from service.contacts import forget_person
from service.mail.sending import posting
from service.refusals import spare, spared_until
from service.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Asked:
    """What a contact person is asked, and by whom."""

    organisation_id: str
    organisation: str
    contact: Contact
    consent: Consent


@dataclass(frozen=True, slots=True)
class Refused:
    """To whom somebody said no, and until when nobody asks them again."""

    organisation: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a contact person, as they see it themselves."""

    organisation_id: str
    organisation: str
    contact: Contact


def question(runtime: Runtime, word: str) -> Asked:
    """Return what the letter with this word asks; NotFoundError where it was answered or its time is over."""
    organisation_id, contact, consent_id = asked_of(runtime, word)
    asked = next((one for one in contact.consents if one.id == consent_id), None)
    if asked is None or not asked.can_be_answered(datetime.now(UTC)):
        raise gone()
    return Asked(organisation_id, _name(runtime, organisation_id), contact, asked)


def agree(runtime: Runtime, word: str) -> Asked:
    """Let the consent stand from now on, and send the person the link by which they withdraw it.

    Raises NotFoundError as `question`, also where two say so at once for all but the first.
    """
    asked = question(runtime, word)
    letter = confirming(runtime.settings, asked.contact, asked.consent, asked.organisation)
    with posting(runtime.settings, letter):
        if not store.confirm_consent(runtime.graph(), asked.contact.id, asked.consent.id):
            raise gone()
    _record(runtime, AuditKind.CONSENT_GIVEN, asked.organisation_id)
    return asked


def refuse(runtime: Runtime, word: str) -> Asked:
    """Say no: what somebody agreed to before stays; of someone who agreed to nothing, nothing is kept.

    They are not asked again for a year. Raises NotFoundError as `question`.
    """
    asked = question(runtime, word)
    spare(runtime, asked.organisation_id, asked.contact.person, asked.consent.id)
    if asked.contact.consent is None:
        forget_person(runtime, asked.organisation_id, asked.contact)
    else:
        store.end_question(runtime.graph(), asked.organisation_id, asked.contact.id)
    _record(runtime, AuditKind.CONSENT_REFUSED, asked.organisation_id)
    return asked


def held(runtime: Runtime, word: str) -> Held:
    """Return what is kept of the person whose own link this is; NotFoundError where nothing is any more."""
    organisation_id, contact = owner_of(runtime, word)
    return Held(organisation_id, _name(runtime, organisation_id), contact)


def withdraw(runtime: Runtime, word: str) -> None:
    """Show the person whose own link this is to nobody else, and ask them no more; NotFoundError as `held`."""
    found = held(runtime, word)
    _spare(runtime, found)
    if store.end_consent(runtime.graph(), found.organisation_id, found.contact.id):
        _record(runtime, AuditKind.CONSENT_WITHDRAWN, found.organisation_id)


def erase(runtime: Runtime, word: str) -> Held:
    """Erase the person whose own link this is, and return what was kept; NotFoundError as `held`.

    They are not asked again for a year.
    """
    found = held(runtime, word)
    _spare(runtime, found)
    forget_person(runtime, found.organisation_id, found.contact)
    _record(runtime, AuditKind.CONTACT_ERASED, found.organisation_id)
    return found


def copied(runtime: Runtime, word: str) -> Held:
    """Return all that is kept, for the person to take away; on record. NotFoundError as `held`."""
    found = held(runtime, word)
    _record(runtime, AuditKind.CONTACT_EXPORTED, found.organisation_id)
    return found


def erase_unanswered(runtime: Runtime, now: datetime) -> int:
    """Erase who was asked and never agreed, once their time to answer is over; return how many."""
    erased = 0
    for organisation_id, contact_id in store.unanswered_contacts(runtime.graph(), now):
        found = store.read_contact(runtime.graph(), contact_id)
        with suppress(UnknownContactError):  # asked again, or erased, since they were looked for
            if found is not None:
                forget_person(runtime, organisation_id, found[1], unanswered_at=now)
                _record(runtime, AuditKind.CONSENT_REFUSED, organisation_id)
                erased += 1
    return erased


def refused(runtime: Runtime, word: str) -> Refused:
    """Return the no to what the letter with this word asked; NotFoundError where none counts."""
    found = store.read_refusal_of_letter(runtime.graph(), letter_of(runtime, word))
    if found is None:
        raise gone()
    return Refused(_name(runtime, found.organisation_id), found.until)


def let_ask(runtime: Runtime, word: str) -> Refused:
    """Let the person who got the letter with this word be asked again; NotFoundError as `refused`."""
    found = refused(runtime, word)
    store.remove_refusal(runtime.graph(), letter_of(runtime, word))
    return found


def _spare(runtime: Runtime, found: Held) -> None:
    """Ask no more who takes back what they agreed to themselves; once they have, the letter before it counts."""
    agreed = next((one for one in reversed(found.contact.consents) if one.confirmed), None)
    if agreed is not None and spared_until(runtime, found.organisation_id, found.contact.person) is None:
        spare(runtime, found.organisation_id, found.contact.person, agreed.id)


def _name(runtime: Runtime, organisation_id: str) -> str:
    return name_of(runtime.whole().snapshot, organisation_id)


def _record(runtime: Runtime, kind: AuditKind, organisation_id: str) -> None:
    """Put on record what a contact person did, for those who answer for the organisation, and not who it was."""
    clusters = clusters_of(runtime.whole().snapshot, organisation_id) or frozenset()
    record(runtime.graph(), kind, about=organisation_id, actor=Viewer("contact-person", "", clusters=clusters))
