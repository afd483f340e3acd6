"""The vectors that a snapshot has of its projects' texts, so that the learned ranker encodes none of them again."""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.meaning import Encode
from matchers.snapshot.snapshot import Snapshot
from matchers.text import text_hash


class SnapshotVectors:
    """Gives the vectors (texts, d) of a snapshot's project texts, found by hash; other texts go to `otherwise`.

    Without another encoder they have zeros, which is like nothing.
    """

    def __init__(self, snapshot: Snapshot, otherwise: Encode | None = None) -> None:
        vectors, first = snapshot.project_vectors, snapshot.size
        hashes = islice(snapshot.column("text_hash"), first, first + len(vectors))
        self._known = {key or "": vector for key, vector in zip(hashes, vectors, strict=True)}
        self._dimensions = snapshot.manifest.dimensions
        self._otherwise = otherwise

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts."""
        hashes = [text_hash(text) for text in texts]
        found = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        others = [row for row, key in enumerate(hashes) if key not in self._known]
        for row in set(range(len(texts))).difference(others):
            found[row] = self._known[hashes[row]]
        if others and self._otherwise:
            found[others] = self._otherwise([texts[row] for row in others])
        return found
