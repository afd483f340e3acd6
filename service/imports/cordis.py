"""CORDIS' official pair of tables to rows: projects, organisations, who took part, and what they are about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from graph_schema.progress import Progress, silent
from graph_schema.records import GraphRows, Organisation, Participation, ParticipationRole, Project
from matchers.tagging import Tagger
from service.imports.cordis_records import (
    ORGANISATION_COLUMNS,
    ORGANISATION_NEEDS,
    PROJECT_COLUMNS,
    PROJECT_NEEDS,
    ParticipationRecord,
    ProjectRecord,
)
from service.imports.errors import ImportFileError, RowErrors, raise_if_any
from service.imports.limits import CORDIS_LIMITS
from service.imports.merging import Sighting, merged_organisation
from service.imports.rows import models, require_columns
from service.imports.tables import Table, read_table_file
from service.imports.tagging import organisation_rows, project_rows

PROJECT_FILE: Final = "project.csv"
ORGANISATION_FILE: Final = "organization.csv"

NumberedParticipation = tuple[int, ParticipationRecord]


def read_cordis(
    folder: Path, tagger: Tagger | None = None, source: str = "cordis", progress: Progress = silent
) -> GraphRows:
    """Read project.csv and organization.csv of a folder; with a tagger also tag projects and organisations.

    Columns that we do not use are ignored. An organisation that has several rows gets of each field the most frequent
    value. Raises ImportFileError for a missing table or column, ImportRowsError listing wrong rows of both tables.
    """
    progress("Reading the tables", 0, 0)
    tables = read_tables(folder)
    raise_if_any(*tables.errors)
    rows = tables.rows(source)
    progress("Reading the tables", 1, 1)
    return _tagged(rows, tagger, progress) if tagger else rows


@dataclass(frozen=True, slots=True)
class CordisTables:
    """Both tables, row by row, and what is wrong with them: one collection of errors a table."""

    projects: tuple[Project, ...]
    records: tuple[ParticipationRecord, ...]
    errors: tuple[RowErrors, RowErrors]

    def rows(self, source: str = "cordis", keep: Callable[[Project], bool] = lambda _: True) -> GraphRows:
        """Return rows made of the projects that are kept, and of what organization.csv says of these alone."""
        projects = tuple(project for project in self.projects if keep(project))
        kept = {project.id for project in projects}
        return _rows(source, projects, [record for record in self.records if record.project in kept])


def read_tables(folder: Path, *, forgiving: bool = False) -> CordisTables:
    """Read project.csv and organization.csv of a folder; raises ImportFileError for a missing table or column.

    When forgiving, wrong values are read as if they were empty, and rows without what they need are left out.
    """
    project_table = _table(folder, PROJECT_FILE, PROJECT_NEEDS)
    organisation_table = _table(folder, ORGANISATION_FILE, ORGANISATION_NEEDS)
    errors = RowErrors(PROJECT_FILE, forgives=forgiving), RowErrors(ORGANISATION_FILE, forgives=forgiving)
    projects = _projects(project_table, errors[0])
    records = _participations(organisation_table, errors[1])
    _check_ties(records, projects, errors[1])
    tied = tuple(record for _, record in records if record.project in projects)
    return CordisTables(tuple(projects.values()), tied, errors)


def _table(folder: Path, name: str, needed: tuple[str, ...]) -> Table:
    path = folder / name
    if not path.is_file():
        raise ImportFileError(
            f"{folder} has no {name}. Give the folder that holds CORDIS' tables {PROJECT_FILE} and {ORGANISATION_FILE}."
        )
    table = read_table_file(path, CORDIS_LIMITS)
    require_columns(table, needed)
    return table


def _places(table: Table, columns: Mapping[str, str]) -> dict[str, int]:
    indices = table.column_indices()
    return {field: indices[column] for field, column in columns.items() if column in indices}


def _projects(table: Table, errors: RowErrors) -> dict[str, Project]:
    projects: dict[str, Project] = {}
    for line, record in models(table, ProjectRecord, _places(table, PROJECT_COLUMNS), errors):
        if record.id in projects:
            errors.add(line, "id", f"project {record.id} stands here for the second time: remove one of its rows.")
        projects[record.id] = Project(**{field: getattr(record, field) for field in PROJECT_COLUMNS})
    return projects


def _participations(table: Table, errors: RowErrors) -> list[NumberedParticipation]:
    return list(models(table, ParticipationRecord, _places(table, ORGANISATION_COLUMNS), errors))


def _check_ties(records: Iterable[NumberedParticipation], projects: Mapping[str, Project], errors: RowErrors) -> None:
    for line, record in records:
        if record.project not in projects:
            errors.add(
                line, "projectID", f"{PROJECT_FILE} has no project {record.project}: add it, or remove this row."
            )


def _rows(source: str, projects: tuple[Project, ...], records: list[ParticipationRecord]) -> GraphRows:
    starts = {project.id: project.start or date.min for project in projects}
    return GraphRows(source, _organisations(records, starts), projects, _ties(records))


def _tagged(rows: GraphRows, tagger: Tagger, progress: Progress) -> GraphRows:
    project_tags = project_rows(rows.projects, tagger, progress)
    organisation_tags = organisation_rows(rows.projects, rows.participations, project_tags)
    return replace(rows, project_tags=project_tags, organisation_tags=organisation_tags)


def _organisations(records: Iterable[ParticipationRecord], starts: Mapping[str, date]) -> tuple[Organisation, ...]:
    sightings: dict[str, list[Sighting]] = {}
    for record in records:
        sightings.setdefault(record.organisation, []).append(Sighting(record, starts[record.project]))
    return tuple(merged_organisation(identifier, seen) for identifier, seen in sightings.items())


def _ties(records: Iterable[ParticipationRecord]) -> tuple[Participation, ...]:
    """Return one tie an organisation and project: coordinator if any of its rows says so, else its first row."""
    ties: dict[tuple[str, str], Participation] = {}
    for record in records:
        key = (record.organisation, record.project)
        tie = Participation(*key, ParticipationRole(record.role), record.order)
        if key not in ties or (tie.role, ties[key].role) == ("coordinator", "participant"):
            ties[key] = tie
    return tuple(ties.values())
