"""How strong organisations are in each capability, and which capabilities belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.directory import members_of
from matchers.snapshot.snapshot import Floats, Snapshot

Mask = npt.NDArray[np.bool_]

STRONG: Final = 0.3
"""From this strength on an organisation is strong in a capability: several projects on it, or one of few partners."""

WORKS: Final = 0.2
"""From here on it works on a capability: one project of about a dozen partners."""

SOME: Final = 0.1
"""From here on there is some evidence; weaker tags are of a crowd."""


@dataclass(frozen=True)
class Strengths:
    """The capabilities (c) of a cluster's members (m), and of everyone (n)."""

    snapshot: Snapshot
    cluster_id: str

    @cached_property
    def members(self) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
        """The members' rows (m)."""
        return members_of(self.snapshot, self.cluster_id)

    @cached_property
    def outside(self) -> Mask:
        """Who is no member, nor likely the same organisation as one (n)."""
        return self.snapshot.visible & ~np.isin(self.snapshot.group, self.snapshot.group[self.members])

    @cached_property
    def answering(self) -> Mask:
        """Which capabilities (columns) answer each (rows), (c, c): itself and all narrower ones."""
        return closure(self.snapshot.narrower > 0).T

    @cached_property
    def of_members(self) -> Floats:
        """The members' strengths (m, c); the narrower thing answers too."""
        own = self.snapshot.capability[self.members].toarray()
        strongest = np.zeros(own.shape, dtype=np.float32)
        for column, answering in enumerate(self.answering):
            strongest[:, column] = own[:, answering].max(axis=1)
        return strongest

    def of_all(self, column: int) -> Floats:
        """Return how strong everyone is in one capability (n); the narrower thing answers too."""
        answering = self.snapshot.capability[:, np.flatnonzero(self.answering[column])]
        return np.asarray(answering.max(axis=1).toarray().ravel(), dtype=np.float32)

    @cached_property
    def about(self) -> Floats:
        """Which projects are about each capability (p, c): 1 or 0; the narrower thing counts too."""
        tagged = (self.snapshot.project_capability.toarray() >= WORKS).astype(np.float32)
        return np.asarray(tagged @ self.answering.T.astype(np.float32) > 0, dtype=np.float32)

    @cached_property
    def roots(self) -> Mask:
        """Which terms (rows) lie in the area of each broadest term (columns), (c, c); all other columns are empty."""
        is_broadest = np.array([not row.broader for row in self.snapshot.tables.capabilities], dtype=np.bool_)
        return self.answering.T & is_broadest

    def in_any(self, columns: Sequence[int] | Mask, least: float) -> int:
        """Return how many members are at least so strong in any of some capabilities."""
        return int((self.of_members[:, columns] >= least).any(axis=1).sum())


def closure(links: Mask) -> Mask:
    """Return which of c nodes each reaches along links (c, c), itself included."""
    reached = links | np.eye(len(links), dtype=np.bool_)
    while True:
        further = (reached.astype(np.float32) @ reached.astype(np.float32)) > 0
        if np.array_equal(further, reached):
            return reached
        reached = further
