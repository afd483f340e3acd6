"""Those who can do what is sought, are near by or are handed over: some ten thousand of very many.

What decides between many thousand that do the same is often small: the size, the place, the year of the last project.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.features.capabilities import neighbours_of
from matchers.seeker import Seeker
from matchers.snapshot.columns import distinct
from matchers.snapshot.snapshot import Floats, Ints

CAPABILITIES: Final = 8
"""So many of the seeker's capabilities, and of those beside them, the weightiest."""

OF_EACH: Final = 1_500
"""So many of those to whom a capability means most."""

AROUND_KM = (25.0, 100.0, 400.0)
MOST_AROUND: Final = 6_000
"""Those within the first of these distances that has half as many; of more, evenly drawn ones."""

HANDED_OVER: Final = 6_000
"""So many of those that seek a successor or are a family's, evenly drawn of more."""


def found_by_facts(seeker: Seeker, names: frozenset[str]) -> Ints:
    """Return who (rows) can do what is sought or stands beside it in the value chain, is near by, or is handed over.

    `names` are those of the match type's features: nobody is found for what does not count.
    """
    snapshot = seeker.snapshot
    found = [_strong_in(seeker, wished) for wished in (seeker.capabilities, neighbours_of(seeker, snapshot))]
    if "nearness" in names:
        found.append(_around(seeker))
    if "hand_over" in names:
        found.append(_drawn(snapshot.enterprises.handed_over, HANDED_OVER))
    return distinct(np.concatenate(found).astype(np.int64))


def _strong_in(seeker: Seeker, wished: Floats) -> npt.NDArray[np.int32]:
    """Return those to whom the weightiest of wished capabilities (c) mean most."""
    snapshot = seeker.snapshot
    order = np.argsort(-wished * snapshot.capability_rarity, kind="stable")
    columns = order[: min(CAPABILITIES, int((wished > 0).sum()))]
    rows = snapshot.strongest[columns, :OF_EACH].ravel()
    return rows[rows >= 0]


def _around(seeker: Seeker) -> npt.NDArray[np.int32]:
    rows = np.zeros(0, dtype=np.int32)
    for kilometres in AROUND_KM:
        rows = seeker.snapshot.places.around(seeker.coordinates, kilometres)
        if 2 * len(rows) >= MOST_AROUND:
            break
    return _drawn(rows, MOST_AROUND)


def _drawn(rows: npt.NDArray[np.int32], most: int) -> npt.NDArray[np.int32]:
    return rows[:: max(1, -(-len(rows) // most))]
