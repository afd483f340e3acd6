"""Typed rows of contact persons, who are apart from organisations, and of what they agreed to. Moments are in UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from graph_schema.audiences import ConsentAudience


@dataclass(frozen=True, slots=True)
class Consent:
    """What a contact person was asked to agree to, in which words, and what they said.

    `by` is who asked, `language` that of the words (en, it, no), `expires` until when they can say yes, `recorded` when
    they were asked, `confirmed` when they said yes, `ended` when it was withdrawn or replaced. Those without `expires`
    are from before persons were asked themselves; `given` is their day as somebody else has told it.
    """

    audience: ConsentAudience
    text: str
    by: str
    expires: datetime | None = None
    language: str = "en"
    id: str = ""
    recorded: datetime | None = None
    confirmed: datetime | None = None
    ended: datetime | None = None
    given: date | None = None

    def can_be_answered(self, now: datetime) -> bool:
        """Tell whether the person can still say yes."""
        return self.ended is None and self.confirmed is None and self.expires is not None and now < self.expires


@dataclass(frozen=True, slots=True)
class Person:
    """What is told of a contact person."""

    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact person of an organisation, with all that they were asked, the oldest first."""

    id: str
    person: Person
    created: datetime
    consents: tuple[Consent, ...]

    @property
    def consent(self) -> Consent | None:
        """The consent that stands, by which they may be shown; None where they have given none, or withdrawn it."""
        return next((one for one in self.consents if one.confirmed and one.ended is None), None)

    @property
    def asked(self) -> Consent | None:
        """What they were asked and have not answered, in time or not; None where nothing is open."""
        return next((one for one in self.consents if one.confirmed is None and one.ended is None), None)


def naming(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names, addresses and numbers in a text, in whatever case; without any it finds nothing.

    Only whole ones: a person called Ida stands in no "validation".
    """
    longest_first = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    some = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{some})(?!\w)" if some else r"(?!)", re.IGNORECASE)
