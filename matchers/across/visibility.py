"""What whoever asks may see of organisations: whether they count, and whether they are named."""

from dataclasses import dataclass

from matchers.conditions import Mask
from matchers.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Visibility:
    """Which organisations (n) are counted in aggregates, and which of them may be named; the others stay unknown."""

    counted: Mask
    named: Mask

    @classmethod
    def everything(cls, snapshot: Snapshot) -> "Visibility":
        """Return the sight of someone from whom nothing is kept that is in the snapshot as they see it."""
        return cls(snapshot.counted, snapshot.visible)
