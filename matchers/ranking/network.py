"""The ties of organisations in the several weightings that signals need."""

from functools import cached_property

import numpy as np
from scipy import sparse

from matchers.past.training import Floats, Ints, Matrix, Training
from matchers.ranking.arrays import row_shares, scaled_columns, scaled_rows, sums, without_diagonal
from matchers.ranking.ties import Earlier, earlier_projects, field_pairs


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
    def ties(self) -> Matrix:
        """Ties (m, m): sum 0.5 ** (years / 2) / sqrt(s - 1) + earlier sum 0.3 r^2 e^(2 (t - 1)) / sqrt(s - 1)."""
        weights = 0.3 * self.earlier.relevance**2 * np.exp(2 * (self.earlier.order - 1))
        now = field_pairs(self.training.took_part, self.recency)
        now.resize((len(self.training.nodes), len(self.training.nodes)))
        return (now + self.earlier.pairs(weights)).tocsr()

    @cached_property
    def step(self) -> Matrix:
        """Where a walk over `ties` goes: their transposed shares (m, m), columns summing to one."""
        return row_shares(self.ties).T.tocsr()

    @cached_property
    def ties_of_candidates(self) -> Matrix:
        """`ties` among candidates (n, n)."""
        return self._of_candidates(self.ties)

    @cached_property
    def shares(self) -> Matrix:
        """Shares of `ties_of_candidates` (n, n), rows summing to one."""
        return row_shares(self.ties_of_candidates)

    @cached_property
    def ties_now(self) -> Matrix:
        """Ties of this field (n, n): sum 1 / sqrt(s - 1)."""
        return field_pairs(self.training.took_part, np.ones_like(self.recency))

    @cached_property
    def spread(self) -> Matrix:
        """`ties_of_candidates` out of each organisation, divided by the root of their sum, transposed (n, n)."""
        return _spread(self.ties_of_candidates)

    @cached_property
    def spread_now(self) -> Matrix:
        """As `spread`, of `ties_now` (n, n)."""
        return _spread(self.ties_now)

    @cached_property
    def ties_recent(self) -> Matrix:
        """Ties (n, n): sum 0.5 ** years / sqrt(s - 1) + earlier sum 0.5 e^(2 (t - 1)) / sqrt(s - 1)."""
        earlier = self.earlier.pairs(0.5 * np.exp(2 * (self.earlier.order - 1)))
        return (field_pairs(self.training.took_part, self.short_recency) + self._of_candidates(earlier)).tocsr()

    @cached_property
    def ties_earlier(self) -> Matrix:
        """Ties of the earlier programme (n, n): sum r e^(2 t) / sqrt(s - 1)."""
        return self._of_candidates(self.earlier.pairs(self.earlier.relevance * np.exp(2 * self.earlier.order)))

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


def _spread(ties: Matrix) -> Matrix:
    return scaled_rows(ties, np.maximum(sums(ties), 1e-9) ** -0.5).T.tocsr()
