"""Which column of a member list is what, by its header in English, Italian or Norwegian."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from matchers.names import fold_words
from service.imports.errors import ImportFileError
from service.imports.tables import Table

_COUNTRY_OF_LANGUAGE: Final = {"it": "IT", "no": "NO"}
"""A VAT number under the header "Partita IVA" is Italian if nothing else is said."""


@dataclass(frozen=True, slots=True)
class MemberColumns:
    """The place of each known field, the headers that are not used, and the country that the VAT header speaks of."""

    places: Mapping[str, int]
    unused: tuple[str, ...]
    vat_country: str | None
    vat_header: str


def is_member_header(cells: Sequence[str]) -> bool:
    """Whether a row is the header of a member list: it has a column for names and is not itself a member's row."""
    return any(told is not None and told[0] == "name" for told in map(_field, cells))


def member_columns(table: Table) -> MemberColumns:
    """Find the known columns of a list.

    Raises ImportFileError when there is none for names, or two for the same field.
    """
    places: dict[str, int] = {}
    unused, vat_country = [], None
    for place, header in enumerate(table.columns):
        told = _field(header)
        if told is None:
            unused += [header] if header else []
            continue
        field, language = told
        if field in places:
            raise _twice(table, field, places[field], place)
        places[field] = place
        vat_country = _COUNTRY_OF_LANGUAGE.get(language) if field == "vat" else vat_country
    if "name" not in places:
        raise ImportFileError(
            f"{table.name} has no column for the names of the members. Give one of its columns the header "
            f'"name", "ragione sociale" or "denominazione"; it has: {_some(table.columns)}.'
        )
    vat_header = table.columns[places["vat"]] if "vat" in places else ""
    return MemberColumns(places, tuple(unused), vat_country, vat_header)


def _field(header: str) -> tuple[str, str] | None:
    """Return field and language of a header; of "Denominazione / Name" or "Città (sede)" the first part counts."""
    known = _headers()
    for part in (header, *re.split(r"[/(,;:\n-]", header)):
        words = " ".join(fold_words(part))
        if words in known:
            return known[words]
    return None


@cache
def _headers() -> dict[str, tuple[str, str]]:
    with Path(__file__).with_name("member_headers.csv").open(encoding="utf-8", newline="") as file:
        return {row["header"]: (row["field"], row["language"]) for row in csv.DictReader(file, delimiter=";")}


def _twice(table: Table, field: str, one: int, other: int) -> ImportFileError:
    return ImportFileError(
        f"{table.name} has two columns for {field}, {table.columns[one]!r} and {table.columns[other]!r}: "
        "rename or remove one of them."
    )


def _some(columns: Sequence[str], most: int = 12) -> str:
    shown = ", ".join(repr(column[:40]) for column in columns[:most])
    return f"{shown} and {len(columns) - most} more" if len(columns) > most else shown
