"""Where the rows of one kind are in the next snapshot: most as they were, some told anew, some gone."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matchers.snapshot.columns import Strings

Array = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

Run = tuple[bool, int, int]
"""Whether rows are told anew, and from which to before which they are rows of those told, or of the snapshot before."""


@dataclass(frozen=True)
class Moved:
    """The rows of the snapshot before (m) and of the next one (`size`).

    `now` (m) are the rows in the next one, -1 for those that are gone; `told` are the rows in the next one that are
    told anew, ascending. Rows keep their order.
    """

    now: Ints
    told: Ints
    size: int

    @classmethod
    def of(cls, ids: Strings, told: Sequence[str], gone: Collection[str] = ()) -> "Moved":
        """Return how rows move: `ids` are in order, and so are those `told` anew, new ones among them."""
        places = [_place(ids, value) for value in told]
        new = np.array([place for place, is_there in places if not is_there], dtype=np.int64)
        lost = [place for value in {*gone} - {*told} for place, is_there in [_place(ids, value)] if is_there]
        return cls._of_places(len(ids), np.array(sorted(lost), dtype=np.int64), new, places)

    @classmethod
    def _of_places(cls, before: int, lost: Ints, new: Ints, places: Sequence[tuple[int, bool]]) -> "Moved":
        steps = np.bincount(new, minlength=before + 1)
        steps[1:] -= np.bincount(lost, minlength=before)
        now = np.arange(before) + np.cumsum(steps)[:before]
        now[lost] = -1
        fresh = iter((new + np.arange(len(new)) - np.searchsorted(lost, new)).tolist())
        told = [int(now[place]) if is_there else next(fresh) for place, is_there in places]
        return cls(now, np.array(told, dtype=np.int64), before + len(new) - len(lost))

    def telling(self, rows: Ints) -> "Moved":
        """Return the same with other rows told anew (in the next snapshot, ascending)."""
        return replace(self, told=rows)

    @cached_property
    def is_in_place(self) -> bool:
        """Whether every row is where it was."""
        return self.size == len(self.now) and bool((self.now == np.arange(self.size)).all())

    @cached_property
    def was(self) -> Ints:
        """The rows (size) of the snapshot before, -1 for new ones."""
        rows = np.full(self.size, -1, dtype=np.int64)
        there = np.flatnonzero(self.now >= 0)
        rows[self.now[there]] = there
        return rows

    @cached_property
    def runs(self) -> list[Run]:
        """The next rows in order, as runs of neighbours of the snapshot before or of those told."""
        source = self.was.copy()
        source[self.told] = -1 - np.arange(len(self.told))
        if not len(source):
            return []
        steps = np.where(source[:-1] < 0, -1, 1)
        breaks = np.flatnonzero((source[1:] != source[:-1] + steps) | ((source[1:] < 0) != (source[:-1] < 0))) + 1
        starts = np.concatenate([[0], breaks])
        ends = np.append(breaks, len(source))
        firsts = source[starts].tolist()
        lengths = (ends - starts).tolist()
        return [
            (first < 0, -1 - first, -1 - first + length) if first < 0 else (False, first, first + length)
            for first, length in zip(firsts, lengths, strict=True)
        ]


def one_after_another(kinds: Sequence[Moved]) -> Moved:
    """Return how the rows of several kinds move where they stand one after another."""
    firsts = np.cumsum([0, *(moved.size for moved in kinds)]).tolist()
    pairs = list(zip(kinds, firsts[:-1], strict=True))
    now = [np.where(moved.now >= 0, moved.now + first, -1) for moved, first in pairs]
    return Moved(np.concatenate(now), np.concatenate([moved.told + first for moved, first in pairs]), firsts[-1])


def stretched(runs: Iterable[Run], before: Array, told: Array) -> list[Run]:
    """Return runs of what rows hold several of, given where each row's begin (rows + 1), before and of those told."""
    bounds = ((is_told, told if is_told else before, start, end) for is_told, start, end in runs)
    return [(is_told, int(offsets[start]), int(offsets[end])) for is_told, offsets, start, end in bounds]


def in_pieces(runs: Iterable[Run], before: Array, told: Array) -> list[Array]:
    """Return the rows of an array in the next snapshot, piece by piece: at least one."""
    return [(told if is_told else before)[start:end] for is_told, start, end in runs] or [before[:0]]


def put_together(runs: Iterable[Run], before: Array, told: Array) -> Array:
    """Return the rows of an array in the next snapshot."""
    return np.concatenate(in_pieces(runs, before, told))


def lengths_to_offsets(lengths: Array) -> Ints:
    """Return where each of some pieces begins, and where the last one ends (rows + 1)."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def _place(ids: Strings, value: str) -> tuple[int, bool]:
    place = bisect_left(ids, value, key=str)
    return place, place < len(ids) and ids[place] == value
