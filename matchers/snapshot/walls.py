"""A snapshot as someone sees it who may not see all: organisations behind a wall are not there, nor are their ties."""

import copy
from collections.abc import Set as AbstractSet
from functools import cached_property
from inspect import getmembers_static

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.snapshot import Snapshot

_OF_TIES = ("tie_known", "degree", "hub_discount", "members")
"""What follows from ties and memberships, so that it is computed anew from those that are left."""

Seen = npt.NDArray[np.bool_]


def behind_walls(snapshot: Snapshot, clusters: AbstractSet[str], organisation: str | None = None) -> Snapshot:
    """Return a snapshot as one sees it who may see these clusters (ids) and an own organisation.

    Seen are the members of these clusters, organisations that belong to no cluster, and one's own. All others have no
    row that can be found, no offer or request, and no tie; clusters that are not among these are nobody's. Memory is
    shared but for ties, memberships and marks: about 20 bytes a tie.
    """
    open_columns = np.array([row.id in clusters for row in snapshot.tables.clusters], dtype=np.bool_)
    seen = _seen(snapshot, open_columns, organisation)
    view = only_these(snapshot, seen)
    view.cluster_at = {key: column for key, column in snapshot.cluster_at.items() if open_columns[column]}
    view.membership = _only(snapshot.membership, seen, open_columns)
    view.counted, view.counted_membership = seen, view.membership
    return view


def only_these(snapshot: Snapshot, seen: Seen) -> Snapshot:
    """Return a snapshot in which only these organisations (n) can be found, have ties, offers and clusters."""
    for name, attribute in getmembers_static(Snapshot):
        if isinstance(attribute, cached_property):
            getattr(snapshot, name)  # computed once, for all who look at it
    view = copy.copy(snapshot)
    for name in _OF_TIES:
        view.__dict__.pop(name)
    view.visible = seen
    view.row_by_id = snapshot.row_by_id.only(seen)
    every = np.ones(len(snapshot.tables.clusters), dtype=np.bool_)
    view.membership = _only(snapshot.membership, seen, every)
    view.tie_strength = _only(snapshot.tie_strength, seen, seen)
    view.tie_count = _only(snapshot.tie_count, seen, seen)
    view.group = np.where(seen, snapshot.group, _alone(snapshot))
    view.profiles = snapshot.profiles.of_owners(seen)
    return view


def _seen(snapshot: Snapshot, open_columns: Seen, organisation: str | None) -> Seen:
    """Return who is seen (n)."""
    clusters = np.diff(snapshot.membership.indptr)
    opened = snapshot.membership @ open_columns.astype(np.float32)
    seen = np.asarray((clusters == 0) | (opened > 0))
    if organisation is not None and organisation in snapshot.row_by_id:
        seen[snapshot.row_by_id[organisation]] = True
    return seen


def _alone(snapshot: Snapshot) -> npt.NDArray[np.int32]:
    """Return for each (n) a group of likely duplicates that is nobody else's."""
    return -1 - np.arange(snapshot.size, dtype=np.int32)


def _only(matrix: sparse.csr_array, rows: Seen, columns: Seen) -> sparse.csr_array:
    """Return a matrix with only the values in these rows and columns."""
    kept = np.repeat(rows, np.diff(matrix.indptr)) & columns[matrix.indices]
    ends = np.concatenate([[0], np.cumsum(kept)])
    return sparse.csr_array(
        (matrix.data[kept], matrix.indices[kept], ends[matrix.indptr]), shape=matrix.shape, copy=False
    )
