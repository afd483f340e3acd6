"""What a snapshot of very many organisations has beforehand, so that a shortlist is found without looking at all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import Arrays, unpack_matrix
from matchers.snapshot.neighbours import LEAST, NEAREST, Neighbours, neighbour_arrays
from matchers.snapshot.rough import rough_arrays
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

STRONGEST: Final = 1_536
"""So many organisations to whom a capability means most."""

ONCE_SEEN: Final = 0.3
"""Who has one usual capability this surely counts seven tenths; a project of ten gives each of them less."""

_BLOCK: Final = 512
"""Projects compared at once: the products take some tens of megabytes."""

_EXACT_PROJECTS: Final = 30_000
"""Up to so many projects each is compared with all others."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The arrays of the snapshot before, and which row each of its organisations and projects is now.

    -1 is for those that are gone or whose text is another one.
    """

    arrays: Mapping[str, npt.NDArray[Any]]
    organisations: Ints
    projects: Ints


def kept_of(previous: Snapshot, ids: Sequence[str], project_ids: Sequence[str], hashes: Sequence[str]) -> Kept:
    """Return what still holds of a snapshot; `hashes` are those of the texts of organisations, then projects."""
    n, m, q = len(ids), previous.size, len(previous.project_vectors)
    told = [value or "" for value in previous.column("text_hash")]
    rows = _moved(previous.column("organisation.id"), told[:m], ids, hashes[:n])
    projects = _moved(previous.column("project.id"), told[m : m + q], project_ids, hashes[n : n + len(project_ids)])
    return Kept(previous.arrays, rows, projects)


def shortcut_arrays(arrays: Mapping[str, npt.NDArray[Any]], kept: Kept | None) -> Arrays:
    """Return the indexes and lists of a snapshot with these arrays; nothing where there are few organisations.

    What is `kept` of the snapshot before is used where it still holds.
    """
    if len(arrays["organisation.vector"]) < LEAST:
        return {}
    if kept is None or "organisation.index" not in kept.arrays:
        nobody = np.zeros(0, dtype=np.int64)
        kept = Kept({}, nobody, nobody)
    found = neighbour_arrays("organisation", arrays["organisation.vector"], kept.arrays, kept.organisations)
    found |= neighbour_arrays("project", arrays["project.vector"], kept.arrays, kept.projects)
    found |= rough_arrays("project", arrays["project.vector"], kept.arrays, kept.projects)
    nearest = _kept_nearest(kept.arrays, kept.projects, found, arrays["project.vector"])
    return found | {"project.nearest": nearest} | _strongest(arrays, kept.arrays)


def _strongest(arrays: Mapping[str, npt.NDArray[Any]], former: Mapping[str, npt.NDArray[Any]]) -> Arrays:
    name = "organisation_capability"
    if former and all(arrays[f"{name}.{part}"] is former[f"{name}.{part}"] for part in ("indptr", "indices", "data")):
        return {column: former[column] for column in ("capability.strongest", "capability.strongest_share")}
    return strongest_arrays(unpack_matrix(name, arrays))


def strongest_arrays(capability: sparse.csr_array) -> Arrays:
    """Return to whom each capability means most (c, few), given who has which (n, c), with how much it means to them.

    That is what it adds to a cosine of rarity-weighted capabilities, as in the feature `shared_capabilities`.
    """
    size, terms = capability.shape
    having = np.bincount(capability.indices, minlength=terms)
    rarity = np.log1p(size / np.maximum(having, 1)).astype(np.float32)
    values = capability.data * rarity[capability.indices]
    weighted = sparse.csr_array((values, capability.indices, capability.indptr), shape=capability.shape)
    usual = float(rarity[capability.indices].mean()) if capability.nnz else 0.0
    # As far as it is known what they can do, as scores have it (`features.capabilities.certainty`).
    lengths = np.hypot(np.sqrt(np.asarray(weighted.power(2).sum(axis=1)).ravel()), ONCE_SEEN * usual)
    weighted.data /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(weighted.indptr))
    by_term = sparse.csc_array((weighted.data, weighted.indices, weighted.indptr), shape=(terms, size)).tocsr()
    rows = np.full((terms, STRONGEST), -1, dtype=np.int32)
    shares = np.zeros((terms, STRONGEST), dtype=np.float32)
    for term in range(terms):
        piece = slice(by_term.indptr[term], by_term.indptr[term + 1])
        owners, values = by_term.indices[piece], by_term.data[piece]
        if len(values) > STRONGEST:
            strong = values >= np.partition(values, -STRONGEST)[-STRONGEST]
            owners, values = owners[strong], values[strong]
        best = np.argsort(-values, kind="stable")[:STRONGEST]
        rows[term, : len(best)], shares[term, : len(best)] = owners[best], values[best]
    return {"capability.strongest": rows, "capability.strongest_share": shares}


def _moved(former_ids: Iterable[str | None], former: Sequence[str], ids: Sequence[str], hashes: Sequence[str]) -> Ints:
    """Return which row each former one is now; -1 where it is gone or its text is another one."""
    at = {value: row for row, value in enumerate(ids)}
    rows = [at.get(value or "", -1) for value in former_ids]
    same = [row if row >= 0 and hashes[row] == told else -1 for row, told in zip(rows, former, strict=True)]
    return np.array(same, dtype=np.int64)


def _kept_nearest(
    former: Mapping[str, npt.NDArray[Any]], moved: Ints, found: Arrays, vectors: Floats
) -> npt.NDArray[np.int32]:
    """Return the nearest of each project (p, few): those known before, computed for those that are newer."""
    is_kept = former.get("project.index") is found["project.index"]
    if not is_kept:
        return nearest_projects(np.arange(len(vectors)), found, vectors)
    if len(moved) == len(vectors) and np.array_equal(moved, np.arange(len(vectors))):
        return former["project.nearest"]  # the same file then
    nearest = np.full((len(vectors), NEAREST), -1, dtype=np.int32)
    stays = np.flatnonzero(moved >= 0)
    old = former["project.nearest"][stays]
    nearest[moved[stays]] = np.where(old >= 0, moved[old], -1)
    fresh = found["project.index_fresh"].astype(np.int64)
    nearest[fresh] = nearest_projects(fresh, found, vectors)
    return nearest


def nearest_projects(rows: Ints, found: Arrays, vectors: Floats) -> npt.NDArray[np.int32]:
    """Return the nearest others of some projects (m, few), the nearest first."""
    nearest = np.full((len(rows), NEAREST), -1, dtype=np.int32)
    count = min(NEAREST + 1, len(vectors))
    index = Neighbours("project", found, vectors)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        if len(vectors) <= _EXACT_PROJECTS:
            cosines = vectors[block] @ vectors.T
            near = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
            values = np.take_along_axis(cosines, near, axis=1)
        else:
            near = index.near_each(vectors[block], count)
            values = np.einsum("ijk,ik->ij", vectors[near], vectors[block])
        # Oneself, and what is like nothing, is nobody's neighbour.
        values = np.where((near == block[:, None]) | (near < 0), -1.0, values)
        order = np.argsort(-values, axis=1, kind="stable")[:, : count - 1]
        ranked = np.take_along_axis(near, order, axis=1)
        ranked = np.where(np.take_along_axis(values, order, axis=1) > 0, ranked, -1)
        nearest[start : start + len(block), : ranked.shape[1]] = ranked
    return nearest
