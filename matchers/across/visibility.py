"""What whoever asks may see of organisations: whether they count, and whether they are named."""

from dataclasses import dataclass

import numpy as np

from matchers.conditions import Mask
from matchers.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Visibility:
    """Which organisations (n) are counted in aggregates, and which of them may be named; the others stay unknown."""

    counted: Mask
    named: Mask

    @classmethod
    def everything(cls, snapshot: Snapshot) -> "Visibility":
        """Return the sight of someone from whom nothing is kept."""
        all_of_them = np.ones(snapshot.size, dtype=np.bool_)
        return cls(all_of_them, all_of_them)

    @property
    def shown(self) -> Mask:
        """Which organisations (n) may be told one by one."""
        return self.counted & self.named
