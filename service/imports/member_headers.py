"""Which column of a member list is what, by its header in English, Italian or Norwegian."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matchers.said import said
from service.imports.errors import ImportFileError
from service.imports.headers import field_of, find_columns, known_headers, shown
from service.imports.tables import Table

_HEADERS: Final = "member_headers.csv"
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
    known = known_headers(_HEADERS)
    return any(told is not None and told[0] == "name" for told in (field_of(cell, known) for cell in cells))


def member_columns(table: Table) -> MemberColumns:
    """Find the known columns of a list.

    Raises ImportFileError when there is none for names, or two for the same field.
    """
    found = find_columns(table, known_headers(_HEADERS))
    if "name" not in found.places:
        raise ImportFileError(
            said(
                '{name} has no column for the names of the members. Give one of its columns the header "name", '
                '"ragione sociale" or "denominazione"; it has: {columns}.',
                name=table.name,
                columns=shown(table.columns),
            )
        )
    vat_header = table.columns[found.places["vat"]] if "vat" in found.places else ""
    vat_country = _COUNTRY_OF_LANGUAGE.get(found.languages.get("vat", ""))
    return MemberColumns(found.places, found.unused, vat_country, vat_header)
