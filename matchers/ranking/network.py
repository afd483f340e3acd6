"""The ties of organisations in the several weightings that signals need."""

from functools import cached_property

import numpy as np
from scipy import sparse

from matchers.past.training import Floats, Ints, Matrix, Training
from matchers.ranking.arrays import scaled_columns, sums, without_diagonal
from matchers.ranking.pairing import Pairing, joined, small_teams
from matchers.ranking.ties import Earlier, earlier_projects


class Network:
    """Ties of n candidates, or m nodes: the candidates, then those of the earlier programme alone.

    Notation: s members of a project, r relevance and t order in [0, 1) of one of the earlier programme. `recency` and
    `short_recency` (p) are what projects count with half-lives of two years and of one.
    """

    def __init__(self, training: Training, recency: Floats, short_recency: Floats) -> None:
        self.training = training
        self.recency = recency
        self.short_recency = short_recency
        self.candidates = len(training.organisations)

    @cached_property
    def earlier(self) -> Earlier:
        """Projects of the earlier programme."""
        return earlier_projects(self.training)

    @cached_property
    def ties(self) -> Pairing:
        """Ties (m): sum 0.5 ** (years / 2) / sqrt(s - 1) + earlier sum 0.3 r^2 e^(2 (t - 1)) / sqrt(s - 1)."""
        weights = 0.3 * self.earlier.relevance**2 * np.exp(2 * (self.earlier.order - 1))
        return joined(small_teams(self.training.took_part, self.recency), self.earlier.pairing(weights))

    @cached_property
    def ties_of_candidates(self) -> Pairing:
        """`ties` among candidates (n)."""
        return Pairing(self.ties.took_part[: self.candidates], self.ties.weights)

    @cached_property
    def ties_now(self) -> Pairing:
        """Ties of this field (n): sum 1 / sqrt(s - 1)."""
        return small_teams(self.training.took_part, np.ones_like(self.recency))

    @cached_property
    def ties_recent(self) -> Matrix:
        """Ties (n, n): sum 0.5 ** years / sqrt(s - 1) + earlier sum 0.5 e^(2 (t - 1)) / sqrt(s - 1)."""
        earlier = self.earlier.pairing(0.5 * np.exp(2 * (self.earlier.order - 1))).matrix
        now = small_teams(self.training.took_part, self.short_recency).matrix
        return (now + self._of_candidates(earlier)).tocsr()

    @cached_property
    def ties_earlier(self) -> Matrix:
        """Ties of the earlier programme (n, n): sum r e^(2 t) / sqrt(s - 1)."""
        weights = self.earlier.relevance * np.exp(2 * self.earlier.order)
        return self._of_candidates(self.earlier.pairing(weights).matrix)

    @cached_property
    def together_now(self) -> Matrix:
        """The number of shared projects of this field (n, n)."""
        return without_diagonal(self.training.took_part @ self.training.took_part.T)

    @cached_property
    def together_earlier(self) -> Matrix:
        """The number of shared earlier projects (n, n)."""
        return self._of_candidates(without_diagonal(self.earlier.took_part @ self.earlier.took_part.T))

    def in_common(self, rows: Ints) -> Matrix:
        """Return Adamic-Adar over both programmes (q, n): sum over common partners of 1 / ln(its partners)."""
        weighted, partners = self._linked
        return weighted[rows] @ partners

    @cached_property
    def _linked(self) -> tuple[Matrix, Matrix]:
        """Who worked with whom, times what a common partner counts (n, m; Adamic and Adar, 2003), and ones (m, n)."""
        field = sparse.csr_array(self.together_now, copy=True)
        field.resize((len(self.training.nodes), len(self.training.nodes)))
        took_part = self.earlier.took_part
        linked = (field + without_diagonal(took_part @ took_part.T)).sign().tocsr()
        partners = sums(linked)
        weights = np.where(partners > 1, 1.0 / np.log(np.maximum(partners, 2.0)), 0.0)
        known = linked[: self.candidates].tocsr()
        return scaled_columns(known, weights), known.T.tocsr()

    def _of_candidates(self, ties: Matrix) -> Matrix:
        return ties[: self.candidates, : self.candidates].tocsr()
