"""Who took part in what and worked with whom in the next snapshot: the projects that changed, and who is in them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import Arrays, pack_matrix, row_of, unpack_matrix
from matchers.snapshot.derive import matrix_of, partner_arrays
from matchers.snapshot.snapshot import COORDINATOR
from matchers.snapshot.splicing.change import Change
from matchers.snapshot.splicing.columns import MATRIX, Columns, spliced_matrix
from matchers.snapshot.splicing.moved import Ints


def spliced_participants(change: Change) -> Columns:
    """Return who took part in what, by project."""
    moved = change.projects.telling(_touched(change))
    told = pack_matrix("participants", _told_participants(change, moved.told))
    return spliced_matrix("participants", moved, change.organisations, change.before.arrays, told)


def spliced_participation(change: Change, arrays: Mapping[str, npt.NDArray[Any]]) -> Arrays:
    """Return who took part in what, by organisation, given the same by project."""
    before = change.before.arrays
    if arrays["participants.indices"] is before["participants.indices"]:
        return {name: before[name] for name in (f"participation.{part}" for part in MATRIX)}
    return pack_matrix("participation", sparse.csr_array(unpack_matrix("participants", arrays).T))


def partners_changed(change: Change, arrays: Mapping[str, npt.NDArray[Any]]) -> Ints:
    """Return the organisations (rows of the next snapshot) in projects that changed, before or now."""
    touched = _touched(change)
    former = change.projects.was[touched]
    left = change.before.participants[former[former >= 0]].indices
    left = change.organisations.now[np.unique(left)]
    joined = unpack_matrix("participants", arrays)[touched].indices
    return np.union1d(left[left >= 0], joined).astype(np.int64)


def spliced_partners(change: Change, partners: Ints, arrays: Mapping[str, npt.NDArray[Any]]) -> Columns:
    """Return who worked with whom, given whose partners may have changed and who took part in what.

    Whom one of them worked with besides, and how strongly, stays: what two share depends on their projects alone.
    """
    organisations = change.organisations
    moved = organisations.telling(np.union1d(partners, np.flatnonzero(organisations.was < 0)))
    participation, participants = (unpack_matrix(name, arrays) for name in ("participation", "participants"))
    told = partner_arrays(moved.told, participation, participants)
    found: Columns = {}
    for name in ("tie_strength", "tie_count"):
        found |= spliced_matrix(name, moved, organisations, change.before.arrays, told)
    return found


def _touched(change: Change) -> Ints:
    """Return the projects (rows of the next snapshot) that were told anew, or that somebody who is gone was in."""
    lost = np.flatnonzero(change.organisations.now < 0)
    left = change.projects.now[np.unique(change.before.participation[lost].indices)]
    return np.union1d(change.projects.told, left).astype(np.int64)


def _told_participants(change: Change, projects: Ints) -> sparse.csr_array:
    """Return who is in projects (their number, n), with the numbers of the next snapshot."""
    place = {row: number for number, row in enumerate(projects.tolist())}
    numbers = {
        project.id: place[row] for project, row in zip(change.rows.projects, change.projects.told.tolist(), strict=True)
    }
    cells: dict[tuple[int, int], float] = {}
    for tie in change.rows.participations:
        cell = (numbers[tie.project], change.row_of(tie.organisation))
        cells[cell] = max(cells.get(cell, 1.0), COORDINATOR if tie.is_coordinator else 1.0)
    for row in np.setdiff1d(projects, change.projects.told).tolist():
        members, roles = row_of(change.before.participants, int(change.projects.was[row]))
        now = change.organisations.now[members].tolist()
        cells |= {(place[row], member): role for member, role in zip(now, roles.tolist(), strict=True) if member >= 0}
    return matrix_of(cells, (len(projects), change.organisations.size))
