"""Typed rows of contact persons, who are apart from organisations, and of what they agreed to. Moments are in UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from graph_schema.audiences import ConsentAudience


@dataclass(frozen=True, slots=True)
class Consent:
    """What a contact person agreed to, in which words, on which day; `by` is who recorded it, `ended` when it ended."""

    audience: ConsentAudience
    text: str
    given: date
    by: str
    recorded: datetime | None = None
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is told of a contact person."""

    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person of an organisation, with all that they agreed to, the oldest first."""

    id: str
    person: Person
    created: datetime
    consents: tuple[Consent, ...]

    @property
    def consent(self) -> Consent | None:
        """The consent that stands, by which they may be shown; None where it was withdrawn."""
        return next((one for one in self.consents if one.ended is None), None)
