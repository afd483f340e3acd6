"""Who said no to being a contact person is not asked again through the same organisation for a year.

Of whom it was only a keyed hash of the address is kept, beside the id of the letter: its link, which nobody but the
person has, lets them be asked again sooner.
"""

from datetime import UTC, datetime, timedelta
from hashlib import blake2b, sha256
from typing import Final

from graph_schema import store
from graph_schema.contact_records import Person
from graph_schema.store import Refusal
from matchers.said import dated, said
from service.auth.secret_words import session_secret
from service.errors import FieldProblem, InvalidRequestError
from service.runtime import Runtime
from service.settings import Settings

SPARED: Final = timedelta(days=365)
"""So long nobody asks again who said no."""


def spare(runtime: Runtime, organisation_id: str, person: Person, consent_id: str) -> None:
    """Ask a person no more through an organisation, who said no to what the letter with this consent asked."""
    if person.email:
        refusal = Refusal(consent_id, organisation_id, datetime.now(UTC) + SPARED)
        store.write_refusal(runtime.graph(), refusal, _key(runtime.settings, person.email))


def spared_until(runtime: Runtime, organisation_id: str, person: Person) -> datetime | None:
    """Return until when a person is not to be asked through an organisation; None where they may be."""
    if not person.email:
        return None
    found = store.read_refusal(runtime.graph(), organisation_id, _key(runtime.settings, person.email))
    return found.until if found else None


def check_not_spared(runtime: Runtime, organisation_id: str, person: Person) -> None:
    """Raise InvalidRequestError where whoever reads a person's address is not to be asked now."""
    until = spared_until(runtime, organisation_id, person)
    if until is not None:
        message = said(
            "Whoever reads this address said no to being a contact person here. They are not asked again before {day}, "
            "unless they allow it themselves through the link in the letter that they got.",
            day=dated(until.date()),
        )
        raise InvalidRequestError(FieldProblem(field="email", message=message))


def forget_old_refusals(runtime: Runtime, now: datetime) -> int:
    """Forget who may be asked again, and return how many there were."""
    return store.forget_refusals(runtime.graph(), now)


def _key(settings: Settings, email: str) -> str:
    secret = sha256(session_secret(settings.session_secret_file).encode()).digest()
    return blake2b(email.strip().casefold().encode(), key=secret, digest_size=16, person=b"refusal").hexdigest()
