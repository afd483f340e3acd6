"""Some organisations of a snapshot as a snapshot of their own, so that the features of few candidates cost little."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import Picked, row_of
from matchers.snapshot.snapshot import Floats, Ints, Rows, Snapshot


class PartOf(Snapshot):
    """Some organisations (n rows) and their projects (p rows); what weighs all of them stays as in the whole.

    `organisations` counts those of the whole. The second side of ties (n, all) stays that of the whole too. Made for
    `ranker.score`; for the words of a match take the whole. `cut` takes these organisations' rows from a matrix,
    `participation` (n, p) is already cut.
    """

    def __init__(
        self,
        whole: Snapshot,
        rows: Rows,
        project_rows: npt.NDArray[np.int32],
        participation: sparse.csr_array,
        cut: Callable[[sparse.csr_array], sparse.csr_array],
    ) -> None:
        super().__init__(whole.manifest, whole.tables, {})
        self._cut = cut
        self.organisations = whole.size
        self.rows, self.project_rows, self.participation = rows, project_rows, participation
        self.kind, self.country, self.coordinates = whole.kind[rows], whole.country[rows], whole.coordinates[rows]
        self.enterprises = whole.enterprises.only(rows)
        self.vectors = whole.vectors[rows]
        self.project_vectors = whole.project_vectors[project_rows]
        self.project_weight = whole.project_weight[project_rows]
        self.project_count, self.last_year, self.coordinated = (
            column[rows] for column in (whole.project_count, whole.last_year, whole.coordinated)
        )
        self.membership, tie_count, self.capability = (
            cut(matrix) for matrix in (whole.membership, whole.tie_count, whole.capability)
        )
        self.tie_known = _ones(tie_count)
        self.capability_length, self.capability_rarity = whole.capability_length[rows], whole.capability_rarity
        self.hub_discount, self.newest_year = whole.hub_discount, whole.newest_year
        self.feeds, self.part_of, self.profiles = whole.feeds, whole.part_of, whole.profiles
        self.whole = whole

    @cached_property
    def visible(self) -> npt.NDArray[np.bool_]:
        """Which of them may be seen (n)."""
        return self.whole.visible[self.rows]

    @cached_property
    def group(self) -> npt.NDArray[np.int32]:
        """Numbers (n) that likely duplicates share."""
        return self.whole.group[self.rows]

    @cached_property
    def counted_membership(self) -> sparse.csr_array:
        """Who belongs to which cluster (n, k), with those who only count."""
        return self._cut(self.whole.counted_membership)

    @cached_property
    def narrower(self) -> Floats:
        """The vocabulary's hierarchy (c, c), as the whole has it."""
        return self.whole.narrower

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
        projects, roles = row_of(whole.participation, row)
        super().__init__(
            whole,
            slice(row, row + 1),
            projects,
            _row(np.arange(len(projects), dtype=np.int32), roles, len(projects)),
            lambda matrix: _row(*row_of(matrix, row), matrix.shape[1]),
        )


class SomeOf(PartOf):
    """The organisations of some rows (n)."""

    def __init__(self, whole: Snapshot, rows: Ints) -> None:
        taken = sparse.csr_array(whole.participation[rows])
        projects, places = np.unique(taken.indices, return_inverse=True)
        super().__init__(
            whole,
            rows.astype(np.int32),
            projects,
            sparse.csr_array((taken.data, places, taken.indptr), shape=(len(rows), len(projects))),
            lambda matrix: sparse.csr_array(matrix[rows]),
        )


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    ones = np.ones(len(matrix.data), dtype=np.float32)
    return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)


def _row(columns: npt.NDArray[np.int32], values: npt.NDArray[np.float32], width: int) -> sparse.csr_array:
    return sparse.csr_array((values, columns, np.array([0, len(columns)])), shape=(1, width), copy=False)
