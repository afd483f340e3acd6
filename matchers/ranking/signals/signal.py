"""What a signal is."""

from collections.abc import Callable
from dataclasses import dataclass

from matchers.evaluation.cases import CONSORTIUM, PARTNERS
from matchers.evaluation.training import Floats
from matchers.ranking.questions import Questions

Compute = Callable[[Questions], Floats]
"""From questions (q) to values (q, n), the higher the likelier; any scale, since only the order in a row is used."""

BOTH = (PARTNERS, CONSORTIUM)


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: its name, the family it belongs to, the function, and the tasks it is used for."""

    name: str
    family: str
    compute: Compute
    tasks: tuple[str, ...] = BOTH

    @property
    def sentence(self) -> str:
        """What it means, in one sentence: the first line of the function's docstring."""
        return (self.compute.__doc__ or self.name).strip().partition("\n")[0].rstrip(".")
