"""What a report to the board tells, before it becomes a PDF."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from graph_schema.connection import Graph
from graph_schema.introduction_records import IntroductionState
from graph_schema.store import read_introductions
from matchers.directory import cluster_card, name_of
from matchers.directory_results import ClusterCard
from matchers.gaps import GapMap, gap_map
from matchers.match_types import match_types
from matchers.network.members import cluster_figures
from matchers.network.results import ClusterFigures
from matchers.said import labelled
from matchers.snapshot import Snapshot
from service.introductions.words import STATE_WORDS

MOST_GAPS, MOST_FILLERS = 8, 3


@dataclass(frozen=True, slots=True)
class BoardReport:
    """A report on a cluster on a day; `introductions` counts by state in words, None while the database is away.

    `agreed` are those who have agreed, the latest first: two names and what for.
    """

    cluster: ClusterCard
    day: date
    figures: ClusterFigures
    gaps: GapMap
    introductions: dict[str, int] | None
    snapshot_version: str
    built: date
    model: str
    agreed: tuple[tuple[str, str, str], ...] = ()


def board_report(snapshot: Snapshot, cluster_id: str, day: date, introductions: dict[str, int] | None) -> BoardReport:
    """Return the report on a cluster, or raise UnknownIdError."""
    manifest = snapshot.manifest
    return BoardReport(
        cluster=cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        day=day,
        figures=cluster_figures(snapshot, cluster_id),
        gaps=gap_map(snapshot, cluster_id, MOST_GAPS, MOST_FILLERS, day),
        introductions=introductions,
        snapshot_version=manifest.version,
        built=manifest.built_at.date(),
        model=manifest.model,
    )


def agreed_pairs(graph: Graph, members: Iterable[str], snapshot: Snapshot) -> tuple[tuple[str, str, str], ...]:
    """Return who of some members has agreed with whom and for what, by name, the latest first."""
    ours = set(members)
    found = [
        row
        for row in read_introductions(graph)
        if row.state is IntroductionState.AGREED and {row.organisation_id, row.partner_id} & ours
    ]
    found.sort(key=lambda row: row.day or date.min, reverse=True)
    return tuple(
        (
            name_of(snapshot, row.organisation_id),
            name_of(snapshot, row.partner_id),
            labelled(match_types()[row.match_type].labels) if row.match_type in match_types() else row.match_type,
        )
        for row in found
    )


def introduction_counts(graph: Graph, members: Iterable[str]) -> dict[str, int]:
    """Return how many introductions of members are in which state, in words, from beginning to end."""
    ours = set(members)
    states = Counter(row.state for row in read_introductions(graph) if {row.organisation_id, row.partner_id} & ours)
    return {STATE_WORDS[state]: states[state] for state in IntroductionState if states[state]}
