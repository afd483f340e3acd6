"""Some organisations of a snapshot as a snapshot of their own, so that the features of few candidates cost little."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Ints, Rows, Snapshot


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
        self.membership, self.tie_known, self.capability = (
            cut(matrix) for matrix in (whole.membership, whole.tie_known, whole.capability)
        )
        self.capability_length, self.capability_rarity = whole.capability_length[rows], whole.capability_rarity
        self.hub_discount, self.newest_year = whole.hub_discount, whole.newest_year
        self.feeds, self.part_of, self.profiles = whole.feeds, whole.part_of, whole.profiles


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


def _row(columns: npt.NDArray[np.int32], values: npt.NDArray[np.float32], width: int) -> sparse.csr_array:
    return sparse.csr_array((values, columns, np.array([0, len(columns)])), shape=(1, width), copy=False)
