"""What the search for those who may be among the best tells of them on its way."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matchers.snapshot.snapshot import Floats, Ints

Rows = Ints | npt.NDArray[np.int32]
Told = Callable[[Rows], Floats]


@dataclass(frozen=True, slots=True)
class Hints:
    """By the name of a feature what tells about its value for some organisations; `exact` are those that know it."""

    told: dict[str, Told] = field(default_factory=dict)
    exact: set[str] = field(default_factory=set)

    def values(self, rows: Rows) -> dict[str, Floats]:
        """Return about what features give for some organisations (rows)."""
        return {name: tell(rows) for name, tell in self.told.items()}

    @property
    def guessed(self) -> set[str]:
        """The features whose values are not exact."""
        return self.told.keys() - self.exact
