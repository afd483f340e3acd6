"""Who bridges, who is alone: the members of a network one by one."""

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from matchers.directory import organisation_card
from matchers.network.centrality import constraint
from matchers.network.figures import figure_values
from matchers.network.links import MemberNetwork
from matchers.network.results import ClusterFigures, MemberFigures
from matchers.network.years import year_figures
from matchers.snapshot.snapshot import Snapshot

MOST_BRIDGES = 10


def cluster_figures(snapshot: Snapshot, cluster_id: str) -> ClusterFigures:
    """Return a cluster's network in figures, who bridges (at most ten) and who is alone.

    Raises UnknownIdError for an unknown cluster.
    """
    network = MemberNetwork.of(snapshot, cluster_id)
    between = network.betweenness
    order = np.lexsort((network.members, -network.degree, -between))
    bridges = order[between[order] > 0][:MOST_BRIDGES]
    alone = np.flatnonzero(network.degree == 0)
    busiest_first = alone[np.lexsort((alone, -snapshot.project_count[network.members[alone]]))]
    return ClusterFigures(
        cluster=cluster_id,
        figures=figure_values(network),
        years=year_figures(network),
        bridges=member_figures(network, bridges.tolist()),
        alone=member_figures(network, busiest_first.tolist()),
    )


def member_figures(network: MemberNetwork, positions: Iterable[int]) -> tuple[MemberFigures, ...]:
    """Return the figures of some members, in the order given."""
    between, tied = network.betweenness, constraint(network.adjacency)
    country = network.snapshot.country
    ours, theirs = network.outside[:, 0], network.outside[:, 1]
    home, there = country[network.members[ours]], country[theirs]
    is_abroad = (home >= 0) & (there >= 0) & (home != there)
    outsiders, known_by = np.unique(theirs, return_counts=True)
    is_only_way = known_by[np.searchsorted(outsiders, theirs)] == 1
    outside, abroad, only = (
        np.bincount(ours[chosen], minlength=network.size)
        for chosen in (np.ones(len(ours), dtype=np.bool_), is_abroad, is_only_way)
    )
    return tuple(
        MemberFigures(
            organisation=organisation_card(network.snapshot, int(network.members[at])),
            links=int(network.degree[at]),
            outside=int(outside[at]),
            abroad=int(abroad[at]),
            only_way=int(only[at]),
            betweenness=float(between[at]),
            constraint=None if np.isnan(tied[at]) else float(tied[at]),
            cuts_off=cut_off_without(network, at) if between[at] > 0 else 0,
        )
        for at in positions
    )


def cut_off_without(network: MemberNetwork, member: int) -> int:
    """Return how many members would be left outside the largest part that hangs together, were this one gone.

    Only those of its own part count; 0 where all of them still reach each other.
    """
    pairs = network.links.pairs
    if not network.degree[member]:
        return 0
    _, part = sparse.csgraph.connected_components(network.adjacency, directed=False)
    own = np.flatnonzero(part == part[member])
    left = network.adjacency_of(pairs[(pairs != member).all(axis=1)])
    _, after = sparse.csgraph.connected_components(left, directed=False)
    others = own[own != member]
    return int(len(others) - np.bincount(after[others]).max())
