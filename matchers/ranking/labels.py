"""Kinds, countries and cities of organisations: who has the same, and which go together more than by chance."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy import sparse

from matchers.past.training import Floats, Ints, Matrix

PSEUDO_TIES: Final = 20.0
"""Ties added to what is counted and to what is expected, so that few ties say little."""


class Labels:
    """One label an organisation (n), "" where it is not known; u different ones."""

    def __init__(self, labels: Sequence[str]) -> None:
        names, codes = np.unique(np.array(labels, dtype=np.str_), return_inverse=True)
        self.codes: Ints = codes.astype(np.int64)
        self.known = np.array(labels, dtype=np.str_) != ""
        self.known_names = names != ""
        self.matrix: Matrix = sparse.csr_array(
            (np.ones(len(labels), dtype=np.float32), (np.arange(len(labels)), self.codes)),
            shape=(len(labels), len(names)),
        )

    def same(self, rows: Ints) -> Floats:
        """Return 1 where a candidate has the known label of the organisation (q, n), else 0."""
        alike = self.codes[rows][:, None] == self.codes[None]
        return np.asarray(alike & self.known[rows][:, None], dtype=np.float32)

    def lift(self, ties: Matrix) -> Floats:
        """Return log((ties + 20) / (expected + 20)) of each pair of labels (u, u), 0 for a label that is not known.

        Expected are the ties that labels would have if they met by chance.
        """
        met = (self.matrix.T @ (ties @ self.matrix)).toarray()
        expected = np.outer(met.sum(axis=1), met.sum(axis=0)) / max(met.sum(), 1e-9)
        lift = np.log((met + PSEUDO_TIES) / (expected + PSEUDO_TIES))
        return np.asarray(lift * np.outer(self.known_names, self.known_names), dtype=np.float32)
