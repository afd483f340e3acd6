"""Who seeks partners: an organisation of the snapshot, or a need in free words, as features see it."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.encoder import Encoder
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.tagging import Tagger

Link = tuple[int, int, bool]
"""A capability of the seeker, one of the other side, and whether the first feeds into the second."""


@dataclass(frozen=True)
class Seeker:
    """The asking side; n organisations, p projects, c capabilities, d dimensions, m own projects.

    `row` is None for a need in free words, which has a vector and capabilities and nothing else; `partners` (n) are tie
    strengths, 0 for no tie.
    """

    snapshot: Snapshot = field(repr=False)
    name: str
    vector: Floats
    capabilities: Floats
    partners: Floats
    row: int | None = None
    kind: str = "other"
    country: int = -1
    coordinates: Floats = field(default_factory=lambda: np.full(2, np.nan, dtype=np.float32))
    projects: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    links: dict[int, Link | None] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_need(self) -> bool:
        """Whether this is a need in free words."""
        return self.row is None

    @cached_property
    def vectors(self) -> Floats:
        """The vectors (m, d) of its own projects, or of the profile or need itself."""
        return self.snapshot.project_vectors[self.projects] if len(self.projects) else self.vector[None, :]

    @cached_property
    def took_part(self) -> npt.NDArray[np.bool_]:
        """Which projects (p) are its own."""
        own = np.zeros(len(self.snapshot.project_vectors), dtype=np.bool_)
        own[self.projects] = True
        return own

    @cached_property
    def closeness(self) -> Floats:
        """How close each project (p) is to the nearest of one's own, rescaled to [0, 1]; -1 for one's own."""
        if not len(self.snapshot.project_vectors):
            return np.zeros(0, dtype=np.float32)
        closeness = self.snapshot.rescaled((self.snapshot.project_vectors @ self.vectors.T).max(axis=1))
        closeness[self.projects] = -1.0
        return closeness


def seeker_of_organisation(snapshot: Snapshot, organisation_id: str) -> Seeker:
    """Return the seeker for an organisation, or raise UnknownIdError."""
    row = snapshot.row(organisation_id)
    return Seeker(
        snapshot=snapshot,
        row=row,
        name=snapshot.name(row),
        kind=snapshot.kind_of(row),
        country=int(snapshot.country[row]),
        coordinates=snapshot.coordinates[row],
        vector=snapshot.vectors[row],
        projects=snapshot.projects_of(row),
        capabilities=_dense(snapshot.capability, row),
        partners=_dense(snapshot.tie_strength, row),
    )


def seeker_of_need(snapshot: Snapshot, encoder: Encoder, tagger: Tagger, text: str) -> Seeker:
    """Return the seeker for a need in free words."""
    vector = encoder.encode_need(text)
    capabilities = np.zeros(len(snapshot.tables.capabilities), dtype=np.float32)
    for tag in tagger.tag(text, None):
        capabilities[snapshot.capability_column(tag.capability)] = tag.strength
    return Seeker(
        snapshot=snapshot,
        name="Your need",
        vector=vector,
        capabilities=capabilities,
        partners=np.zeros(snapshot.size, dtype=np.float32),
    )


def _dense(matrix: sparse.csr_array, row: int) -> Floats:
    columns, values = row_of(matrix, row)
    dense = np.zeros(matrix.shape[1], dtype=np.float32)
    dense[columns] = values
    return dense
