"""How long steps tell how far they are."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with the step in words, how much of it is done and how much there is (0 where that is not known)."""


def silent(_step: str, _done: int, _total: int) -> None:
    """Tell nobody."""
