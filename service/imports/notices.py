"""What an import leaves out, a sentence each."""

from collections.abc import Iterable, Sequence
from typing import Final

from matchers.said import joined, said

_SHOWN: Final = 10
"""How many names or words a notice lists."""


def notices(told: Iterable[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """Return a sentence for each (what, which) of which there are any."""
    return tuple(said("{sentence}: {items}.", sentence=what, items=some(items)) for what, items in told if items)


def some(items: Sequence[str], most: int = _SHOWN) -> str:
    """Return the first of some words, and how many more there are."""
    shown = joined(items[:most], ", ")
    return said("{names} and {count} more", names=shown, count=len(items) - most) if len(items) > most else shown
