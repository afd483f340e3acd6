"""Paths through the graph that tie a seeker to a candidate, told in sentences a person can check."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.features.capabilities import strongest_link
from matchers.features.graph import common_of
from matchers.features.texts import project_name
from matchers.remembered import once, once_a_row
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
    found = chain(
        _joint_projects(seeker, snapshot, row),
        _through_partners(seeker, snapshot, row),
        _through_networks(seeker, snapshot, row),
    )
    # Each is told only if it is shown: telling one takes as long as a reason does.
    told = tuple(islice(found, MOST_PATHS))
    return told or tuple(islice(_through_capabilities(seeker, snapshot, row), MOST_PATHS))


def _joint_projects(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[EvidencePath]:
    theirs = snapshot.projects_of(row)
    joint = theirs[seeker.took_part[theirs]]
    for project in joint[np.argsort(snapshot.project_order[joint])][:MOST_PATHS].tolist():
        yield EvidencePath(
            said("You worked together in {project}.", project=project_name(snapshot, project)),
            (_seeker_step(seeker, snapshot), _project(snapshot, project), _organisation(snapshot, row)),
        )


def _through_partners(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[EvidencePath]:
    mine = _organisation(snapshot, row)
    for partner in common_of(seeker, snapshot, row)[:MOST_PATHS].tolist():
        ours, between = _project_with(seeker, snapshot, partner)
        theirs = _project(snapshot, _latest_of_both(snapshot, partner, row))
        yield EvidencePath(
            said(
                "You worked with {partner} in {ours}, and {name} did in {theirs}.",
                partner=between.label,
                ours=ours.label,
                name=mine.label,
                theirs=theirs.label,
            ),
            (_seeker_step(seeker, snapshot), ours, between, theirs, mine),
        )


@once_a_row
def _project_with(seeker: Seeker, snapshot: Snapshot, partner: int) -> tuple[PathStep, PathStep]:
    """Return the latest project together with a partner, and the partner."""
    projects = snapshot.projects_of(partner)
    joint = _latest(projects[seeker.took_part[projects]], snapshot)
    return _project(snapshot, joint), _organisation(snapshot, partner)


def _latest_of_both(snapshot: Snapshot, one: int, other: int) -> int:
    many, few = snapshot.projects_of(one), snapshot.projects_of(other)
    places = np.minimum(np.searchsorted(many, few), len(many) - 1)
    return _latest(few[many[places] == few], snapshot)


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
    for column in _rarest_of_both(seeker, snapshot, row)[: MOST_PATHS - 1]:
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


def _rarest_of_both(seeker: Seeker, snapshot: Snapshot, row: int) -> list[int]:
    theirs, strengths = row_of(snapshot.capability, row)
    both = seeker.capabilities[theirs] * strengths * snapshot.capability_rarity[theirs]
    rarest: list[int] = theirs[np.argsort(-both, kind="stable")][: int((both > 0).sum())].tolist()
    return rarest


def _latest(projects: npt.NDArray[np.int32], snapshot: Snapshot) -> int:
    return int(projects[snapshot.project_order[projects].argmin()])


@once
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
