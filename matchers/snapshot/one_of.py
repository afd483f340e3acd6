"""Some organisations of a snapshot as a snapshot of their own, so that the features of few candidates cost little."""

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import Picked, distinct, picked, row_of, rows_of
from matchers.snapshot.compared import greatest_cosines
from matchers.snapshot.enterprises import Enterprises
from matchers.snapshot.snapshot import Floats, Ints, Rows, Snapshot


def _of_organisations(name: str) -> cached_property[Any]:
    """Return a column of the whole for the organisations of a part."""
    return cached_property(lambda part: getattr(part.whole, name)[part.rows])


def _matrix_of_organisations(name: str) -> cached_property[Any]:
    """Return a matrix of the whole for the organisations of a part."""
    return cached_property(lambda part: part.cut(getattr(part.whole, name)))


def _of_projects(name: str) -> cached_property[Any]:
    """Return a column of the whole for the projects of a part."""
    return cached_property(lambda part: getattr(part.whole, name)[part.project_rows])


class PartOf(Snapshot):
    """Some organisations (n rows) and their projects (p rows); what weighs all of them stays as in the whole.

    `organisations` counts those of the whole. The second side of ties (n, all) stays that of the whole too. Made for
    `ranker.score`; for the words of a match take the whole. Columns are taken from the whole when a feature first asks.
    """

    kind = _of_organisations("kind")
    country = _of_organisations("country")
    coordinates = _of_organisations("coordinates")
    vectors = _of_organisations("vectors")
    project_count = _of_organisations("project_count")
    last_year = _of_organisations("last_year")
    coordinated = _of_organisations("coordinated")
    capability_length = _of_organisations("capability_length")
    visible = _of_organisations("visible")
    group = _of_organisations("group")
    membership = _matrix_of_organisations("membership")
    capability = _matrix_of_organisations("capability")
    counted_membership = _matrix_of_organisations("counted_membership")
    project_vectors = _of_projects("project_vectors")
    project_weight = _of_projects("project_weight")

    def __init__(self, whole: Snapshot, rows: Rows) -> None:
        super().__init__(whole.manifest, whole.tables, {})
        self.whole, self.rows, self.organisations = whole, rows, whole.size
        self.capability_rarity, self.hub_discount = whole.capability_rarity, whole.hub_discount
        self.newest_year, self.usual_rarity = whole.newest_year, whole.usual_rarity
        self.feeds, self.part_of, self.profiles = whole.feeds, whole.part_of, whole.profiles

    def cut(self, matrix: sparse.csr_array) -> sparse.csr_array:
        """Return these organisations' rows of a matrix."""
        return picked(matrix, self.row_numbers)

    @cached_property
    def _taken(self) -> tuple[npt.NDArray[np.int32], sparse.csr_array]:
        """Their projects (p rows of the whole), and who took part in what of these (n, p)."""
        taken, roles, sizes = rows_of(self.whole.participation, self.row_numbers)
        projects = distinct(taken)
        # A table without a first value: only what is written is read, so it costs the same however many there are.
        place_of = np.empty(self.whole.participation.shape[1], dtype=np.int32)
        place_of[projects] = np.arange(len(projects), dtype=np.int32)
        places = place_of[taken]
        ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        matrix = sparse.csr_array((roles, places, ends), shape=(len(sizes), len(projects)), copy=False)
        return projects, matrix

    def profile_cosines(self, vector: Floats) -> Floats:  # noqa: D102  # as the whole has it
        return greatest_cosines(self.whole.vectors, self.rows, vector[None, :])

    def project_cosines(self, vectors: Floats) -> Floats:  # noqa: D102  # as the whole has it
        return greatest_cosines(self.whole.project_vectors, self.project_rows, vectors)

    @cached_property
    def enterprises(self) -> Enterprises:  # noqa: D102  # likewise
        return self.whole.enterprises.only(self.rows)

    @cached_property
    def tie_known(self) -> sparse.csr_array:  # noqa: D102  # likewise
        return _ones(self.cut(self.whole.tie_count))

    @cached_property
    def project_rows(self) -> Rows:
        """The rows of their projects (p) in the whole."""
        return self.projects

    @property
    def projects(self) -> npt.NDArray[np.int32]:
        """The same as numbers, ascending."""
        return self._taken[0]

    @cached_property
    def participation(self) -> sparse.csr_array:
        """Who took part in what of their projects (n, p)."""
        return self._taken[1]

    @cached_property
    def narrower(self) -> Floats:
        """The vocabulary's hierarchy (c, c), as the whole has it."""
        return self.whole.narrower

    @property
    def row_numbers(self) -> Ints:
        """The rows in the whole snapshot of the organisations here (n)."""
        rows = self.rows
        return np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows.astype(np.int64)

    def row_of_place(self, place: int) -> int:
        """Return the row in the whole snapshot of an organisation by its place here."""
        rows = self.rows
        return rows.start + place if isinstance(rows, slice) else int(rows[place])

    def place_of_row(self, row: int) -> int:
        """Return the place here of one of these organisations by its row in the whole snapshot."""
        rows = self.rows
        return row - rows.start if isinstance(rows, slice) else int(np.searchsorted(rows, row))

    def marked(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return marks of the organisations here as marks of those of the whole snapshot, others not marked."""
        marks = np.zeros(self.organisations, dtype=np.bool_)
        marks[self.rows] = mask
        return marks

    def column(self, name: str) -> Picked:  # type: ignore[override]  # one row of it at a time is all that is read
        """Return these organisations' part of one of their columns of strings."""
        return Picked(self.whole.column(name), self.rows)


class OneOf(PartOf):
    """The organisation of one row (n = 1)."""

    def __init__(self, whole: Snapshot, row: int) -> None:
        super().__init__(whole, slice(row, row + 1))
        self._row = row

    def cut(self, matrix: sparse.csr_array) -> sparse.csr_array:
        """Return the row of this organisation of a matrix."""
        return _one_row(*row_of(matrix, self._row), matrix.shape[1])


class SomeOf(PartOf):
    """The organisations of some rows (n)."""

    def __init__(self, whole: Snapshot, rows: Ints) -> None:
        super().__init__(whole, rows.astype(np.int32))

    def only(self, kept: npt.NDArray[np.bool_]) -> "SomeOf":
        """Return those that are marked (n)."""
        return SomeOf(self.whole, self.row_numbers[kept])


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    ones = np.ones(len(matrix.data), dtype=np.float32)
    return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)


def _one_row(columns: npt.NDArray[np.int32], values: npt.NDArray[np.float32], width: int) -> sparse.csr_array:
    return sparse.csr_array((values, columns, np.array([0, len(columns)])), shape=(1, width), copy=False)
