"""What a member list would do, before anything is done: how it was understood, what it changes, what is wrong in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from graph_schema.connection import Graph
from graph_schema.store import KnownFacts, read_facts
from matchers.said import said
from service.imports.duplicates import Duplicate
from service.imports.errors import ImportRowsError, RowError, RowErrors
from service.imports.member_headers import member_columns
from service.imports.members import Member, MemberList, listed_members, member_table
from service.imports.ready import MembersRequest, ready_members, told_country
from service.imports.run import UploadedFile
from service.imports.tables import Table

FIRST_ROWS: Final = 5
"""So many rows are shown as they were read."""


class ChangeKind(StrEnum):
    """What importing a row would do: make an organisation, change one, or nothing."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """A column of the list: its header, the field it was taken for (None: not used), and its first value."""

    header: str
    field: str | None
    example: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What is there of a field and what comes; `before` is empty where nothing is known."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MemberChange:
    """What importing would do with one row: its line, the organisation, and what would change of it."""

    line: int
    id: str
    name: str
    kind: ChangeKind
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class MembersPreview:
    """What a list would do. With `errors` nothing can be imported; `changes` are then those of the rows without.

    `first_rows` are (line, cells) of the columns that are used.
    """

    columns: tuple[ColumnUse, ...] = ()
    first_rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    changes: tuple[MemberChange, ...] = ()
    errors: tuple[RowError, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    notices: tuple[str, ...] = ()

    def of_kind(self, kind: ChangeKind) -> tuple[MemberChange, ...]:
        """Return the changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """Count the rows by what would be done with them."""
        return {kind: len(self.of_kind(kind)) for kind in ChangeKind}


def preview_members(
    graph: Graph, file: UploadedFile, request: MembersRequest, *, within: frozenset[str] | None = None
) -> MembersPreview:
    """Say what `import_members` would do with a list; nothing is written, and wrong rows are told, not raised.

    Raises ImportTooLargeError, ImportFileError, and the errors of the graph.
    """
    try:
        table = member_table(file.data, file.name, file.limits)
    except ImportRowsError as refused:  # rows do not fit the header, so nothing else can be said of them
        return MembersPreview(errors=refused.errors)
    errors = RowErrors(file.name)
    listed = _without(listed_members(table, request.cluster_id, told_country(request), errors), errors)
    ready = ready_members(graph, listed, request, file.limits, within)
    known = read_facts(graph, [row.id for row in ready.rows.organisations], ready.rows.source)
    capabilities: dict[str, set[str]] = {}
    for tag in ready.rows.organisation_tags:
        capabilities.setdefault(tag.subject_id, set()).add(tag.capability_id)
    return MembersPreview(
        columns=_columns(table),
        first_rows=_first_rows(table),
        changes=tuple(
            _change(member, request.cluster_id, known, capabilities.get(member.organisation.id, set()))
            for member in ready.listed.members
        ),
        errors=tuple(errors.found),
        duplicates=ready.duplicates,
        notices=() if errors.found else ready.notices,
    )


def _without(listed: MemberList, errors: RowErrors) -> MemberList:
    wrong = {error.line for error in errors.found}
    right = tuple(member for member in listed.members if member.line not in wrong)
    return MemberList(listed.cluster_id, right, listed.unused_columns)


def _columns(table: Table) -> tuple[ColumnUse, ...]:
    field_at = {place: field for field, place in member_columns(table).places.items()}
    return tuple(
        ColumnUse(header, field_at.get(place), next((cells[place] for _, cells in table.rows if cells[place]), ""))
        for place, header in enumerate(table.columns)
        if header
    )


def _first_rows(table: Table) -> tuple[tuple[int, tuple[str, ...]], ...]:
    used = sorted(member_columns(table).places.values())
    return tuple((line, tuple(cells[place] for place in used)) for line, cells in table.rows[:FIRST_ROWS])


def _change(member: Member, cluster_id: str, known: Mapping[str, KnownFacts], capabilities: set[str]) -> MemberChange:
    row = member.organisation
    there = known.get(row.id)
    if there is None:
        return MemberChange(member.line, row.id, row.name, ChangeKind.NEW)
    changes = [FieldChange(name, _words(old), _words(new)) for name, (old, new) in there.changed_by(row).items()]
    if capabilities != there.capabilities:
        changes.append(FieldChange("capabilities", _words(sorted(there.capabilities)), _words(sorted(capabilities))))
    if cluster_id not in there.clusters:
        changes.append(FieldChange("cluster", "", cluster_id))
    kind = ChangeKind.CHANGED if changes else ChangeKind.UNCHANGED
    return MemberChange(member.line, row.id, row.name, kind, tuple(changes))


def _words(value: Any) -> str:  # noqa: ANN401  whatever a field holds
    if value is None:
        return ""
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(value)
    return str(value)
