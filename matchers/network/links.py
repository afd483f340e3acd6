"""Who of some organisations worked together, in how many projects and since when."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.directory import members_of
from matchers.network.centrality import Doubles, betweenness
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

Members = npt.NDArray[np.intp]
_TOGETHER = 2
"""It takes two to have a link."""


@dataclass(frozen=True, slots=True)
class Links:
    """The l links among some organisations.

    `pairs` (l, 2) are positions among these, the smaller first; `projects` (l) counts joint projects; `since` (l) is
    the year in which the first of them started, NaN where none has a date.
    """

    pairs: Ints
    projects: Ints
    since: Floats


def links_among(snapshot: Snapshot, rows: Members) -> Links:
    """Return the links among organisations (m rows)."""
    took_part = sparse.csc_array(snapshot.participation[rows])
    size, starts = len(rows), took_part.indptr
    codes, years = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for project in np.flatnonzero(np.diff(starts) >= _TOGETHER).tolist():
        team = np.sort(took_part.indices[starts[project] : starts[project + 1]].astype(np.int64))
        one, other = _pairs(len(team))
        codes.append(team[one] * size + team[other])
        years.append(np.full(len(one), np.floor(snapshot.project_year[project]), dtype=np.float32))
    every, year = np.concatenate(codes), np.concatenate(years)
    # NaN sorts last, so that the first of equal codes has the earliest year that is known.
    order = np.lexsort((year, every))
    found, first, counts = np.unique(every[order], return_index=True, return_counts=True)
    pairs = np.stack([found // max(size, 1), found % max(size, 1)], axis=1)
    return Links(pairs, counts.astype(np.int64), year[order][first])


@cache
def _pairs(size: int) -> tuple[Members, Members]:
    """Return the positions of both sides of each pair among so many; teams of one size come again and again."""
    one, other = np.triu_indices(size, k=1)
    return one, other


@dataclass(frozen=True)
class MemberNetwork:
    """A cluster's members (m rows of the snapshot) and their links."""

    snapshot: Snapshot
    members: Members

    @classmethod
    def of(cls, snapshot: Snapshot, cluster_id: str) -> "MemberNetwork":
        """Return the network of a cluster, or raise UnknownIdError."""
        return cls(snapshot, members_of(snapshot, cluster_id))

    @property
    def size(self) -> int:
        """The number of members."""
        return len(self.members)

    @cached_property
    def links(self) -> Links:
        """The links among members."""
        return links_among(self.snapshot, self.members)

    @cached_property
    def adjacency(self) -> sparse.csr_array:
        """Which members are linked (m, m): 1 or nothing, both ways."""
        return self.adjacency_of(self.links.pairs)

    @cached_property
    def degree(self) -> Ints:
        """The number of members that each member is linked to (m)."""
        return np.bincount(self.links.pairs.ravel(), minlength=self.size)

    @cached_property
    def betweenness(self) -> Doubles:
        """How far each member stands between others (m), in [0, 1]."""
        return betweenness(self.adjacency)

    @cached_property
    def outside(self) -> Ints:
        """The links of members to others (q, 2): positions of members, and rows of those outside."""
        ties = sparse.coo_array(self.snapshot.tie_count[self.members])
        pairs = np.stack([ties.row, ties.col], axis=1).astype(np.int64)
        return pairs[~np.isin(pairs[:, 1], self.members)]

    def adjacency_of(self, pairs: Ints) -> sparse.csr_array:
        """Return the symmetric matrix (m, m) of some links."""
        ones = np.ones(2 * len(pairs))
        both = np.concatenate([pairs, pairs[:, ::-1]])
        return sparse.csr_array((ones, (both[:, 0], both[:, 1])), shape=(self.size, self.size))

    def parts_of(self, pairs: Ints) -> Ints:
        """Return the sizes of the parts that hang together by some links, the largest first; a member alone is one."""
        if not self.size:
            return np.zeros(0, dtype=np.int64)
        _, part = sparse.csgraph.connected_components(self.adjacency_of(pairs), directed=False)
        return np.sort(np.bincount(part))[::-1]
