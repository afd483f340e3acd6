"""Imports from file to graph: read, check, look for duplicates, write in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from graph_schema.connection import Graph
from graph_schema.progress import Progress, silent
from graph_schema.records import Cluster, GraphRows, Network
from graph_schema.store import (
    Identity,
    read_cluster_ids,
    read_identities,
    read_other_ids,
    read_withdrawn,
    write_rows,
)
from service.imports.cordis import read_cordis
from service.imports.countries import country_code
from service.imports.decisions import decided, read_decisions
from service.imports.duplicates import likely_duplicates
from service.imports.errors import ImportFileError
from service.imports.limits import FileLimits
from service.imports.member_tags import MemberTags, member_tags
from service.imports.members import SLUG, MemberList, read_members
from service.imports.owners import Owners
from service.imports.profiles import ProfileList, read_profiles
from service.imports.report import ImportReport, found_counts, identities
from service.imports.tagging import vocabulary_tagger
from service.profiles import profile_tags

PROFILES_SOURCE = "profiles"
"""What the graph calls lists of offers and requests."""

_SHOWN = 10
"""How many names or words a notice lists."""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it came in: its bytes, its name for the sentences about it, and how large it may be."""

    data: bytes = field(repr=False)
    name: str
    limits: FileLimits


@dataclass(frozen=True, slots=True)
class MembersRequest:
    """What to do with a member list: whose it is, and what was decided.

    `cluster_names` (language to name) make a cluster that is not there yet; `country` (ISO code) is assumed where a row
    tells none; `decisions` is the contents of a file as `decisions.read_decisions` takes it. `networks` are those that
    the cluster is part of: id to name, None for one that is in the graph already.
    """

    cluster_id: str
    cluster_names: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    decisions: bytes | None = None
    networks: Mapping[str, str | None] = field(default_factory=dict)
    dry_run: bool = False


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
    listed = read_members(file.data, file.name, request.cluster_id, file.limits, _country(request))
    there = _known(read_identities(graph), within)
    same_as = _same_as(graph, request, there, file.limits)
    listed = MemberList(listed.cluster_id, decided(listed.members, same_as), listed.unused_columns)
    tags = member_tags(listed.members, vocabulary_tagger())
    progress("Reading the list", 1, 1)
    rows = _member_rows(graph, listed, tags, request)
    duplicates = likely_duplicates(identities(rows.organisations), there)
    summary = write_rows(graph, rows, same_as=same_as, dry_run=request.dry_run, progress=progress)
    notices = _notices(listed, tags, there)
    return ImportReport(rows.source, request.dry_run, found_counts(rows), summary, duplicates, notices)


def import_profiles(
    graph: Graph,
    file: UploadedFile,
    within: frozenset[str] | None = None,
    *,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Import a list of offers and requests of organisations that the graph has, all or nothing.

    `within` are ids of clusters: only organisations of these are known then. Those that were withdrawn meanwhile stay
    so. Raises as `import_members` does.
    """
    progress("Reading the list", 0, 0)
    known = [one for one in read_identities(graph) if within is None or not within.isdisjoint(one.clusters)]
    ids = {one.id for one in known}
    owners = Owners(known, {own: other for own, other in read_other_ids(graph).items() if other in ids})
    listed = read_profiles(file.data, file.name, file.limits, owners)
    withdrawn = read_withdrawn(graph)
    profiles = tuple(profile for _, profile in listed.profiles if profile.id not in withdrawn)
    tags = profile_tags(profiles, vocabulary_tagger())
    progress("Reading the list", 1, 1)
    rows = GraphRows(PROFILES_SOURCE, profiles=profiles, profile_tags=tags)
    summary = write_rows(graph, rows, dry_run=dry_run, progress=progress)
    return ImportReport(rows.source, dry_run, found_counts(rows), summary, notices=_profile_notices(listed, withdrawn))


def _known(identities: Iterable[Identity], within: frozenset[str] | None) -> list[Identity]:
    """Return who is in one of these clusters or in none."""
    return [one for one in identities if within is None or not one.clusters or not within.isdisjoint(one.clusters)]


def _profile_notices(listed: ProfileList, withdrawn: frozenset[str]) -> tuple[str, ...]:
    today = datetime.now(UTC).date()
    expired = [f"line {line}" for line, row in listed.profiles if row.expires and row.expires < today]
    gone = [row.id for _, row in listed.profiles if row.id in withdrawn]
    told = (
        ("These columns are not used", listed.unused_columns),
        ("These have expired and are matched no more", expired),
        ("These were withdrawn and stay so until they are published anew over the API", gone),
    )
    return tuple(f"{sentence}: {_some(items)}." for sentence, items in told if items)


def _country(request: MembersRequest) -> str | None:
    try:
        return country_code(request.country) if request.country else None
    except ValueError as error:
        raise ImportFileError(f"The country {error}") from error


def _same_as(graph: Graph, request: MembersRequest, there: Sequence[Identity], limits: FileLimits) -> dict[str, str]:
    """Return the decisions of former imports and of this one."""
    ids = {identity.id for identity in there}
    former = {own: other for own, other in read_other_ids(graph).items() if other in ids}
    if request.decisions is None:
        return former
    return former | read_decisions(request.decisions, "the file of decisions", limits, ids)


def _member_rows(graph: Graph, listed: MemberList, tags: MemberTags, request: MembersRequest) -> GraphRows:
    if not request.cluster_names and listed.cluster_id not in read_cluster_ids(graph):
        raise ImportFileError(
            f"There is no cluster {listed.cluster_id!r} yet. "
            "Give its name too (--cluster-name) to make it, or correct the id."
        )
    cluster = Cluster(listed.cluster_id, dict(request.cluster_names), networks=tuple(request.networks))
    return GraphRows(
        source=listed.source,
        organisations=tuple(member.organisation for member in listed.members),
        networks=tuple(Network(key, name) for key, name in request.networks.items() if name),
        clusters=(cluster,) if request.cluster_names or request.networks else (),
        memberships=listed.memberships,
        organisation_tags=tags.rows,
    )


def networks_told(options: Iterable[str]) -> dict[str, str | None]:
    """Return id to name of networks told as "id" or "id=Name"; ImportFileError for an id that cannot be one."""
    told: dict[str, str | None] = {}
    for option in options:
        key, _, name = (part.strip() for part in option.partition("="))
        if not SLUG.fullmatch(key):
            raise ImportFileError(
                f"{key!r} cannot be the id of a network: use small letters, digits and single hyphens, and "
                "put its name behind to make it, as in clean-power-network=Clean Power Network."
            )
        told[key] = name or None
    return told


def _notices(listed: MemberList, tags: MemberTags, there: Sequence[Identity]) -> tuple[str, ...]:
    unlisted = {identity.id: identity.name for identity in there if listed.cluster_id in identity.clusters}
    for tie in listed.memberships:
        unlisted.pop(tie.organisation_id, None)
    unknown = [f"{words!r} (line {line})" for line, words in tags.unknown]
    told = (
        ("These columns are not used", listed.unused_columns),
        ("These stated capabilities are not in the vocabulary and were left out", unknown),
        ("These members are not in the list and stay members", tuple(unlisted.values())),
    )
    return tuple(f"{sentence}: {_some(items)}." for sentence, items in told if items)


def _some(items: Sequence[str]) -> str:
    shown = ", ".join(items[:_SHOWN])
    return f"{shown} and {len(items) - _SHOWN} more" if len(items) > _SHOWN else shown
