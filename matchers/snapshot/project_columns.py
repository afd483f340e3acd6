"""Columns of projects: when they were, who took part in what, and who worked with whom."""

from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import row_of, unpack_matrix
from matchers.snapshot.compared import greatest_cosines
from matchers.snapshot.stored import Floats, Stored

HALF_LIFE_YEARS = 4.0
"""After this many years a project counts half."""

COORDINATOR = 2.0
"""The value of a coordinator's participation."""


class ProjectColumns(Stored):
    """What is known of projects (p) and of the ties that they make between organisations (n)."""

    @cached_property
    def project_vectors(self) -> Floats:
        """Project vectors (p, d) of unit length."""
        return self._arrays["project.vector"]

    def project_cosines(self, vectors: Floats) -> Floats:
        """Return for each project (p) its greatest cosine with any of some vectors (m, d)."""
        return greatest_cosines(self.project_vectors, slice(None), vectors)

    @cached_property
    def project_year(self) -> Floats:
        """Start years (p) with their fraction; NaN where not known."""
        return self._arrays["project.start_year"]

    @cached_property
    def project_weight(self) -> Floats:
        """What projects count by their age (p), in (0, 1]; one without a date counts as the middle one does."""
        years = self.project_year
        if not len(years) or np.isnan(years).all():
            return np.ones(len(years), dtype=np.float32)
        dated = np.where(np.isnan(years), np.nanmedian(years), years)
        return np.asarray(0.5 ** ((np.nanmax(years) - dated) / HALF_LIFE_YEARS), dtype=np.float32)

    @cached_property
    def project_order(self) -> npt.NDArray[np.int64]:
        """Places of projects (p) in time, the latest first; those without a date come last."""
        return np.argsort(np.lexsort((np.arange(len(self.project_year)), -np.nan_to_num(self.project_year))))

    @cached_property
    def participation(self) -> sparse.csr_array:
        """Who took part in what (n, p): 2 for the coordinator, else 1."""
        return unpack_matrix("participation", self._arrays)

    @cached_property
    def participants(self) -> sparse.csr_array:
        """Who took part in what, by project (p, n), with the same values."""
        return unpack_matrix("participants", self._arrays)

    @cached_property
    def project_count(self) -> Floats:
        """The number of projects of each organisation (n)."""
        return np.asarray(np.diff(self.participation.indptr), dtype=np.float32)

    @cached_property
    def weight_of_projects(self) -> Floats:
        """What the projects of each organisation count by their age together (n)."""
        matrix = self.participation
        ones = sparse.csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
        return np.asarray(ones @ self.project_weight, dtype=np.float32)

    @cached_property
    def last_year(self) -> Floats:
        """The start year of each organisation's latest project (n); NaN where there is none with a date."""
        years = np.full(self.size, np.nan, dtype=np.float32)
        busy = np.flatnonzero(self.project_count)
        if len(busy):
            starts = self.participation.indptr[busy]
            years[busy] = np.fmax.reduceat(self.project_year[self.participation.indices], starts)
        return years

    @cached_property
    def newest_year(self) -> float:
        """The start year of the latest project of all; 0 where none has a date."""
        years = self.last_year
        return float(np.nanmax(years)) if len(years) and not np.isnan(years).all() else 0.0

    @cached_property
    def coordinated(self) -> Floats:
        """The number of projects each organisation coordinated (n)."""
        leads = (self.participation.data == COORDINATOR).astype(np.float32)
        total = np.concatenate([[0.0], np.cumsum(leads)])
        indptr = self.participation.indptr
        return np.asarray(total[indptr[1:]] - total[indptr[:-1]], dtype=np.float32)

    def projects_of(self, row: int) -> npt.NDArray[np.int32]:
        """Return the projects (rows) an organisation took part in."""
        return row_of(self.participation, row)[0]

    @cached_property
    def project_capability(self) -> sparse.csr_array:
        """What each project is about (p, c): strengths in (0, 1]."""
        return unpack_matrix("project_capability", self._arrays)

    @cached_property
    def tie_strength(self) -> sparse.csr_array:
        """How strongly two organisations are tied by projects (n, n)."""
        return unpack_matrix("tie_strength", self._arrays)

    @cached_property
    def tie_count(self) -> sparse.csr_array:
        """In how many projects two organisations worked together (n, n)."""
        return unpack_matrix("tie_count", self._arrays)

    @cached_property
    def tie_known(self) -> sparse.csr_array:
        """Who worked with whom (n, n): 1 or nothing."""
        matrix = self.tie_count
        ones = np.ones(len(matrix.data), dtype=np.float32)
        return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)

    @cached_property
    def degree(self) -> Floats:
        """The number of partners of each organisation (n)."""
        return np.asarray(np.diff(self.tie_count.indptr), dtype=np.float32)

    @cached_property
    def hub_discount(self) -> Floats:
        """What a common partner is worth (n): 1 / ln(1 + its ties), as Adamic and Adar have it."""
        return np.asarray(1.0 / np.log1p(np.maximum(self.degree, np.e - 1)), dtype=np.float32)
