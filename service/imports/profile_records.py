"""One row of a list of offers and requests."""

import re
from functools import cache
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from graph_schema.profile_terms import AGREEMENT, ROLE, profile_terms
from graph_schema.records import OrganisationKind, ProfileDirection, ProfileSubject
from matchers.names import fold_words
from matchers.said import joined, labelled, said
from service.imports.countries import country_code
from service.imports.member_records import organisation_kind
from service.imports.values import Day, Line, listed
from service.imports.word_tables import word_table
from service.profiles import MAX_LISTED, check_days, checked_text, checked_title

ID_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9:._-]*$"
_LEVEL: Final = re.compile(r"(?:trl)?\s*(\d+)(?:\s*(?:-|\u2013|to|a)\s*(?:trl)?\s*(\d+))?", re.IGNORECASE)
_LOWEST, _HIGHEST = 1, 9

Type = tuple[ProfileDirection, ProfileSubject | None]
Levels = tuple[int, int]


_UNKNOWN: Final = {
    AGREEMENT: said("{part!r} is no agreement that we know: write one of {labels}."),
    ROLE: said("{part!r} is no role that we know: write one of {labels}."),
}


def _identifier(text: str) -> str:
    if not re.fullmatch(ID_PATTERN, text) or len(text) > 200:  # noqa: PLR2004 - as the API has it
        raise ValueError(
            said("{text!r} cannot be an id: use letters, digits, and : . _ - between them.", text=text[:80])
        )
    return text


def _type(text: str) -> Type:
    """Return the direction, and the subject where the cell tells it too, as in "Technology offer" or "TO"."""
    word = _folded(text)
    if word in _words("type"):
        subject, direction = _words("type")[word].split()
        return ProfileDirection(direction), ProfileSubject(subject)
    if word in _words("direction"):
        return ProfileDirection(_words("direction")[word]), None
    raise ValueError(said("{text!r} is neither an offer nor a request: write offer or request.", text=text))


def _subject(text: str) -> ProfileSubject:
    if _folded(text) not in _words("subject"):
        raise ValueError(
            said("{text!r} is no subject of a profile: write technology, business or research.", text=text)
        )
    return ProfileSubject(_words("subject")[_folded(text)])


def levels(text: str) -> Levels:
    """Return the lowest and highest technology readiness level of a text like 5, TRL 5 or 4-6."""
    found = _LEVEL.fullmatch(text.strip())
    low, high = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not _LOWEST <= low <= high <= _HIGHEST:
        raise ValueError(
            said(
                "{text!r} is no technology readiness level: write a number from 1 to 9, or a range as in 4-6.",
                text=text,
            )
        )
    return low, high


def _terms(of: str, text: str) -> tuple[str, ...]:
    known = _terms_by_words(of)
    # A whole cell may be one term with a comma in it.
    parts = (text,) if _folded(text) in known else listed(text)
    for part in parts:
        if _folded(part) not in known:
            labels = joined([labelled(term.labels) for term in profile_terms() if term.list == of], ", ")
            raise ValueError(said(_UNKNOWN[of], part=part, labels=labels))
    return tuple(dict.fromkeys(known[_folded(part)] for part in parts))


def _agreements(text: str) -> tuple[str, ...]:
    return _terms(AGREEMENT, text)


def _roles(text: str) -> tuple[str, ...]:
    return _terms(ROLE, text)


def _kinds(text: str) -> tuple[OrganisationKind, ...]:
    return tuple(dict.fromkeys(organisation_kind(part) for part in listed(text)))


def _countries(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(country_code(part) for part in listed(text)))


Ids = Annotated[tuple[str, ...], Field(max_length=MAX_LISTED)]


class ProfileRecord(BaseModel):
    """A row of a list of profiles; the organisation is still as written, since the graph knows whom it means."""

    model_config = ConfigDict(frozen=True)

    id: Annotated[str, BeforeValidator(_identifier)] | None = None
    organisation: Line
    direction: Annotated[Type, BeforeValidator(_type)]
    subject: Annotated[ProfileSubject, BeforeValidator(_subject)] | None = None
    title: Annotated[str, BeforeValidator(checked_title)]
    text: Annotated[str, BeforeValidator(checked_text)]
    trl: Annotated[Levels, BeforeValidator(levels)] | None = None
    roles: Annotated[Ids, BeforeValidator(_roles)] = ()
    agreements: Annotated[Ids, BeforeValidator(_agreements)] = ()
    partner_kinds: Annotated[tuple[OrganisationKind, ...], BeforeValidator(_kinds)] = ()
    countries: Annotated[Ids, BeforeValidator(_countries)] = ()
    published: Day | None = None
    expires: Day | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        check_days(self.published, self.expires)
        return self

    def told_subject(self) -> ProfileSubject:
        """Return the subject, from its own column or that of the direction; ValueError where neither tells it."""
        subject = self.subject or self.direction[1]
        if subject is None:
            raise ValueError(said("the subject is not told: write technology, business or research."))
        return subject


def _folded(text: str) -> str:
    return " ".join(fold_words(text))


@cache
def _words(of: str) -> dict[str, str]:
    return {row["words"]: row["id"] for row in word_table("profile_words.csv") if row["list"] == of}


@cache
def _terms_by_words(of: str) -> dict[str, str]:
    terms = [term for term in profile_terms() if term.list == of]
    return {_folded(word): term.id for term in terms for word in (*term.also, *term.labels.values(), term.id)}
