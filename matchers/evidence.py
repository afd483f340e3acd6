"""Paths through the graph that tie a seeker to a candidate, told in sentences a person can check."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from matchers.features.capabilities import strongest_link
from matchers.features.graph import common_of
from matchers.features.texts import project_name
from matchers.results import EvidencePath, PathStep
from matchers.said import labelled, said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Snapshot

MOST_PATHS = 3

_BOTH_WORK_ON: Final = {
    "organisation": said("You work on {capability}, and so does {name}."),
    "need": said("Your need names {capability}, and so does {name}."),
    "request": said("Your request names {capability}, and so does {name}."),
    "offer": said("Your offer names {capability}, and so does {name}."),
}
"""How a capability of both is told, by what the asking side is."""


def evidence_paths(seeker: Seeker, snapshot: Snapshot, row: int) -> tuple[EvidencePath, ...]:
    """Return up to three paths, the most telling first: joint projects, partners, networks, else capabilities."""
    paths = [
        *_joint_projects(seeker, snapshot, row),
        *_through_partners(seeker, snapshot, row),
        *_through_networks(seeker, snapshot, row),
    ]
    if not paths:
        paths = [*_through_capabilities(seeker, snapshot, row)]
    return tuple(paths[:MOST_PATHS])


def _joint_projects(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[EvidencePath]:
    theirs = snapshot.projects_of(row)
    joint = theirs[seeker.took_part[theirs]]
    for project in joint[np.argsort(snapshot.project_order[joint])][:MOST_PATHS].tolist():
        yield EvidencePath(
            said("You worked together in {project}.", project=project_name(snapshot, project)),
            (_seeker_step(seeker, snapshot), _project(snapshot, project), _organisation(snapshot, row)),
        )


def _through_partners(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[EvidencePath]:
    their_projects = set(snapshot.projects_of(row).tolist())
    for partner in common_of(seeker, snapshot, row)[:MOST_PATHS].tolist():
        projects = snapshot.projects_of(partner)
        ours = _latest(projects[seeker.took_part[projects]].tolist(), snapshot)
        theirs = _latest([project for project in projects.tolist() if project in their_projects], snapshot)
        name = snapshot.name(partner)
        yield EvidencePath(
            said(
                "You worked with {partner} in {ours}, and {name} did in {theirs}.",
                partner=name,
                ours=project_name(snapshot, ours),
                name=snapshot.name(row),
                theirs=project_name(snapshot, theirs),
            ),
            (
                _seeker_step(seeker, snapshot),
                _project(snapshot, ours),
                _organisation(snapshot, partner),
                _project(snapshot, theirs),
                _organisation(snapshot, row),
            ),
        )


def _through_networks(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[EvidencePath]:
    if seeker.row is None or not snapshot.tables.networks:
        return
    ours, theirs = (row_of(snapshot.membership, side)[0].tolist() for side in (seeker.row, row))
    for network in snapshot.tables.networks:
        mine, yours = (
            next((column for column in columns if network.id in snapshot.tables.clusters[column].networks), None)
            for columns in (ours, theirs)
        )
        if mine is not None and yours is not None and mine != yours:
            first, second = (_cluster(snapshot, column) for column in (mine, yours))
            yield EvidencePath(
                said(
                    "You belong to {first}, {name} belongs to {second}; both are part of {network}.",
                    first=first.label,
                    name=snapshot.name(row),
                    second=second.label,
                    network=network.name,
                ),
                (
                    _seeker_step(seeker, snapshot),
                    first,
                    PathStep("network", network.id, network.name),
                    second,
                    _organisation(snapshot, row),
                ),
            )


def _through_capabilities(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[EvidencePath]:
    theirs, strengths = row_of(snapshot.capability, row)
    both = seeker.capabilities[theirs] * strengths * snapshot.capability_rarity[theirs]
    for column in theirs[np.argsort(-both, kind="stable")][: min(MOST_PATHS - 1, int((both > 0).sum()))].tolist():
        label = snapshot.capability_phrase(column)
        asked = _BOTH_WORK_ON[seeker.noun if seeker.is_need else "organisation"]
        yield EvidencePath(
            said(asked, capability=label, name=snapshot.name(row)),
            (_seeker_step(seeker, snapshot), _capability(snapshot, column), _organisation(snapshot, row)),
        )
    link = strongest_link(seeker, snapshot, row)
    if link is not None:
        mine, yours, forward = link
        first, second = (mine, yours) if forward else (yours, mine)
        yield EvidencePath(
            said(
                "Work on {first} feeds into work on {second}.",
                first=snapshot.capability_phrase(first),
                second=snapshot.capability_phrase(second),
            ),
            (
                _seeker_step(seeker, snapshot),
                _capability(snapshot, mine),
                _capability(snapshot, yours),
                _organisation(snapshot, row),
            ),
        )


def _latest(projects: Sequence[int], snapshot: Snapshot) -> int:
    return min(projects, key=snapshot.project_order.__getitem__)


def _seeker_step(seeker: Seeker, snapshot: Snapshot) -> PathStep:
    if seeker.profile is not None:
        return PathStep("profile", snapshot.profiles.text("id", seeker.profile), seeker.name)
    if seeker.row is None:
        return PathStep("need", "", seeker.name)
    return _organisation(snapshot, seeker.row)


def _organisation(snapshot: Snapshot, row: int) -> PathStep:
    return PathStep("organisation", snapshot.organisation_id(row), snapshot.name(row))


def _project(snapshot: Snapshot, project: int) -> PathStep:
    return PathStep("project", snapshot.column("project.id").text(project), project_name(snapshot, project))


def _capability(snapshot: Snapshot, column: int) -> PathStep:
    return PathStep("capability", snapshot.tables.capabilities[column].id, snapshot.capability_label(column))


def _cluster(snapshot: Snapshot, column: int) -> PathStep:
    cluster = snapshot.tables.clusters[column]
    return PathStep("cluster", cluster.id, labelled(cluster.names, cluster.id))
