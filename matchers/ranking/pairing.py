"""Ties between organisations as a product of who took part in what, never written out.

A project of s members ties s (s - 1) pairs but has s participations: walking over it by these costs so much less.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from matchers.past.training import Floats, Matrix
from matchers.ranking.arrays import Weights, scaled_columns, sums, without_diagonal


@dataclass(frozen=True)
class Pairing:
    """Ties T = A diag(w) A^T of organisations (m) from projects (p), nobody tied to itself; `took_part` A (m, p), ones.

    `weights` (p) are what a project counts for each pair in it. T is symmetric.
    """

    took_part: Matrix
    weights: Floats

    def over(self, values: Floats) -> Floats:
        """Return T v (m, q) for what organisations have, v (m, q)."""
        met = self.took_part @ (self._weighted @ values)
        return np.asarray(np.maximum(met - self._own[:, None] * values, 0.0), dtype=np.float32)

    @cached_property
    def sums(self) -> Floats:
        """How strongly each organisation is tied in all (m)."""
        return self.over(np.ones((self.took_part.shape[0], 1), dtype=np.float32)).ravel()

    @cached_property
    def inverse(self) -> Floats:
        """1 / `sums` (m), 0 for who has no tie."""
        tied = self.sums > 0
        return np.where(tied, 1 / np.where(tied, self.sums, 1), 0).astype(np.float32)

    def shared_out(self, values: Floats) -> Floats:
        """Return S v (m, q), S being T with rows summing to one: the mean of what partners have."""
        return np.asarray(self.inverse[:, None] * self.over(values), dtype=np.float32)

    def handed_on(self, values: Floats) -> Floats:
        """Return S^T v (m, q): each hands what it has on to its partners."""
        return self.over(self.inverse[:, None] * values)

    def spread(self, values: Floats) -> Floats:
        """Return (diag(sums)^-0.5 T)^T v (m, q): as `handed_on`, but who has many ties hands on more."""
        return self.over(np.sqrt(self.inverse)[:, None] * values)

    @cached_property
    def matrix(self) -> Matrix:
        """T written out (m, m)."""
        return without_diagonal(scaled_columns(self.took_part, self.weights) @ self.took_part.T)

    @cached_property
    def _weighted(self) -> Matrix:
        return scaled_columns(self.took_part, self.weights).T.tocsr()

    @cached_property
    def _own(self) -> Floats:
        return sums(scaled_columns(self.took_part, self.weights))


def joined(first: Pairing, second: Pairing) -> Pairing:
    """Return the ties of both, of as many organisations as the second has; those of the first come first."""
    took_part = first.took_part.copy()
    took_part.resize((second.took_part.shape[0], took_part.shape[1]))
    return Pairing(
        sparse.hstack([took_part, second.took_part], format="csr"), np.concatenate([first.weights, second.weights])
    )


def small_teams(took_part: Matrix, weights: Weights) -> Pairing:
    """Return ties from projects that count `weights` (p) / sqrt(members - 1) for each pair; 0 for one member alone."""
    sizes = sums(took_part, axis=0)
    counted = weights * (sizes > 1) / np.sqrt(np.maximum(sizes - 1, 1))
    return Pairing(took_part, np.asarray(counted, dtype=np.float32))
