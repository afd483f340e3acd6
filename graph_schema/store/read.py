"""Rows out of the graph."""

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

EVERYTHING = -1
"""A version before all others: all that changed since it is all there is."""

NOTHING = 2**63 - 1
"""A version after all others, the largest number that Neo4j has: nothing changed since."""


def read_rows(graph: Graph) -> GraphRows:
    """Read all organisations, projects, clusters and their ties, ordered by id; 7,000 organisations take about 2 s."""
    return graph.read(lambda tx: rows_since(tx, EVERYTHING))


def rows_since(tx: ManagedTransaction, version: int) -> GraphRows:
    """Read what changed after a version: nodes, all ties of changed projects, memberships and tags, profiles.

    Ties are read before nodes, so that both ends of every tie are there although others write meanwhile.
    """
    participations = rows_of(tx, "read_participations", since=version)
    memberships = rows_of(tx, "read_memberships", since=version)
    project_tags = rows_of(tx, "read_project_tags", since=version)
    organisation_tags = rows_of(tx, "read_organisation_tags", since=version)
    profile_tags = rows_of(tx, "read_profile_tags", since=version)
    profiles = rows_of(tx, "read_profiles", since=version)
    audiences = rows_of(tx, "read_audiences", since=version)
    return GraphRows(
        source="graph",
        organisations=tuple(organisation_of(row) for row in rows_of(tx, "read_organisations", since=version)),
        projects=tuple(_project(row) for row in rows_of(tx, "read_projects", since=version)),
        participations=tuple(_participation(row) for row in participations),
        networks=tuple(
            Network(**row | {"name": row["name"] or row["id"]}) for row in rows_of(tx, "read_networks", since=version)
        ),
        clusters=tuple(_cluster(row) for row in rows_of(tx, "read_clusters", since=version)),
        memberships=tuple(Membership(**row) for row in memberships),
        project_tags=tuple(CapabilityTag(**row) for row in project_tags),
        organisation_tags=tuple(CapabilityTag(**row) for row in organisation_tags),
        profiles=tuple(_profile(row) for row in profiles),
        profile_tags=tuple(CapabilityTag(**row) for row in profile_tags),
        audiences=field_audiences(audiences),
    )


def field_audiences(rows: list[Row]) -> tuple[FieldAudience, ...]:
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
