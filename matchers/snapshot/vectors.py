"""Vectors of texts: those that the snapshot before has are taken from it, all others are encoded, each text once."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from matchers.encoder import Encoder, Progress, Vectors
from matchers.snapshot.snapshot import Snapshot
from matchers.text import HASH_DIGITS

ENCODED_AT_ONCE = 50_000
"""Texts that are encoded at once."""


def vectors_of(
    texts: Sequence[str],
    hashes: Sequence[str],
    encoder: Encoder,
    previous: Snapshot | None,
    progress: Progress | None,
) -> tuple[Vectors, list[int]]:
    """Return the vectors of texts with these hashes, and the places of those that `previous` does not have.

    What it has, of the same model, is taken from it. An empty text has a vector of zeros, which is like nothing.
    """
    parts = [] if previous is None or previous.manifest.model != encoder.model_id else _vectors_in(previous)
    known = _known(previous, hashes) if previous is not None and parts else {}
    missing = [position for position, key in enumerate(hashes) if texts[position] and key not in known]
    # One text is encoded once, however many have it.
    first = {hashes[position]: position for position in reversed(missing)}
    vectors = np.zeros((len(hashes), parts[0].shape[1] if parts else encoder.dimensions), dtype=np.float32)
    _encode_into(vectors, texts, list(first.values()), encoder, progress)
    again = [position for position in missing if first[hashes[position]] != position]
    vectors[again] = vectors[[first[hashes[position]] for position in again]]
    _copy_into(vectors, [known.get(key, -1) if text else -1 for key, text in zip(hashes, texts, strict=True)], parts)
    return vectors, missing


def _vectors_in(snapshot: Snapshot) -> list[Vectors]:
    """Return all vectors of a snapshot in the order of its hashes."""
    return [snapshot.vectors, snapshot.project_vectors, snapshot.profiles.vectors, snapshot.other_vectors]


def _known(snapshot: Snapshot, hashes: Sequence[str]) -> dict[str, int]:
    """Return the row of each of the hashes that the snapshot has."""
    all_of = snapshot.array("text_hash.blob").reshape(-1, HASH_DIGITS).view(f"S{HASH_DIGITS}").ravel()
    rows = np.flatnonzero(np.isin(all_of, np.array([*{*hashes}], dtype=f"S{HASH_DIGITS}")))
    return {key.decode(): row for key, row in zip(all_of[rows].tolist(), rows.tolist(), strict=True)}


def _encode_into(
    vectors: Vectors, texts: Sequence[str], rows: Sequence[int], encoder: Encoder, progress: Progress | None
) -> None:
    """Encode some texts into their rows, some ten thousand at a time so that they are in memory once."""
    for start in range(0, len(rows), ENCODED_AT_ONCE):
        part = rows[start : start + ENCODED_AT_ONCE]
        told = None if progress is None else partial(_tell, progress, start, len(rows))
        vectors[part] = encoder.encode([texts[row] for row in part], told)


def _tell(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress(before + done, total)


def _copy_into(vectors: Vectors, known: Sequence[int], parts: Sequence[Vectors]) -> None:
    """Copy what is known into its rows: `known` has for each the row in all parts together, -1 for none."""
    source = np.array(known, dtype=np.int64)
    first = 0
    for part in parts:
        rows = np.flatnonzero((source >= first) & (source < first + len(part)))
        vectors[rows] = part[source[rows] - first]
        first += len(part)
