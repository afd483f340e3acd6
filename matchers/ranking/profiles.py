"""What organisations do in the words of their projects, alone and smoothed over their partners.

Both are products of sparse matrices that stay as they are: written out, half of the smoothed one would not be 0.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.past.training import Floats, Ints, Matrix
from matchers.ranking.arrays import Weights, lengths, scaled_rows
from matchers.ranking.pairing import Pairing

CHUNK: Final = 500
"""Organisations whose partners' profiles are summed at a time, so that memory stays bounded."""

_TINY: Final = 1e-9


@dataclass(frozen=True)
class Profiles:
    """P = unit(A X) of who took part in what, A (n, p), and the words of projects, X (p, w).

    `weights` (n, p) are A with each row divided by the length of its A X, so that P is `weights` X.
    """

    weights: Matrix
    projects: Matrix

    def rows(self, rows: Ints) -> Matrix:
        """Return rows (q, w) of P, of unit length or empty."""
        return (self.weights[rows] @ self.projects).tocsr()

    def cosines(self, of_projects: Floats) -> Floats:
        """Return v P (q, n) for vectors v whose products with the projects, v X, are given (q, p)."""
        return np.ascontiguousarray((self.weights @ of_projects.T).T, dtype=np.float32)


@dataclass(frozen=True)
class Smoothed:
    """N = unit(P + unit(S P)) of profiles P (n, w), S (n, n) being what is shared out over ties.

    `met` (n) are 1 / |S P| and `whole` (n) 1 / |P + unit(S P)| of each row, 0 where there is nothing.
    """

    profiles: Profiles
    ties: Pairing
    met: Floats
    whole: Floats

    def rows(self, rows: Ints) -> Floats:
        """Return rows (q, w) of N."""
        asked = np.zeros((len(self.met), len(rows)), dtype=np.float32)
        asked[rows, np.arange(len(rows))] = 1.0
        involved = asked + self.met[rows] * self.ties.handed_on(asked)
        projects = self.profiles.weights.T @ (self.whole[rows] * involved)
        return np.ascontiguousarray((self.profiles.projects.T @ projects).T, dtype=np.float32)

    def cosines(self, of_projects: Floats) -> Floats:
        """Return v N (q, n) for vectors v whose products with the projects, v X, are given (q, p)."""
        own = self.profiles.weights @ of_projects.T
        both = own + self.met[:, None] * self.ties.shared_out(own)
        return np.ascontiguousarray((self.whole[:, None] * both).T, dtype=np.float32)


def profiles(took_part: Matrix, projects: Matrix) -> Profiles:
    """Return the profiles of who took part in what (n, p), ones, in the words of the projects (p, w)."""
    return Profiles(scaled_rows(took_part, _inverse(lengths(took_part @ projects))), projects)


def smoothed(own: Profiles, ties: Pairing) -> Smoothed:
    """Return profiles smoothed over partners, by ties (n)."""
    rows, shares = own.weights @ own.projects, scaled_rows(ties.matrix, ties.inverse)
    parts = [_scales(rows.tocsr(), shares, slice(first, first + CHUNK)) for first in range(0, shares.shape[0], CHUNK)]
    met, whole = np.concatenate([np.zeros((2, 0), dtype=np.float32), *parts], axis=1)
    return Smoothed(own, ties, met, whole)


def _scales(own: Matrix, shares: Matrix, rows: slice) -> Floats:
    """Return `met` and `whole` of some rows (2, r) for P (n, w) and S (n, n)."""
    partners = shares[rows] @ own
    met = _inverse(lengths(partners))
    return np.stack([met, _inverse(lengths(own[rows] + scaled_rows(partners, met)))])


def _inverse(found: Weights) -> Floats:
    return np.where(found > _TINY, 1 / np.maximum(found, _TINY), 0).astype(np.float32)
