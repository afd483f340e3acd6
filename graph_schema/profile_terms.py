"""The closed lists of profiles: agreements and partner roles, as the Enterprise Europe Network's profiles have them.

Read from `vocabularies/profile_terms.csv`, UTF-8 without quotes, separated by `;`; labels and families are our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from graph_schema.errors import SchemaDefinitionError
from graph_schema.tables import filled_rows, table_lines

AGREEMENT, ROLE = "agreement", "role"
_COLUMNS = ("list", "id", "label_en", "label_it", "label_no", "family", "also")
_TABLE = "profile_terms.csv"


@dataclass(frozen=True, slots=True)
class ProfileTerm:
    """A term of one of the lists; terms of one `family` are near each other; `also` are other words for it."""

    list: str
    id: str
    labels: dict[str, str]
    family: str
    also: tuple[str, ...] = ()


@cache
def profile_terms() -> tuple[ProfileTerm, ...]:
    """Return all terms in the order of the file, or raise SchemaDefinitionError where it contradicts itself."""
    return parse_profile_terms(table_lines(_TABLE))


def term_ids(of: str) -> tuple[str, ...]:
    """Return the ids of one list, AGREEMENT or ROLE."""
    return tuple(term.id for term in profile_terms() if term.list == of)


def parse_profile_terms(lines: Iterable[str]) -> tuple[ProfileTerm, ...]:
    """Return the terms in a table's lines, or raise SchemaDefinitionError."""
    terms: dict[tuple[str, str], ProfileTerm] = {}
    for number, row in filled_rows(_TABLE, lines, _COLUMNS, _COLUMNS[:-1]):
        if row["list"] not in {AGREEMENT, ROLE} or (row["list"], row["id"]) in terms:
            raise SchemaDefinitionError(f"Correct {_TABLE}: row {number} is of no list, or stands twice.")
        also = tuple(word.strip() for word in row["also"].split("|") if word.strip())
        labels = {language: row[f"label_{language}"] for language in ("en", "it", "no")}
        terms[row["list"], row["id"]] = ProfileTerm(row["list"], row["id"], labels, row["family"], also)
    return tuple(terms.values())
