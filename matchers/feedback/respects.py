"""In what others resemble who was declined: one function a respect, from 0 (not at all) to 1 (as much as it).

Each takes the row of who asks and the rows of who was declined (m), and returns a value for every organisation (m, n).
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchers.features.place import kilometres_between
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

HALF: Final = 0.5
"""Who has half of what was declined, or less, does not resemble it; from there resemblance rises evenly."""

_LEAST = 1e-6


def distance(snapshot: Snapshot, asker: int, declined: Ints) -> Floats:
    """They are about as far away as who was declined, or farther; nothing is said where a place is not known."""
    away = kilometres_between(snapshot.coordinates[asker], snapshot.coordinates)
    return _risen(away[None, :] / np.maximum(away[declined], _LEAST)[:, None])


def field(snapshot: Snapshot, asker: int, declined: Ints) -> Floats:  # noqa: ARG001  # respects have one signature
    """They say and can do about the same: the greater of profile similarity and the cosine of capabilities."""
    profiles = snapshot.rescaled(snapshot.vectors[declined] @ snapshot.vectors.T)
    return _risen(np.maximum(profiles, _capabilities(snapshot, declined)))


def market(snapshot: Snapshot, asker: int, declined: Ints) -> Floats:  # noqa: ARG001
    """They are of the same kind and have the same capabilities, so the same stages of the value chain."""
    same_kind = snapshot.kind[declined][:, None] == snapshot.kind[None, :]
    return np.where(same_kind, _risen(_capabilities(snapshot, declined)), 0.0).astype(np.float32)


def larger(snapshot: Snapshot, asker: int, declined: Ints) -> Floats:  # noqa: ARG001
    """They have about as many projects as who was declined, or more, and are not known to be small firms."""
    size, is_sme = _size(snapshot), snapshot.enterprises.is_sme
    unlike = (is_sme == 1)[None, :] & (is_sme[declined] != 1)[:, None]
    return np.where(unlike, 0.0, _risen(size[None, :] / size[declined][:, None])).astype(np.float32)


def smaller(snapshot: Snapshot, asker: int, declined: Ints) -> Floats:  # noqa: ARG001
    """They have about as few projects as who was declined, or fewer."""
    size = _size(snapshot)
    return _risen(size[declined][:, None] / size[None, :])


Respect = Callable[[Snapshot, int, Ints], Floats]

RESPECTS: dict[str, Respect] = {function.__name__: function for function in (distance, field, market, larger, smaller)}
"""The respects by the names that reasons for declining give them."""


def _risen(ratio: npt.NDArray[np.floating[Any]]) -> Floats:
    return np.asarray(np.clip(np.nan_to_num(ratio, nan=0.0) / HALF - 1.0, 0.0, 1.0), dtype=np.float32)


def _size(snapshot: Snapshot) -> Floats:
    """Return ln(2 + projects) (n): from none to one is a step, from 50 to 51 none."""
    return np.asarray(np.log(2.0 + snapshot.project_count), dtype=np.float32)


def _capabilities(snapshot: Snapshot, declined: Ints) -> Floats:
    """Return cosines (m, n) of capabilities weighted by their rarity."""
    rarity = snapshot.capability_rarity
    theirs = np.asarray(snapshot.capability[declined].toarray(), dtype=np.float32) * rarity**2
    lengths = snapshot.capability_length
    cosines = (snapshot.capability @ theirs.T).T / (lengths[declined][:, None] * lengths[None, :])
    return np.asarray(cosines, dtype=np.float32)
