"""The letters to a contact person: the question whether they agree, and what they can do from then on.

The words in their addresses are signed, so nothing secret is stored. One asks for an answer and is good once, until
its time is over; the other is the person's own, for as long as they are kept under the same name and e-mail address.
"""

from hashlib import blake2b
from typing import Final
from urllib.parse import urlencode

from itsdangerous import BadSignature, URLSafeSerializer

from graph_schema import store
from graph_schema.contact_records import Consent, Contact, Person
from matchers.said import Said, dated, joined, said
from service.auth.secret_words import session_secret
from service.errors import NotFoundError
from service.languages import supported
from service.mail.outbox import Letter
from service.runtime import Runtime
from service.settings import Settings
from service.translations import language

_ASKED: Final = "consent that is asked for"
_OWN: Final = "contact person"

_GONE: Final = said(
    "This link counts no more: it was used, its time is over, or nothing is kept here of whom it was sent to."
)


def asking(settings: Settings, contact: Contact, consent: Consent, organisation: str, by: str) -> Letter:
    """Return the letter that asks a contact person whether they agree; `by` is the name of who wants that."""
    address = _address(settings, "consents", asked_word(settings, contact, consent), consent.language)
    day = dated(consent.expires.date()) if consent.expires else ""
    text = _text(
        said("{by} would like to name you as a contact person of {organisation}.", by=by, organisation=organisation),
        said("These are the words that you are asked to agree to: “{words}”", words=consent.text),
        joined([said("See what is kept of you, and say yes or no:"), address], "\n"),
        said(
            "Until you say yes, only those who act for {organisation} see it. If you say nothing until {day}, it is "
            "erased.",
            organisation=organisation,
            day=day,
        ),
        said("If you say no, you are not asked again in its name for a year."),
    )
    subject = said("May {organisation} name you as a contact person?", organisation=organisation)
    return _letter(contact, consent, subject, text)


def confirming(settings: Settings, contact: Contact, consent: Consent, organisation: str) -> Letter:
    """Return the letter to a contact person who agreed, with the link by which they take that back."""
    text = _text(
        said("You agreed to be named as a contact person of {organisation}.", organisation=organisation),
        said("These are the words that you agreed to: “{words}”", words=consent.text),
        joined(
            [
                said("Keep this link: with it you withdraw your consent, get a copy of all that is kept, or erase it."),
                _address(settings, "contact-persons", own_word(settings, contact), consent.language),
            ],
            "\n",
        ),
    )
    subject = said("You are a contact person of {organisation}", organisation=organisation)
    return _letter(contact, consent, subject, text)


def asked_word(settings: Settings, contact: Contact, consent: Consent) -> str:
    """Return the word in the address where a contact person answers what they were asked."""
    return _signer(settings, _ASKED).dumps([contact.id, _fingerprint(contact.person), consent.id])


def own_word(settings: Settings, contact: Contact) -> str:
    """Return the word in the address of a contact person's own page."""
    return _signer(settings, _OWN).dumps([contact.id, _fingerprint(contact.person)])


def asked_of(runtime: Runtime, word: str) -> tuple[str, Contact, str]:
    """Return the organisation, the contact person and the id of the consent that a letter asked for.

    Raises NotFoundError for a word that was never sent, and for someone who is not kept any more, or whose name or
    address is now somebody else's.
    """
    contact_id, fingerprint, consent_id = _read(runtime, _ASKED, word, 3)
    organisation_id, contact = _kept(runtime, contact_id, fingerprint)
    return organisation_id, contact, consent_id


def letter_of(runtime: Runtime, word: str) -> str:
    """Return the id of the consent that the letter with this word asked for; NotFoundError where none was sent."""
    return _read(runtime, _ASKED, word, 3)[2]


def owner_of(runtime: Runtime, word: str) -> tuple[str, Contact]:
    """Return the organisation and the contact person whose own page has this word; NotFoundError for none."""
    return _kept(runtime, *_read(runtime, _OWN, word, 2))


def gone() -> NotFoundError:
    """Return what is told of a link that was used or is too old."""
    return NotFoundError(_GONE)


def _kept(runtime: Runtime, contact_id: str, fingerprint: str) -> tuple[str, Contact]:
    found = store.read_contact(runtime.graph(), contact_id)
    if found is None or fingerprint != _fingerprint(found[1].person):
        raise NotFoundError(_GONE)
    return found


def _letter(contact: Contact, consent: Consent, subject: Said, text: Said) -> Letter:
    told = language(supported(consent.language) or "en")
    known_as = f"contact person {contact.id}"
    return Letter(contact.person.email or "", subject.tell(told), text.tell(told), known_as=known_as)


def _text(*parts: str) -> Said:
    return joined([joined(parts, "\n\n"), ""], "\n")


def _address(settings: Settings, page: str, word: str, code: str) -> str:
    """Return an address of the pages, which come in a language of the vocabularies there."""
    return f"{settings.address}/{page}/{word}?{urlencode({'lang': supported(code) or 'en'})}"


def _read(runtime: Runtime, salt: str, word: str, count: int) -> tuple[str, ...]:
    try:
        told = [str(one) for one in _signer(runtime.settings, salt).loads(word)]
    except (BadSignature, TypeError) as error:
        raise NotFoundError(_GONE) from error
    if len(told) != count:
        raise NotFoundError(_GONE)
    return tuple(told)


def _fingerprint(person: Person) -> str:
    """Return what stands for whom a letter went to, so that its link is nobody else's."""
    return blake2b(f"{person.name}\n{person.email}".encode(), digest_size=8).hexdigest()


def _signer(settings: Settings, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(session_secret(settings.session_secret_file), salt=salt)
