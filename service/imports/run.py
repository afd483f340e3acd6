"""Imports from file to graph: read, check, look for duplicates, write in one transaction."""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from graph_schema.connection import Graph
from graph_schema.progress import Progress, silent
from graph_schema.records import GraphRows
from graph_schema.store import read_identities, read_other_ids, read_profile_owners, read_withdrawn, write_rows
from matchers.said import said
from service.imports.cordis import read_cordis
from service.imports.duplicates import likely_duplicates
from service.imports.errors import RowErrors, raise_if_any
from service.imports.limits import FileLimits
from service.imports.members import read_members
from service.imports.notices import notices
from service.imports.owners import Owners
from service.imports.profiles import ProfileList, read_profiles
from service.imports.ready import MembersRequest, ready_members, told_country
from service.imports.report import ImportReport, found_counts, identities
from service.imports.tagging import vocabulary_tagger
from service.profiles import profile_tags

PROFILES_SOURCE = "profiles"
"""What the graph calls lists of offers and requests."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it came in: its bytes, its name for the sentences about it, and how large it may be."""

    data: bytes = field(repr=False)
    name: str
    limits: FileLimits


def import_cordis(graph: Graph, folder: Path, *, dry_run: bool = False, progress: Progress = silent) -> ImportReport:
    """Import CORDIS' project.csv and organization.csv from a folder, all or nothing.

    Raises the errors of `read_cordis` and those of the graph.
    """
    rows = read_cordis(folder, vocabulary_tagger(), progress=progress)
    progress("Looking for duplicates", 0, 0)
    duplicates = likely_duplicates(identities(rows.organisations), read_identities(graph))
    progress("Looking for duplicates", 1, 1)
    summary = write_rows(graph, rows, dry_run=dry_run, progress=progress)
    return ImportReport(rows.source, dry_run, found_counts(rows), summary, duplicates)


def import_members(
    graph: Graph,
    file: UploadedFile,
    request: MembersRequest,
    progress: Progress = silent,
    *,
    within: frozenset[str] | None = None,
) -> ImportReport:
    """Import a cluster's own list, all or nothing; likely duplicates are told, never merged unless decided.

    `within` are ids of clusters: organisations of other ones alone are then neither told of nor merged with.

    Raises ImportTooLargeError, ImportFileError, ImportRowsError, and the errors of the graph.
    """
    progress("Reading the list", 0, 0)
    listed = read_members(file.data, file.name, request.cluster_id, file.limits, told_country(request))
    ready = ready_members(graph, listed, request, file.limits, within)
    progress("Reading the list", 1, 1)
    summary = write_rows(graph, ready.rows, same_as=ready.same_as, dry_run=request.dry_run, progress=progress)
    found = found_counts(ready.rows)
    return ImportReport(ready.rows.source, request.dry_run, found, summary, ready.duplicates, ready.notices)


def import_profiles(
    graph: Graph,
    file: UploadedFile,
    within: frozenset[str] | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Import a list of offers and requests of organisations that the graph has, all or nothing.

    `within` are ids of clusters: only organisations of these are known then, and what others posted cannot be put in
    the place of. Those that were withdrawn meanwhile stay so. Raises as `import_members` does.
    """
    progress("Reading the list", 0, 0)
    known = [one for one in read_identities(graph) if within is None or not within.isdisjoint(one.clusters)]
    ids = {one.id for one in known}
    owners = Owners(known, {own: other for own, other in read_other_ids(graph).items() if other in ids})
    listed = read_profiles(file.data, file.name, file.limits, owners)
    if within is not None:
        _check_owners(graph, listed, ids, file.name)
    withdrawn = read_withdrawn(graph)
    profiles = tuple(profile for _, profile in listed.profiles if profile.id not in withdrawn)
    tags = profile_tags(profiles, vocabulary_tagger())
    progress("Reading the list", 1, 1)
    rows = GraphRows(PROFILES_SOURCE, profiles=profiles, profile_tags=tags)
    may_replace = None if within is None else ids.__contains__
    summary = write_rows(graph, rows, may_replace=may_replace, dry_run=dry_run, progress=progress)
    return ImportReport(rows.source, dry_run, found_counts(rows), summary, notices=_profile_notices(listed, withdrawn))


def _check_owners(graph: Graph, listed: ProfileList, ours: Container[str], name: str) -> None:
    """Raise ImportRowsError for rows whose id is that of what an organisation posted that is not among these (ids)."""
    owners = read_profile_owners(graph, [profile.id for _, profile in listed.profiles])
    errors = RowErrors(name)
    for line, profile in listed.profiles:
        if profile.id in owners and owners[profile.id] not in ours:
            message = said("the id {id!r} is somebody else's offer or request: write another one.", id=profile.id)
            errors.add(line, "id", message)
    raise_if_any(errors)


def _profile_notices(listed: ProfileList, withdrawn: frozenset[str]) -> tuple[str, ...]:
    today = datetime.now(UTC).date()
    expired = [
        said("line {line}", line=str(line)) for line, row in listed.profiles if row.expires and row.expires < today
    ]
    gone = [row.id for _, row in listed.profiles if row.id in withdrawn]
    return notices(
        (
            (said("These columns are not used"), listed.unused_columns),
            (said("These have expired and are matched no more"), expired),
            (said("These were withdrawn and stay so until they are published anew over the API"), gone),
        )
    )
