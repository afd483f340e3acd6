"""What a signal is."""

from collections.abc import Callable
from dataclasses import dataclass

from matchers.past.cases import CONSORTIUM, PARTNERS
from matchers.past.training import Floats
from matchers.ranking.questions import Questions

Compute = Callable[[Questions], Floats]
"""From questions (q) to values (q, n), the higher the likelier; any scale does, since a model sees only the order in a
row, or for some signals how many times the row's mean a value is."""

BOTH = (PARTNERS, CONSORTIUM)


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: its name, the family it belongs to, the function, and the tasks it is used for.

    In the tasks of `by_ratio` a model sees how many times the mean of all a candidate's value is, in others its place.
    """

    name: str
    family: str
    compute: Compute
    tasks: tuple[str, ...] = BOTH
    by_ratio: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What it means, in one sentence: the first line of the function's docstring."""
        return self._told[0]

    @property
    def formula(self) -> str:
        """How it is computed: the rest of the function's docstring, on one line."""
        return self._told[1]

    @property
    def _told(self) -> tuple[str, str]:
        sentence, _, formula = (self.compute.__doc__ or self.name).partition("\n")
        return sentence.strip().rstrip("."), " ".join(formula.split()).rstrip(".")
