"""Puts the gap map together: stages, areas, and the gaps with who could fill them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np

from matchers.directory import organisation_card
from matchers.gaps.demand import Demand
from matchers.gaps.fillers import Fillers
from matchers.gaps.results import Cell, Gap, GapMap, Stage
from matchers.gaps.strengths import SOME, STRONG, Strengths
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

LEAST_NEED: Final = 3.0
"""So many members must need a capability for each that is strong in it, and one more."""

MOST_GAPS, MOST_FILLERS = 12, 5


def gap_map(
    snapshot: Snapshot,
    cluster_id: str,
    gaps: int = MOST_GAPS,
    fillers: int = MOST_FILLERS,
    day: date | None = None,
) -> GapMap:
    """Return a cluster's gap map with at most so many gaps, the most severe first, and fillers of each.

    Requests count where they stand on `day`, today if not told. Raises UnknownIdError for an unknown cluster.
    """
    strengths = Strengths(snapshot, cluster_id)
    demand = Demand.of(strengths, day)
    severity = severities(demand)
    found = _gaps_in_order(strengths, demand, severity)
    return GapMap(
        cluster=cluster_id,
        members=len(strengths.members),
        stages=tuple(_stages(strengths, found)),
        areas=tuple(
            (snapshot.tables.capabilities[area].id, snapshot.capability_label(area)) for area in _areas(strengths)
        ),
        cells=tuple(_cells(strengths, found)),
        gaps=tuple(_gap(demand, column, float(severity[column]), fillers) for column in found[:gaps].tolist()),
        found=len(found),
    )


def severities(demand: Demand) -> Floats:
    """Return how much each capability is lacked (c): members that need it / (1 + members that are strong in it)."""
    return np.asarray(demand.needed.sum(axis=0) / (1.0 + demand.strong.sum(axis=0)), dtype=np.float32)


def _gaps_in_order(strengths: Strengths, demand: Demand, severity: Floats) -> Ints:
    """Return the columns of the gaps, the most severe first.

    The broadest terms are areas, and no one's work. Of a gap and a narrower one only the more severe is told.
    """
    is_gap = (severity >= LEAST_NEED) & ~strengths.roots.any(axis=0)
    columns = np.flatnonzero(is_gap)
    order = columns[np.lexsort((columns, -demand.needed.sum(axis=0)[columns], -severity[columns]))]
    kin = strengths.answering | strengths.answering.T
    kept: list[int] = []
    for column in order.tolist():
        if not kin[column, kept].any():
            kept.append(column)
    return np.array(kept, dtype=np.int64)


def _gap(demand: Demand, column: int, severity: float, fillers: int) -> Gap:
    strengths, snapshot = demand.strengths, demand.strengths.snapshot
    outside = Fillers(strengths, column)
    strong = strengths.members[demand.strong[:, column]].tolist()
    term = snapshot.tables.capabilities[column]
    return Gap(
        capability=term.id,
        label=snapshot.capability_label(column),
        stage=term.stage,
        severity=severity,
        sentences=tuple(demand.sentences(column)),
        needed_by=demand.needers(column),
        strong=tuple(organisation_card(snapshot, row) for row in strong),
        outside=int(outside.eligible.sum()),
        fillers=outside.best(fillers),
    )


def _areas(strengths: Strengths) -> list[int]:
    return np.flatnonzero(strengths.roots.any(axis=0)).tolist()


def _stages(strengths: Strengths, gaps: Ints) -> Iterator[Stage]:
    terms = strengths.snapshot.tables.capabilities
    everyone = strengths.snapshot.capability
    for stage in dict.fromkeys(term.stage for term in terms):
        columns = [column for column, term in enumerate(terms) if term.stage == stage]
        strongest = everyone[:, columns].max(axis=1).toarray().ravel()
        yield Stage(
            id=stage,
            strong=strengths.in_any(columns, STRONG),
            some=strengths.in_any(columns, SOME),
            outside=int((strongest[strengths.outside] >= STRONG).sum()),
            gaps=tuple(terms[column].id for column in gaps.tolist() if column in columns),
        )


def _cells(strengths: Strengths, gaps: Ints) -> Iterator[Cell]:
    terms = strengths.snapshot.tables.capabilities
    stages = np.array([term.stage for term in terms])
    for area in _areas(strengths):
        for stage in dict.fromkeys(stages.tolist()):
            columns = np.flatnonzero(strengths.roots[:, area] & (stages == stage))
            if len(columns):
                yield Cell(
                    area=terms[area].id,
                    stage=stage,
                    strong=strengths.in_any(columns.tolist(), STRONG),
                    some=strengths.in_any(columns.tolist(), SOME),
                    gaps=tuple(terms[column].id for column in gaps.tolist() if column in columns),
                )
