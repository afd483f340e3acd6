"""Who stands between others: betweenness, and constraint."""

import numpy as np
import numpy.typing as npt
from scipy import sparse

Doubles = npt.NDArray[np.float64]

_AT_ONCE = 256
"""Sources that are walked from at once, so that memory grows with the members and not with their square."""

_LEAST_MEMBERS = 3
"""Below this nobody can stand between two others."""


def betweenness(adjacency: sparse.csr_array) -> Doubles:
    """Return for each of m nodes the share, in [0, 1], of the shortest paths between any two others that it is on.

    Freeman, A set of measures of centrality based on betweenness, Sociometry 40, 1977; computed as Brandes does, A
    faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25, 2001, but for many sources at
    once. Paths that are equally short share what a pair counts.
    """
    size = adjacency.shape[0]
    total = np.zeros(size)
    if size < _LEAST_MEMBERS:
        return total
    # Who is alone is on no path: large clusters have many such.
    linked = np.flatnonzero(np.diff(adjacency.indptr))
    among = adjacency[linked][:, linked]
    for start in range(0, len(linked), _AT_ONCE):
        total[linked] += _dependencies(among, np.arange(start, min(start + _AT_ONCE, len(linked))))
    return np.asarray(total / ((size - 1) * (size - 2)))


def _dependencies(adjacency: sparse.csr_array, sources: npt.NDArray[np.intp]) -> Doubles:
    """Return what the shortest paths from some sources make each node (m) count, ends left out."""
    levels = _levels(adjacency, sources)
    paths = np.sum(levels, axis=0)
    credit = np.zeros_like(paths)
    for near, far in zip(levels[-2::-1], levels[:0:-1], strict=True):
        # A node one step further hands its credit, and one for itself, back along the paths that lead to it.
        handed = np.divide(1.0 + credit, paths, out=np.zeros_like(paths), where=far > 0)
        credit += near * (handed @ adjacency)
    credit[np.arange(len(sources)), sources] = 0.0
    return np.asarray(credit.sum(axis=0))


def _levels(adjacency: sparse.csr_array, sources: npt.NDArray[np.intp]) -> list[Doubles]:
    """Return for each distance from 0 the number of shortest paths (sources, m) to the nodes that are so far away."""
    front = np.zeros((len(sources), adjacency.shape[0]))
    front[np.arange(len(sources)), sources] = 1.0
    levels, seen = [front], front > 0
    while True:
        front = np.where(seen, 0.0, levels[-1] @ adjacency)
        if not front.any():
            return levels
        levels.append(front)
        seen |= front > 0


def constraint(adjacency: sparse.csr_array) -> Doubles:
    """Return for each of m nodes how far its contacts are tied to each other; NaN for one without any.

    Burt, Structural Holes, 1992, chapter 2, every link counting alike: the sum over contacts j of
    (p_ij + sum over q of p_iq p_qj)^2, with p_ij one over the number of i's contacts. The lower, the more of its
    contacts would not meet without it: 1 / k for k contacts that know nobody else.
    """
    contacts = np.asarray(adjacency.sum(axis=1)).ravel()
    invested = np.asarray(adjacency.toarray() / np.maximum(contacts, 1.0)[:, None])
    reached = invested + invested @ invested
    summed = (adjacency.toarray() * reached**2).sum(axis=1)
    return np.asarray(np.where(contacts > 0, summed, np.nan))
