"""Which offer answers which request: of everyone's posts that stand today, the best one for what the seeker posted."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from matchers.snapshot.profile_columns import OFFER, REQUEST
from matchers.snapshot.snapshot import Floats, Snapshot

CAPABILITY_PART = 0.5
"""What shared capabilities count beside the texts' likeness when the best of several answers is chosen."""

NOBODY = -1

Rows = npt.NDArray[np.int64]


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
    """For each organisation (n) its best answer: `mine` among the posts, `theirs` among all profiles, -1 for none.

    `likeness` is how alike the two texts are, rescaled as all cosines are, `shared` the cosine of their capabilities.
    """

    mine: Rows
    theirs: Rows
    likeness: Floats
    shared: Floats

    def only(self, rows: slice | npt.NDArray[np.int32]) -> "Answers":
        """Return the answers of some organisations."""
        return Answers(self.mine[rows], self.theirs[rows], self.likeness[rows], self.shared[rows])

    @property
    def owners(self) -> Rows:
        """The organisations that have an answer."""
        return np.flatnonzero(self.theirs != NOBODY)

    def pair(self, row: int) -> tuple[int, int] | None:
        """Return (position among the posts, row among the profiles) for one organisation, or None."""
        return None if self.theirs[row] == NOBODY else (int(self.mine[row]), int(self.theirs[row]))


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
    none = nobody(snapshot.size)
    profiles = snapshot.profiles
    standing = np.flatnonzero(profiles.open_on(day) & np.isin(profiles.direction, 1 - posts.directions))
    if not len(standing):
        return none
    likeness, shared, worth = _worth(snapshot, posts, standing, farther)
    mine = worth.argmax(axis=0)
    at = np.arange(len(standing))
    owner = profiles.owner[standing]
    order = np.lexsort((at, -worth[mine, at], owner))
    order = order[worth[mine[order], order] >= 0]
    _, first = np.unique(owner[order], return_index=True)
    chosen = order[first]
    rows = owner[chosen]
    found = Answers(none.mine.copy(), none.theirs.copy(), none.likeness, none.shared)
    found.mine[rows], found.theirs[rows] = mine[chosen], standing[chosen]
    found.likeness[rows], found.shared[rows] = likeness[mine[chosen], chosen], shared[mine[chosen], chosen]
    return found


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
    """Return for each organisation (n) the readiness level its pair's offer has reached and that the request asks for.

    0 where not told, or where there is no pair.
    """
    if not len(posts.rows):
        return np.zeros_like(answers.mine), np.zeros_like(answers.mine)
    level = snapshot.profiles.level.astype(np.int64)
    mine, theirs = level[posts.rows[answers.mine]], level[answers.theirs]
    offers = posts.directions[answers.mine] == OFFER
    known = answers.theirs != NOBODY
    reached = np.where(offers, mine[:, 1], theirs[:, 1])
    asked = np.where(offers, theirs[:, 0], mine[:, 0])
    return np.where(known, reached, 0), np.where(known, asked, 0)


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
    none = np.broadcast_to(np.int64(NOBODY), size)  # one number, however many ask for it
    return Answers(
        none,
        none,
        np.zeros(size, dtype=np.float32),
        np.zeros(size, dtype=np.float32),
    )
