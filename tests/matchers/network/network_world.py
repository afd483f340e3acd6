"""Tiny clusters whose figures can be counted by hand."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from matchers.corpus import ClusterRow, Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.network.links import MemberNetwork
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder

CLUSTER = "ours"

Projects = Sequence[tuple[int | None, str]]
"""Year of the start (None where no date is known), and who takes part, a letter each."""

Facts = Mapping[str, dict[str, Any]]


def snapshot_of(
    folder: Path, members: str, projects: Projects, others: str = "", facts: Facts | None = None
) -> Snapshot:
    """Build a world of organisations, a letter each: the cluster's members, and others outside."""
    told = facts or {}
    corpus = Corpus(
        organisations=tuple(
            OrganisationRow(
                id=letter,
                name=f"Name {letter}",
                **{
                    "kind": "firm",
                    "country": "IT",
                    "clusters": (CLUSTER,) if letter in members else (),
                    **told.get(letter, {}),
                },
            )
            for letter in members + others
        ),
        projects=tuple(
            ProjectRow(f"p{place}", f"P{place}", start=None if year is None else date(year, 7, 1))
            for place, (year, _) in enumerate(projects)
        ),
        participations=tuple(
            ParticipationRow(letter, f"p{place}") for place, (_, team) in enumerate(projects) for letter in team
        ),
        clusters=(ClusterRow(CLUSTER, {"en": "Ours"}), ClusterRow("empty", {"en": "Empty"})),
    )
    build_snapshot(folder, corpus, WordEncoder(), graph_version=1)
    return open_snapshot(folder)


def network_of(
    folder: Path, members: str, projects: Projects, others: str = "", facts: Facts | None = None
) -> MemberNetwork:
    """Return the members' network of such a world."""
    return MemberNetwork.of(snapshot_of(folder, members, projects, others, facts), CLUSTER)
