"""A real network and synthetic ones side by side: degrees, team sizes, clustering."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from benchmarks.federation.generate import Federation
from benchmarks.federation.source import Source

SAMPLE = 1_000
"""Organisations whose neighbourhoods are looked at for clustering."""

Pairs = npt.NDArray[np.int64]
Counts = npt.NDArray[np.integer[Any]]


def figures_of_source(source: Source) -> dict[str, str]:
    """Return the figures of the real network."""
    sizes = [len(team) for team in source.teams]
    projects = np.repeat(np.arange(len(sizes)), sizes)
    return _figures(np.column_stack([np.concatenate(source.teams), projects]), len(source.organisations))


def figures_of_federation(federation: Federation) -> dict[str, str]:
    """Return the same figures of a synthetic network."""
    return _figures(_pairs(federation), federation.size)


def _pairs(federation: Federation) -> Pairs:
    """Return (organisation, project) of all participations, as numbers."""
    found = []
    first = 0
    for part in federation.parts():
        at = {row.id: first + place for place, row in enumerate(part.projects)}
        first += len(at)
        ties = [(int(tie.organisation_id[3:]), at[tie.project_id]) for tie in part.participations]
        found.append(np.array(ties, dtype=np.int64).reshape(-1, 2))
    return np.concatenate(found)


def _figures(pairs: Pairs, organisations: int) -> dict[str, str]:
    took_part = sparse.csr_array((np.ones(len(pairs), dtype=np.float32), (pairs[:, 0], pairs[:, 1])))
    took_part.resize((organisations, took_part.shape[1]))
    activity = np.diff(took_part.indptr)
    together = sparse.csr_array(took_part @ took_part.T)
    together.setdiag(0)
    together.eliminate_zeros()
    partners = np.diff(together.indptr)
    return {
        "organisations": f"{organisations:,}",
        "projects": f"{took_part.shape[1]:,}",
        "projects of an organisation, mean": f"{activity.mean():.2f}",
        "projects of an organisation, at 50, 90, 99%, most": _quantiles(activity),
        "the last two, over the mean": _over_mean(activity),
        "organisations of a project, mean": f"{len(pairs) / took_part.shape[1]:.1f}",
        "organisations of a project, at 50, 90, 99%, most": _quantiles(np.bincount(pairs[:, 1])),
        "partners of an organisation, mean": f"{partners.mean():.1f}",
        "partners of an organisation, at 50, 90, 99%, most": _quantiles(partners),
        "the last two, over the mean of partners": _over_mean(partners),
        f"clustering (mean of {SAMPLE:,} drawn)": f"{_clustering(together):.2f}",
        "in the largest component": f"{_largest(together):.0%}",
    }


def _clustering(together: sparse.csr_array) -> float:
    """Return the mean share of an organisation's partners who are partners themselves (Watts and Strogatz, 1998)."""
    together.data[:] = 1.0
    several = np.flatnonzero(np.diff(together.indptr) > 1)
    drawn = np.random.default_rng(0).permutation(several)[:SAMPLE]
    shares = []
    for row in drawn.tolist():
        near = together.indices[together.indptr[row] : together.indptr[row + 1]]
        closed = together[near][:, near].sum()
        shares.append(closed / (len(near) * (len(near) - 1)))
    return float(np.mean(shares))


def _largest(together: sparse.csr_array) -> float:
    _, labels = connected_components(together, directed=False)
    return float(np.bincount(labels).max() / len(labels))


def _quantiles(counts: Counts) -> str:
    return ", ".join(f"{value:,.0f}" for value in np.percentile(counts, [50, 90, 99, 100]))


def _over_mean(counts: Counts) -> str:
    return ", ".join(f"{value:.1f}" for value in np.percentile(counts, [99, 100]) / counts.mean())


def table(columns: Iterable[tuple[str, dict[str, str]]]) -> str:
    """Return figures side by side, as a Markdown table."""
    named = list(columns)
    lines = [["", *(name for name, _ in named)], ["---"] * (len(named) + 1)]
    lines += [[figure, *(column[figure] for _, column in named)] for figure in named[0][1]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
