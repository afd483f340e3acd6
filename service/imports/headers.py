"""Which column of a table is what, by its header in the languages that a file of headers knows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from matchers.names import fold_words
from matchers.said import said
from service.imports.errors import ImportFileError
from service.imports.notices import some
from service.imports.tables import Table
from service.imports.word_tables import word_table

_LONGEST: Final = 40
"""Characters of a header that a sentence shows."""

Headers = Mapping[str, tuple[str, str]]
"""A header, folded, to the field it means and its language."""


@dataclass(frozen=True, slots=True)
class FoundColumns:
    """The place of each known field, the headers that are not used, and the language of each field's header."""

    places: Mapping[str, int]
    unused: tuple[str, ...]
    languages: Mapping[str, str]


@cache
def known_headers(name: str) -> Headers:
    """Return the headers of a file of this folder with the columns field, language and header."""
    return {row["header"]: (row["field"], row["language"]) for row in word_table(name)}


def field_of(header: str, known: Headers) -> tuple[str, str] | None:
    """Return field and language of a header; of "Denominazione / Name" or "Città (sede)" the first part counts."""
    for part in (header, *re.split(r"[/(,;:\n-]", header)):
        words = " ".join(fold_words(part))
        if words in known:
            return known[words]
    return None


def find_columns(table: Table, known: Headers) -> FoundColumns:
    """Find the known columns of a table; ImportFileError when two are of the same field."""
    places: dict[str, int] = {}
    languages: dict[str, str] = {}
    unused = []
    for place, header in enumerate(table.columns):
        told = field_of(header, known)
        if told is None:
            unused += [header] if header else []
            continue
        field, languages[field] = told[0], told[1]
        if field in places:
            raise _twice(table, field, places[field], place)
        places[field] = place
    return FoundColumns(places, tuple(unused), languages)


def shown(columns: Sequence[str]) -> str:
    """Return the first headers of a table for a sentence."""
    return some([repr(column[:_LONGEST]) for column in columns], most=12)


def _twice(table: Table, field: str, one: int, other: int) -> ImportFileError:
    return ImportFileError(
        said(
            "{name} has two columns for {field}, {one!r} and {other!r}: rename or remove one of them.",
            name=table.name,
            field=field,
            one=table.columns[one],
            other=table.columns[other],
        )
    )
