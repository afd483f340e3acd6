"""Who may see what of an organisation: the fields that it can withhold, and the audiences, each within the one before.

Read from `audience_fields.csv`, `audiences.csv` and `consents.csv` of `vocabularies/`, UTF-8 without quotes, separated
by `;`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from graph_schema.tables import filled_rows, table_lines

_COLUMNS: Final = ("id", "label_en", "label_it", "label_no", "says_en", "says_it", "says_no")
_LANGUAGES: Final = ("en", "it", "no")


class Audience(StrEnum):
    """Who sees something, from all to few."""

    PUBLIC = "public"
    PARTNERS = "partners"
    CLUSTER = "cluster"
    OWN = "own"


class ConsentAudience(StrEnum):
    """Whom a contact person may be shown to by their consent, from few to all; each takes in the one before."""

    INTRODUCED = "introduced"
    CLUSTER = "cluster"
    PARTNERS = "partners"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class AudienceTerm:
    """A field or an audience, with its label and a sentence about it by language."""

    id: str
    labels: dict[str, str]
    says: dict[str, str]


@cache
def audience_fields() -> dict[str, AudienceTerm]:
    """Return the fields that an organisation can withhold, by id in the order of the file."""
    return _terms("audience_fields.csv")


@cache
def audiences() -> dict[Audience, AudienceTerm]:
    """Return the audiences in their order."""
    return {Audience(key): term for key, term in _terms("audiences.csv").items()}


@cache
def consents() -> dict[ConsentAudience, AudienceTerm]:
    """Return what a contact person agrees to, in whose own words; `{organisation}` stands for its name."""
    return {ConsentAudience(key): term for key, term in _terms("consents.csv").items()}


def _terms(table: str) -> dict[str, AudienceTerm]:
    """Return the terms of a table, or raise SchemaDefinitionError."""
    terms = {}
    for _, row in filled_rows(table, table_lines(table), _COLUMNS, _COLUMNS):
        labels, says = ({code: row[f"{column}_{code}"] for code in _LANGUAGES} for column in ("label", "says"))
        terms[row["id"]] = AudienceTerm(row["id"], labels, says)
    return terms
