"""Rows as parameters of queries: what the source does not say is left out, so it erases nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, Final

from graph_schema.records import Capability, CapabilityTag, Cluster, GraphRows, Network, Organisation, Profile, Project

OWN: Final = "organisation"
"""The source of what is told in an organisation's own name."""

Parameters = dict[str, Any]


def node_parameters(row: Organisation | Project | Network) -> Parameters:
    """Return id and told properties of a node; enums and tuples become what Neo4j stores."""
    values = ((name, getattr(row, name)) for name in _names(row))
    return {"id": row.id, "properties": {name: _plain(value) for name, value in values if value not in (None, ())}}


def cluster_parameters(row: Cluster) -> Parameters:
    """Return id and told properties of a cluster, each language's name and description a property of its own."""
    told = {
        "country": row.country,
        "region": row.region,
        **{f"name_{language}": name for language, name in row.names.items()},
        **{f"description_{language}": text for language, text in row.descriptions.items()},
    }
    return {"id": row.id, "properties": {name: value for name, value in told.items() if value is not None}}


def network_ties(rows: Iterable[Cluster]) -> list[Parameters]:
    """Return which cluster is part of which network."""
    return [{"cluster_id": row.id, "network_id": network} for row in rows for network in row.networks]


def profile_parameters(row: Profile) -> Parameters:
    """Return id, owner, direction and all properties of a profile, told or not: what is not told is taken away."""
    told = {field.name: _plain(getattr(row, field.name)) for field in fields(row)}
    owner = told.pop("organisation_id")
    return {"id": row.id, "organisation_id": owner, "direction": str(row.direction), "properties": told}


def capability_parameters(row: Capability) -> Parameters:
    """Return id and properties of a term: label_en, …, code_cpc, …, its stage and synonyms."""
    return {
        "id": row.id,
        "properties": {
            "stage": row.stage,
            "synonyms": list(row.synonyms),
            **{f"label_{language}": label for language, label in row.labels.items()},
            **{f"code_{scheme}": code for scheme, code in row.codes.items()},
        },
    }


def tie_parameters(rows: Iterable[Any]) -> list[Parameters]:
    """Return the fields of participations, memberships or tags."""
    return [{name: _plain(getattr(row, name)) for name in _names(row)} for row in rows]


def kept_tags(subjects: Iterable[str], tags: Sequence[CapabilityTag]) -> list[Parameters]:
    """Return for each subject the capabilities that its source still says; none where there are no tags at all.

    Rows without any tags come from a source that does not tag: that says nothing about former tags.
    """
    if not tags:
        return []
    kept: dict[str, list[str]] = {subject: [] for subject in subjects}
    for tag in tags:
        kept.setdefault(tag.subject_id, []).append(tag.capability_id)
    return [{"id": subject, "capability_ids": ids} for subject, ids in kept.items()]


def stale_project_tags(rows: GraphRows) -> list[Parameters]:
    """Return what `remove_project_tags` needs."""
    return kept_tags((project.id for project in rows.projects), rows.project_tags)


def stale_organisation_tags(rows: GraphRows) -> list[Parameters]:
    """Return what `remove_organisation_tags` needs."""
    return kept_tags((organisation.id for organisation in rows.organisations), rows.organisation_tags)


def stale_profile_tags(rows: GraphRows) -> list[Parameters]:
    """Return what `remove_profile_tags` needs: a profile's tags follow from its text, so none is also an answer."""
    kept: dict[str, list[str]] = {profile.id: [] for profile in rows.profiles}
    for tag in rows.profile_tags:
        kept.setdefault(tag.subject_id, []).append(tag.capability_id)
    return [{"id": profile, "capability_ids": ids} for profile, ids in kept.items()]


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(row: Any) -> tuple[str, ...]:  # noqa: ANN401  # any of the records
    """Return the names of a record's fields, looked up once for hundreds of thousands of rows."""
    kind = type(row)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(row))
    return _NAMES[kind]


def _plain(value: object) -> object:
    if isinstance(value, str):
        return str(value)  # a StrEnum's value
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
