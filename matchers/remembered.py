"""What several words of one answer are made from is found once: reasons, paths and gains ask for the same things.

What was found is kept in the seeker (`Seeker.known`), so it lives as long as the question.
"""

from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchers.snapshot.snapshot import Snapshot

Found = TypeVar("Found")


class Knowing(Protocol):
    """Who asks, with what was found for it so far."""

    @property
    def known(self) -> dict[tuple[object, int], Any]:
        """What was found, by the function that found it and the row that it is about."""


Asker = TypeVar("Asker", bound=Knowing)

_ITSELF = -1


def once_a_row(
    find: "Callable[[Asker, Snapshot, int], Found]",
) -> "Callable[[Asker, Snapshot, int], Found]":
    """Let a function of a seeker, its whole snapshot and a row be computed once for each row."""

    @wraps(find)
    def found(seeker: Asker, snapshot: "Snapshot", row: int) -> Found:
        key = (find, row)
        if key not in seeker.known:
            seeker.known[key] = find(seeker, snapshot, row)
        return cast("Found", seeker.known[key])

    return found


def once(find: "Callable[[Asker, Snapshot], Found]") -> "Callable[[Asker, Snapshot], Found]":
    """Let a function of a seeker and its whole snapshot be computed once."""

    @wraps(find)
    def found(seeker: Asker, snapshot: "Snapshot") -> Found:
        key = (find, _ITSELF)
        if key not in seeker.known:
            seeker.known[key] = find(seeker, snapshot)
        return cast("Found", seeker.known[key])

    return found


def remember(find: "Callable[[Asker, Snapshot, int], Found]", asker: Asker, row: int, value: Found) -> None:
    """Let a function that is computed `once_a_row` know what it would find for a row."""
    asker.known[find.__wrapped__, row] = value  # type: ignore[attr-defined]  # functools.wraps sets it


def is_remembered(find: "Callable[[Asker, Snapshot, int], Found]", asker: Asker, row: int) -> bool:
    """Tell whether a function that is computed `once_a_row` has been asked about a row."""
    return (find.__wrapped__, row) in asker.known  # type: ignore[attr-defined]  # likewise
