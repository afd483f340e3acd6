"""Rows out of the graph."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import pairwise
from typing import Any

from neo4j import ManagedTransaction

from graph_schema.audiences import Audience
from graph_schema.connection import Graph
from graph_schema.records import (
    CapabilityTag,
    Cluster,
    FieldAudience,
    GraphRows,
    KindEvidence,
    Membership,
    Network,
    Organisation,
    OrganisationKind,
    Participation,
    ParticipationRole,
    Profile,
    ProfileDirection,
    ProfileSubject,
    Project,
    SizeClass,
)
from graph_schema.store.query_files import Row, rows_of

PART = 5_000
"""So many organisations, projects or profiles are read at once where all are: it bounds what the database sorts."""

LONGEST_READ_SECONDS = 3_600.0
"""How long reading everything may take; 75,000 organisations with four links each take about a minute."""

_AFTER_ALL_IDS = "\U0010ffff"

NOTHING = 2**63 - 1
"""A version after all others, the largest number that Neo4j has: nothing changed since."""


def read_rows(graph: Graph) -> GraphRows:
    """Read all organisations, projects, clusters and their ties, ordered by id; 7,000 organisations take about 2 s."""

    def work(tx: ManagedTransaction) -> GraphRows:
        bounds = cache(partial(_bounds, tx))
        return _rows(lambda ids, query: _all_of(tx, bounds(ids), query))

    return graph.read(work, LONGEST_READ_SECONDS)


def rows_since(tx: ManagedTransaction, version: int) -> GraphRows:
    """Read what changed after a version: nodes, all ties of changed projects, memberships and tags, profiles."""
    return _rows(lambda _, query: rows_of(tx, query, since=version, after=None, upto=None))


def _rows(read: Callable[[str, str], Iterable[Row]]) -> GraphRows:
    """Return the rows that `read` yields of queries, given in parts of which nodes (a query for ids) they are read.

    Ties are read before nodes, so that both ends of every tie are there although others write meanwhile.
    """
    participations = tuple(_participation(row) for row in read("read_project_ids", "read_participations"))
    memberships = tuple(Membership(**row) for row in read("read_organisation_ids", "read_memberships"))
    project_tags = tuple(CapabilityTag(**row) for row in read("read_project_ids", "read_project_tags"))
    organisation_tags = tuple(CapabilityTag(**row) for row in read("read_organisation_ids", "read_organisation_tags"))
    profile_tags = tuple(CapabilityTag(**row) for row in read("read_profile_ids", "read_profile_tags"))
    profiles = tuple(_profile(row) for row in read("read_profile_ids", "read_profiles"))
    audiences = field_audiences(read("read_organisation_ids", "read_audiences"))
    return GraphRows(
        source="graph",
        organisations=tuple(organisation_of(row) for row in read("read_organisation_ids", "read_organisations")),
        projects=tuple(_project(row) for row in read("read_project_ids", "read_projects")),
        participations=participations,
        networks=tuple(Network(**row | {"name": row["name"] or row["id"]}) for row in read("", "read_networks")),
        clusters=tuple(_cluster(row) for row in read("", "read_clusters")),
        memberships=memberships,
        project_tags=project_tags,
        organisation_tags=organisation_tags,
        profiles=profiles,
        profile_tags=profile_tags,
        audiences=audiences,
    )


def _bounds(tx: ManagedTransaction, ids: str) -> list[str]:
    """Return the last id of each part of the nodes whose ids a query tells; none for "", of which all are read."""
    return [row["id"] for row in rows_of(tx, ids)][PART - 1 :: PART] if ids else []


def _all_of(tx: ManagedTransaction, bounds: Iterable[str], query: str) -> Iterator[Row]:
    """Yield all rows of a query, part by part."""
    for after, upto in pairwise(["", *bounds, _AFTER_ALL_IDS]):
        yield from rows_of(tx, query, since=None, after=after, upto=upto)


def field_audiences(rows: Iterable[Row]) -> tuple[FieldAudience, ...]:
    """Return the rows of `read_audiences` as records."""
    return tuple(FieldAudience(**row | {"audience": Audience(row["audience"])}) for row in rows)


def organisation_of(row: dict[str, Any]) -> Organisation:
    """Return an organisation as a query tells it."""
    kind = OrganisationKind(row.pop("kind") or OrganisationKind.OTHER)
    evidence = KindEvidence(row.pop("kind_evidence") or KindEvidence.UNKNOWN)
    size = SizeClass(row.pop("size_class")) if row["size_class"] else row.pop("size_class")
    told = row | {"name": row["name"] or row["id"]}
    return Organisation(**told, kind=kind, kind_evidence=evidence, size_class=size)


def _project(row: dict[str, Any]) -> Project:
    for name in ("start", "end"):
        row[name] = row[name].to_native() if row[name] else None
    return Project(**row | {"acronym": row["acronym"] or row["id"], "topics": tuple(row["topics"] or ())})


def _participation(row: dict[str, Any]) -> Participation:
    return Participation(
        row["organisation_id"],
        row["project_id"],
        ParticipationRole(row["role"] or ParticipationRole.PARTICIPANT),
        row["order"] or 0,
    )


def _profile(row: dict[str, Any]) -> Profile:
    for name in ("published", "expires", "withdrawn"):
        row[name] = row[name].to_native() if row[name] else None
    for name in ("roles", "agreements", "countries"):
        row[name] = tuple(row[name] or ())
    row["direction"] = ProfileDirection(row["direction"])
    row["subject"] = ProfileSubject(row["subject"])
    return Profile(**row | {"partner_kinds": tuple(OrganisationKind(kind) for kind in row["partner_kinds"] or ())})


def _cluster(row: dict[str, Any]) -> Cluster:
    texts = {name: dict(sorted(row[name])) for name in ("names", "descriptions")}
    return Cluster(**row | texts | {"networks": tuple(row["networks"])})
