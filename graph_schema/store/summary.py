"""What a write did."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WriteCounts:
    """Of one sort of row: how many were new, differed from what was there, or were there already."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "WriteCounts") -> "WriteCounts":
        return WriteCounts(self.created + other.created, self.changed + other.changed, self.unchanged + other.unchanged)


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """What one write did: counts by sort of row (organisations, memberships, …), ties and nodes removed, the version.

    `version` is the graph's after the write: the same as before if nothing changed.
    """

    version: int
    counts: Mapping[str, WriteCounts]
    removed: int = 0

    @property
    def total(self) -> WriteCounts:
        """The counts of all sorts together."""
        return sum(self.counts.values(), WriteCounts())

    @property
    def is_changed(self) -> bool:
        """Whether the graph is different now."""
        return self.total.created + self.total.changed + self.removed > 0
