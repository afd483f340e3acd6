"""One organisation of a snapshot as a snapshot of its own, so that the features of one candidate cost little."""

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Snapshot


class OneOf(Snapshot):
    """The organisation of a row and its projects (n = 1, p = its own); what weighs all of them stays as in the whole.

    `organisations` counts those of the whole. The second side of ties (1, n) stays that of the whole too. Made for
    `ranker.score`; for the words of a match take the whole.
    """

    def __init__(self, whole: Snapshot, row: int) -> None:
        super().__init__(whole.manifest, whole.tables, {})
        one = slice(row, row + 1)
        self.organisations = whole.size
        self.rows = one
        self.project_rows = projects = whole.projects_of(row)
        self.kind, self.country, self.coordinates = whole.kind[one], whole.country[one], whole.coordinates[one]
        self.enterprises = whole.enterprises.only(one)
        self.vectors = whole.vectors[one]
        self.project_vectors, self.project_weight = whole.project_vectors[projects], whole.project_weight[projects]
        self.project_count, self.last_year, self.coordinated = (
            column[one] for column in (whole.project_count, whole.last_year, whole.coordinated)
        )
        roles = row_of(whole.participation, row)[1]
        self.participation = _row(np.arange(len(projects), dtype=np.int32), roles, len(projects))
        self.membership = _row(*row_of(whole.membership, row), whole.membership.shape[1])
        self.tie_known = _row(*row_of(whole.tie_known, row), whole.size)
        self.capability = _row(*row_of(whole.capability, row), whole.capability.shape[1])
        self.capability_length, self.capability_rarity = whole.capability_length[one], whole.capability_rarity
        self.hub_discount, self.newest_year = whole.hub_discount, whole.newest_year
        self.feeds, self.part_of, self.profiles = whole.feeds, whole.part_of, whole.profiles


def _row(columns: npt.NDArray[np.int32], values: npt.NDArray[np.float32], width: int) -> sparse.csr_array:
    return sparse.csr_array((values, columns, np.array([0, len(columns)])), shape=(1, width), copy=False)
