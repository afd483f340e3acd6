"""A list of offers and requests (CSV or a spreadsheet, columns in any order) to rows for the graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from graph_schema.records import Profile
from matchers.said import said
from service.findings import sentence_of
from service.imports.errors import ImportFileError, RowErrors, raise_if_any
from service.imports.headers import FoundColumns, field_of, find_columns, known_headers, shown
from service.imports.limits import FileLimits
from service.imports.members import slug
from service.imports.owners import Owners
from service.imports.profile_records import ProfileRecord
from service.imports.rows import models
from service.imports.tables import Table, read_table

_HEADERS: Final = "profile_headers.csv"
_NEEDED: Final = ("organisation", "direction", "title", "text")
_SLUG: Final = 60


@dataclass(frozen=True, slots=True)
class ProfileList:
    """A list as read: its profiles with their lines, and the headers of columns that we do not use."""

    profiles: tuple[tuple[int, Profile], ...]
    unused_columns: tuple[str, ...]


def read_profiles(data: bytes, name: str, limits: FileLimits, owners: Owners) -> ProfileList:
    """Read a list of profiles of organisations that the graph has.

    A row without an id gets one made of its organisation, direction and title, so that it is the same every time.
    Raises ImportTooLargeError, ImportFileError, or ImportRowsError listing the wrong rows.
    """
    table = read_table(data, name, limits, is_header=_is_header)
    columns = _columns(table)
    errors = RowErrors(name)
    profiles: dict[str, tuple[int, Profile]] = {}
    for line, record in models(table, ProfileRecord, columns.places, errors):
        profile = _profile(line, record, owners, errors)
        if profile is not None and profile.id in profiles:
            errors.add(
                line,
                "",
                said("this is the profile of line {line} again: remove one of the two.", line=profiles[profile.id][0]),
            )
        elif profile is not None:
            profiles[profile.id] = line, profile
    raise_if_any(errors)
    return ProfileList(tuple(profiles.values()), columns.unused)


def _is_header(cells: Sequence[str]) -> bool:
    known = known_headers(_HEADERS)
    found = {told[0] for told in (field_of(cell, known) for cell in cells) if told is not None}
    return {"organisation", "title"} <= found


def _columns(table: Table) -> FoundColumns:
    found = find_columns(table, known_headers(_HEADERS))
    missing = [field for field in _NEEDED if field not in found.places]
    if missing:
        raise ImportFileError(
            said(
                "{name} has no column for {missing}. Needed are organisation, direction (offer or request), title "
                "and text; it has: {columns}.",
                name=table.name,
                missing=", ".join(missing),
                columns=shown(table.columns),
            )
        )
    return found


def _profile(line: int, record: ProfileRecord, owners: Owners, errors: RowErrors) -> Profile | None:
    column = "organisation"
    try:
        owner = owners.find(record.organisation)
        column = "subject"
        subject = record.told_subject()
    except ValueError as error:
        errors.add(line, column, sentence_of(error))
        return None
    low, high = record.trl or (None, None)
    return Profile(
        id=record.id or _made_id(owner, record.direction[0], record.title),
        organisation_id=owner,
        direction=record.direction[0],
        subject=subject,
        title=record.title,
        text=record.text,
        trl_min=low,
        trl_max=high,
        roles=record.roles,
        agreements=record.agreements,
        partner_kinds=record.partner_kinds,
        countries=record.countries,
        published=record.published,
        expires=record.expires,
    )


def _made_id(owner: str, direction: str, title: str) -> str:
    mark = blake2b(f"{owner}\n{direction}\n{title}".encode(), digest_size=4).hexdigest()
    words = "".join(char for char in slug(title) if char.isascii())[:_SLUG].strip("-")
    return f"{words}-{mark}" if words else mark
