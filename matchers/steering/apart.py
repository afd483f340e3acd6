"""Likely duplicates that a person found to be different: they share no number any more, and may meet each other."""

from collections import defaultdict
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from matchers.snapshot.snapshot import Snapshot

Pair = tuple[str, str]


def told_apart(snapshot: Snapshot, different: Collection[Pair]) -> npt.NDArray[np.int32]:
    """Return the numbers (n) that likely duplicates share, where pairs (ids) are known to be different.

    Of three that look alike two stay together as long as each may be the third: only what all decisions say counts.
    """
    groups = snapshot.likely_groups
    pairs = {frozenset(snapshot.row_by_id[key] for key in pair) for pair in different if _are_there(snapshot, pair)}
    concerned = {int(groups[row]) for pair in pairs for row in pair}
    if not concerned:
        return groups
    numbers = np.array(groups)
    members: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(groups, list(concerned))).tolist():
        members[int(groups[row])].append(row)
    for rows in members.values():
        for part in _parts(rows, pairs):
            numbers[part] = min(part)
    return numbers


def _are_there(snapshot: Snapshot, pair: Pair) -> bool:
    return all(key in snapshot.row_by_id for key in pair)


def _parts(rows: list[int], pairs: Collection[frozenset[int]]) -> list[list[int]]:
    """Part rows that looked alike into those that are tied by a pair that nobody told apart."""
    left, parts = set(rows), []
    while left:
        part, waiting = set(), [min(left)]
        while waiting:
            row = waiting.pop()
            if row not in part:
                part.add(row)
                waiting += [other for other in left - part if frozenset((row, other)) not in pairs]
        left -= part
        parts.append(sorted(part))
    return parts
