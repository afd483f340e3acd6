"""Contact persons of an organisation: asked for their consent, shown to whom it is for, exported and erased.

Nothing of a person is in a snapshot, the log, the record of what happened, or a letter to anybody but themselves.
"""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.audiences import ConsentAudience, consents
from graph_schema.contact_records import Consent, Contact, Person
from graph_schema.errors import UnknownContactError
from graph_schema.introduction_records import IntroductionState
from graph_schema.store import Mentions
from matchers.directory import name_of
from matchers.said import said
from matchers.snapshot.audiences import AUDIENCES
from service.auth.audit import record
from service.auth.reach import may_act_for
from service.auth.viewer import current_viewer
from service.auth.views import standing_of
from service.consent_letters import asking
from service.errors import FieldProblem, InvalidRequestError, TooManyAttemptsError
from service.mail.outbox import Outbox
from service.mail.sending import posting
from service.refusals import check_not_spared
from service.runtime import Runtime

WANT_TO_MEET: Final = frozenset({IntroductionState.BOTH_INTERESTED, IntroductionState.MET, IntroductionState.AGREED})
"""The states of an introduction in which either side is told whom to speak with on the other."""


ANSWER_DAYS: Final = 14
"""So long somebody can say yes to being a contact person; then they are erased."""

MOST_LETTERS: Final = 20
"""So many persons can be asked in the name of one organisation in a day, so that nobody is pestered through it."""

MOST_TO_ONE: Final = 3
"""So many letters ask one person within the days that they have to answer."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person is to be asked: to whom they may be shown, and in which language (en, it, no)."""

    audience: ConsentAudience
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
    runtime: Runtime, organisation_id: str, contact_id: str, person: Person, wanted: Wanted | None = None
) -> None:
    """Keep what is told of a contact person; who is new, or has another name or e-mail address now, is asked by letter.

    Until they agree nobody else sees them. Of one who is kept already `wanted` may be left out. Raises
    InvalidRequestError where somebody who has to be asked has no e-mail address, and where nobody is kept with this id
    and it is not said what they are to be asked; TooManyAttemptsError; UnknownOrganisationError; UnknownContactError
    for another organisation's contact person.
    """
    known = _found(runtime, organisation_id, contact_id)
    if known is None and wanted is None:
        message = said("Say what they are to be asked: without consent nobody is kept.")
        raise InvalidRequestError(FieldProblem(field="consent", message=message))
    is_other = known is not None and _is_other(known.person, person)
    consent = _to_ask(runtime, organisation_id, known, wanted, is_other=is_other)
    if consent is not None:
        _check_asking(runtime, organisation_id, person, known)
    asking_them = _asking(runtime, organisation_id, contact_id, person, consent) if consent else nullcontext()
    with asking_them:
        if is_other:
            store.end_consent(runtime.graph(), organisation_id, contact_id)
        store.write_contact(runtime.graph(), organisation_id, contact_id, person, consent)
    record(runtime.graph(), AuditKind.CONTACT_CHANGED if known else AuditKind.CONTACT_ADDED, about=organisation_id)
    if consent is not None:
        record(runtime.graph(), AuditKind.CONSENT_ASKED, about=organisation_id)


def ask_consent(runtime: Runtime, organisation_id: str, contact_id: str, wanted: Wanted) -> None:
    """Ask a contact person by letter, again or anew; what they agreed to before stands until they say yes.

    Raises InvalidRequestError where they have no e-mail address, TooManyAttemptsError, UnknownContactError.
    """
    known = _held(runtime, organisation_id, contact_id)
    person = known.person
    _check_asking(runtime, organisation_id, person, known)
    consent = _consent(runtime, organisation_id, wanted)
    with _asking(runtime, organisation_id, contact_id, person, consent):
        store.write_consent(runtime.graph(), organisation_id, contact_id, consent)
    record(runtime.graph(), AuditKind.CONSENT_ASKED, about=organisation_id)


def withdraw_consent(runtime: Runtime, organisation_id: str, contact_id: str) -> None:
    """Show a contact person to nobody else from the next question on, and ask them no more; UnknownContactError."""
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
    mentions = forget_person(runtime, organisation_id, _held(runtime, organisation_id, contact_id))
    record(runtime.graph(), AuditKind.CONTACT_ERASED, about=organisation_id)
    return mentions


def forget_person(
    runtime: Runtime, organisation_id: str, contact: Contact, *, unanswered_at: datetime | None = None
) -> Mentions:
    """Do what `erase_contact` does, without putting on record who did; UnknownContactError.

    With `unanswered_at` only if they never agreed, and cannot any more at that moment.
    """
    person = contact.person
    words = [word for word in (person.name, person.email, person.phone) if word]
    mentions = store.erase_contact(runtime.graph(), organisation_id, contact.id, words, unanswered_at=unanswered_at)
    Outbox(runtime.settings.outbox_dir).forget(words)
    return mentions


def _held(runtime: Runtime, organisation_id: str, contact_id: str) -> Contact:
    found = _found(runtime, organisation_id, contact_id)
    if found is None:
        raise UnknownContactError(
            "There is no contact person {contact_id!r} of this organisation, or no more.", contact_id=contact_id
        )
    return found


def _found(runtime: Runtime, organisation_id: str, contact_id: str) -> Contact | None:
    return next((one for one in store.read_contacts(runtime.graph(), organisation_id) if one.id == contact_id), None)


def consent_text(runtime: Runtime, organisation_id: str, audience: ConsentAudience, language: str) -> str:
    """Return the words that a contact person agrees to, in a language of the vocabularies (en, it, no)."""
    name = name_of(runtime.whole().snapshot, organisation_id)
    return consents()[audience].says[language].format(organisation=name)


def _to_ask(
    runtime: Runtime, organisation_id: str, known: Contact | None, wanted: Wanted | None, *, is_other: bool
) -> Consent | None:
    """Return what someone has to be asked now; None where they have agreed to it, or a letter that asks it is out."""
    former = (known.asked or known.consent) if known else None
    if wanted is None and former is not None and is_other:
        wanted = Wanted(former.audience, former.language)
    if wanted is None:
        return None
    consent = _consent(runtime, organisation_id, wanted)
    is_known = former is not None and (former.audience, former.text) == (consent.audience, consent.text)
    is_open = former is not None and (former.confirmed is not None or former.can_be_answered(datetime.now(UTC)))
    return None if is_known and is_open and not is_other else consent


def _asking(
    runtime: Runtime, organisation_id: str, contact_id: str, person: Person, consent: Consent
) -> AbstractContextManager[None]:
    """Ask a person by letter, once the block that writes it down is done."""
    organisation = name_of(runtime.whole().snapshot, organisation_id)
    contact = Contact(contact_id, person, datetime.now(UTC), (consent,))
    return posting(runtime.settings, asking(runtime.settings, contact, consent, organisation, current_viewer().name))


def _check_asking(runtime: Runtime, organisation_id: str, person: Person, known: Contact | None) -> None:
    if not person.email:
        message = said("Tell their e-mail address: they are asked by letter whether they agree.")
        raise InvalidRequestError(FieldProblem(field="email", message=message))
    check_not_spared(runtime, organisation_id, person)
    if known is not None and known.person.email == person.email:
        _check_patience(known)
    since = datetime.now(UTC) - _DAY
    asked = store.count_events(runtime.graph(), AuditKind.CONSENT_ASKED, about=organisation_id, since=since)
    if asked >= MOST_LETTERS:
        sentence = said("{most} letters went to contact persons today: ask others tomorrow.", most=MOST_LETTERS)
        raise TooManyAttemptsError(sentence, _DAY.days * 86_400)


def _check_patience(known: Contact) -> None:
    """Raise TooManyAttemptsError where a person was asked often, and has not answered any of the letters."""
    since = datetime.now(UTC) - timedelta(days=ANSWER_DAYS)
    open_ones = [one for one in known.consents if one.recorded and one.recorded > since and one.confirmed is None]
    if len(open_ones) >= MOST_TO_ONE:
        sentence = said(
            "This person got {most} letters within {days} days: wait for the answer.",
            most=MOST_TO_ONE,
            days=ANSWER_DAYS,
        )
        raise TooManyAttemptsError(sentence, _DAY.days * 86_400)


def _consent(runtime: Runtime, organisation_id: str, wanted: Wanted) -> Consent:
    text = consent_text(runtime, organisation_id, wanted.audience, wanted.language)
    expires = datetime.now(UTC) + timedelta(days=ANSWER_DAYS)
    return Consent(wanted.audience, text, current_viewer().id, expires, wanted.language, id=uuid4().hex)


def _is_other(one: Person, other: Person) -> bool:
    """Tell whether this may be somebody else, whom the letter has not reached."""
    return (one.name, one.email) != (other.name, other.email)


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
