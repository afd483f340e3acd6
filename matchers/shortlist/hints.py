"""What the search for those who may be among the best tells of them on its way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchers.features.graph import common_from, past_from
from matchers.features.texts import record_from
from matchers.snapshot.snapshot import Floats, Ints

Sums = npt.NDArray[np.float64]

Values = npt.NDArray[np.floating[Any]]

_FROM: Final[dict[str, Callable[[Any], Floats]]] = {
    "common_partners": common_from,
    "past_partner": past_from,
    "track_record": record_from,
}
"""Features by name, made of sums."""


@dataclass(frozen=True, slots=True)
class Hints:
    """By the name of a feature what its value is, or for those in `_FROM` is made of, for all n organisations.

    It is 0 for those that were not come by. `exact` are the features of which all organisations were come by.
    """

    told: dict[str, Values] = field(default_factory=dict)
    exact: set[str] = field(default_factory=set)

    def values(self, rows: Ints | npt.NDArray[np.int32]) -> dict[str, Floats]:
        """Return about what features give for some organisations (rows)."""
        return {name: _FROM.get(name, np.asarray)(values[rows]) for name, values in self.told.items()}

    @property
    def guessed(self) -> set[str]:
        """The features whose values are not exact."""
        return self.told.keys() - self.exact
