"""Which offer answers which request: of everyone's posts that stand today, the best one for what the seeker posted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from matchers.snapshot.profile_columns import OFFER, REQUEST
from matchers.snapshot.snapshot import Floats, Snapshot

CAPABILITY_PART = 0.5
"""What shared capabilities count beside the texts' likeness when the best of several answers is chosen."""

NOBODY = -1

Rows = npt.NDArray[np.int64]
_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Posts:
    """What the asking side seeks and offers (m posts): directions (m), vectors (m, d), capabilities (m, c).

    `rows` (m) are rows among the snapshot's profiles, or empty for a request in free words.
    """

    directions: npt.NDArray[np.uint8]
    vectors: Floats
    capabilities: Floats
    rows: Rows


@dataclass(frozen=True, slots=True)
class Answers:
    """The best answer of each of the `owners` (k, ascending) that have one, of all organisations (n = `size`).

    `mine` is one of the posts, `theirs` one of all profiles (k). `likeness` is how alike the two texts are, rescaled as
    all cosines are, `shared` the cosine of their capabilities (k). Few of very many have one, so nothing is as long as
    these, until a feature asks for it.
    """

    size: int
    owners: Rows
    mine: Rows
    theirs: Rows
    likeness: Floats
    shared: Floats

    def among(self, rows: slice | npt.NDArray[np.integer[Any]]) -> "Answers":
        """Return those of some organisations (rows, ascending), each by its place among these."""
        if isinstance(rows, slice):
            start, stop, _ = rows.indices(self.size)
            is_there = (self.owners >= start) & (self.owners < stop)
            return self._those(is_there, self.owners[is_there] - start, stop - start)
        places = np.searchsorted(rows, self.owners)
        is_there = places < len(rows)
        is_there[is_there] = rows[places[is_there]] == self.owners[is_there]
        return self._those(is_there, places[is_there], len(rows))

    def of_all(self, values: npt.NDArray[_Value], otherwise: float = 0) -> npt.NDArray[_Value]:
        """Return values of the owners (k) as values of all (n)."""
        told = np.full(self.size, otherwise, dtype=values.dtype)
        told[self.owners] = values
        return told

    def pair(self, row: int) -> tuple[int, int] | None:
        """Return (position among the posts, row among the profiles) for one organisation, or None."""
        at = self._place(row)
        return None if at is None else (int(self.mine[at]), int(self.theirs[at]))

    def likeness_of(self, row: int) -> float:
        """Return how alike the two texts are for one organisation; 0 where it has no answer."""
        at = self._place(row)
        return 0.0 if at is None else float(self.likeness[at])

    def _place(self, row: int) -> int | None:
        at = int(np.searchsorted(self.owners, row))
        return at if at < len(self.owners) and self.owners[at] == row else None

    def _those(self, kept: npt.NDArray[np.bool_], owners: Rows, size: int) -> "Answers":
        return Answers(size, owners, self.mine[kept], self.theirs[kept], self.likeness[kept], self.shared[kept])


def today() -> date:
    """Return the day by which posts have begun and not expired."""
    return datetime.now(UTC).date()


def posts_in_words(vector: Floats, capabilities: Floats) -> Posts:
    """Return a request in free words."""
    return Posts(
        np.array([REQUEST], dtype=np.uint8), vector[None, :], capabilities[None, :], np.zeros(0, dtype=np.int64)
    )


def profile_as_offer(vector: Floats, capabilities: Floats) -> Posts:
    """Return what an organisation does as an offer that it has not posted."""
    return Posts(np.array([OFFER], dtype=np.uint8), vector[None, :], capabilities[None, :], np.zeros(0, dtype=np.int64))


def posts_of(snapshot: Snapshot, rows: Rows) -> Posts:
    """Return profiles as posts."""
    profiles = snapshot.profiles
    capabilities = np.zeros((len(rows), profiles.capability.shape[1]), dtype=np.float32)
    if len(rows):  # most have none, and a sparse matrix takes its time
        capabilities[:] = profiles.capability[rows].toarray()
    return Posts(profiles.direction[rows], profiles.vectors[rows], capabilities, rows)


def standing_rows(snapshot: Snapshot, organisation: int, day: date) -> Rows:
    """Return the rows of an organisation's profiles that stand on a day."""
    profiles = snapshot.profiles
    owned = np.flatnonzero(profiles.owner == organisation)
    return owned[profiles.open_on(day)[owned]] if len(owned) else owned


def best_answers(snapshot: Snapshot, posts: Posts, day: date, farther: float = 0.0) -> Answers:
    """Find for each organisation its best answer to one of the posts, among the profiles that stand on a day.

    Best is the greatest likeness of the texts plus half the cosine of the capabilities; of equals the first. `farther`
    is what words are farther from texts than these from each other (`Seeker.farther`).
    """
    profiles = snapshot.profiles
    standing = np.flatnonzero(profiles.open_on(day) & np.isin(profiles.direction, 1 - posts.directions))
    if not len(standing):
        return nobody(snapshot.size)
    likeness, shared, worth = _worth(snapshot, posts, standing, farther)
    mine = worth.argmax(axis=0)
    at = np.arange(len(standing))
    owner = profiles.owner[standing]
    order = np.lexsort((at, -worth[mine, at], owner))
    order = order[worth[mine[order], order] >= 0]
    owners, first = np.unique(owner[order], return_index=True)
    chosen = order[first]
    best = mine[chosen]
    return Answers(
        snapshot.size, owners.astype(np.int64), best, standing[chosen], likeness[best, chosen], shared[best, chosen]
    )


def best_answer_of(snapshot: Snapshot, posts: Posts, owner: int, day: date) -> tuple[int, float] | None:
    """Return the profile (row) of one organisation that answers posts best, as `best_answers` does, and its likeness.

    None where it has none.
    """
    standing = standing_rows(snapshot, owner, day)
    if not len(standing) or not len(posts.directions):
        return None
    likeness, _, worth = _worth(snapshot, posts, standing, 0.0)
    mine, at = np.unravel_index(int(worth.argmax()), worth.shape)
    return (int(standing[at]), float(likeness[mine, at])) if worth[mine, at] >= 0 else None


def level_of_offer(snapshot: Snapshot, posts: Posts, answers: Answers) -> tuple[Rows, Rows]:
    """Return for each answer (k) the readiness level its pair's offer has reached and that the request asks for.

    0 where not told.
    """
    if not len(posts.rows):
        return np.zeros_like(answers.mine), np.zeros_like(answers.mine)
    level = snapshot.profiles.level.astype(np.int64)
    mine, theirs = level[posts.rows[answers.mine]], level[answers.theirs]
    offers = posts.directions[answers.mine] == OFFER
    return np.where(offers, mine[:, 1], theirs[:, 1]), np.where(offers, theirs[:, 0], mine[:, 0])


def _worth(snapshot: Snapshot, posts: Posts, standing: Rows, farther: float) -> tuple[Floats, Floats, Floats]:
    """Return how alike posts and profiles (rows) are, what they share, and what they are worth to each other (m, k)."""
    profiles = snapshot.profiles
    likeness = snapshot.rescaled(posts.vectors @ profiles.vectors[standing].T + farther)
    shared = _shared(snapshot, posts, standing)
    opposite = posts.directions[:, None] != profiles.direction[standing][None, :]
    return likeness, shared, np.where(opposite, likeness + CAPABILITY_PART * shared, -1.0)


def _shared(snapshot: Snapshot, posts: Posts, standing: Rows) -> Floats:
    rarity = snapshot.capability_rarity
    mine = posts.capabilities * rarity
    theirs = snapshot.profiles.capability[standing].toarray() * rarity
    lengths = np.linalg.norm(mine, axis=1)[:, None] * np.linalg.norm(theirs, axis=1)[None, :]
    return np.asarray((mine @ theirs.T) / np.where(lengths > 0, lengths, 1.0), dtype=np.float32).clip(0.0, 1.0)


def nobody(size: int) -> Answers:
    """Return no answer of anybody (n)."""
    none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    return Answers(size, none, none, none, nothing, nothing)
