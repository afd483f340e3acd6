"""A person's decisions which organisations of a list are organisations that are in the graph already.

The file of decisions is the list of likely duplicates with the lines that are not the same removed: a table with the
columns `id` (of the list's organisation) and `same_as` (of the other); further columns are for reading.
"""

import io
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Final

from defusedcsv import csv

from graph_schema.records import Organisation
from matchers.said import said
from service.exports.csv_file import guarded
from service.imports.duplicates import Duplicate
from service.imports.errors import ImportFileError, RowErrors, raise_if_any
from service.imports.limits import FileLimits
from service.imports.members import Member
from service.imports.tables import read_table

COLUMNS: Final = ("id", "name", "same_as", "other_name", "other_country", "reason")


def duplicates_as_table(duplicates: Iterable[Duplicate]) -> str:
    """Return likely duplicates as CSV (`;`) that, its wrong lines removed, can be given as decisions.

    Names that a spreadsheet would take for a formula are written as text; they are for reading only.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    for pair in duplicates:
        one, other = pair.incoming, pair.other
        names = guarded(one.name), guarded(other.name)
        writer.writerow((one.id, names[0], other.id, names[1], other.country or "", pair.reason))
    return file.getvalue()


def read_decisions(data: bytes, name: str, limits: FileLimits, there: Container[str]) -> dict[str, str]:
    """Read a file of decisions: ids of a list's organisations to the ids of organisations in the graph (`there`).

    Raises ImportFileError without the columns, ImportRowsError for ids that are not there and contradictions.
    """
    table = read_table(data, name, limits)
    places = table.column_indices()
    if not {"id", "same_as"} <= places.keys():
        raise ImportFileError(
            said("{name} needs the columns id and same_as. Take the file that --duplicates writes.", name=name)
        )
    decisions: dict[str, str] = {}
    errors = RowErrors(name)
    for line, cells in table.rows:
        own, other = cells[places["id"]], cells[places["same_as"]]
        if other not in there:
            errors.add(
                line,
                "same_as",
                said("there is no organisation {other!r} in the graph: correct or remove the row.", other=other),
            )
        if decisions.setdefault(own, other) != other:
            errors.add(line, "id", said("{own!r} cannot be two organisations: keep one of its rows.", own=own))
    raise_if_any(errors)
    return decisions


def decided(members: Sequence[Member], same_as: Mapping[str, str]) -> tuple[Member, ...]:
    """Return members under the ids that were decided; of several that are one, later ones only add what is missing."""
    merged: dict[str, Member] = {}
    for member in members:
        own = member.organisation.id
        renamed = replace(member.organisation, id=same_as.get(own, own))
        first = merged.get(renamed.id)
        told = _completed(first.organisation, renamed) if first else renamed
        stated = (*first.stated, *member.stated) if first else member.stated
        merged[renamed.id] = replace(first or member, organisation=told, stated=stated)
    return tuple(merged.values())


def _completed(one: Organisation, other: Organisation) -> Organisation:
    missing = {field.name: getattr(other, field.name) for field in fields(one) if getattr(one, field.name) is None}
    return replace(one, **missing)
