"""The topics that capabilities belong to, and on which topic two organisations have common ground."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matchers.conditions import Mask
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

LARGEST = 1 / 6
"""A broadest capability that holds more of the vocabulary than this share says too little to be one topic."""

NO_TOPIC = -1


@dataclass(frozen=True)
class Topics:
    """Topics (t) as columns of the vocabulary (c): its broadest capabilities, the largest of them divided.

    `shares` (c, t) say how much each capability belongs to each topic; its shares add up to 1.
    """

    snapshot: Snapshot
    columns: Ints
    shares: Floats

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Topics":
        """Return the topics of a snapshot's vocabulary.

        A broadest capability is one topic; where it is too large, so are those right below it that have narrower ones
        again, and it stands for the rest.
        """
        narrower = snapshot.narrower
        within = _within(narrower)
        broadest = narrower.sum(axis=1) == 0
        has_narrower = narrower.sum(axis=0) > 0
        large = broadest & (within.sum(axis=0) > LARGEST * len(narrower))
        divided = has_narrower & (narrower @ large > 0)
        columns = np.flatnonzero(broadest | divided)
        belongs = within[:, columns]
        rest = belongs[:, divided[columns]].any(axis=1)
        belongs[np.ix_(rest, large[columns])] = 0.0
        return cls(snapshot, columns, belongs / np.maximum(belongs.sum(axis=1, keepdims=True), 1.0))

    @cached_property
    def holds(self) -> Floats:
        """Which capabilities belong to which topic at all (c, t): 1 or 0."""
        return (self.shares > 0).astype(np.float32)

    def ground(self, ours: Ints, theirs: Ints) -> "Ground":
        """Return the common ground of organisations (m and k rows) by topic.

        Alike: the terms of the cosine that the feature `shared_capabilities` is, parted by the topic of the capability.
        Complementary: those of `value_chain`, the mean of both directions, parted by the topic of who is found.
        """
        rarity = self.snapshot.capability_rarity
        mine, yours = (self.snapshot.capability[rows].toarray() * rarity for rows in (ours, theirs))
        mine_next, yours_next = (self._next(rows) * rarity for rows in (ours, theirs))
        mine, yours, mine_next, yours_next = (_unit(one) for one in (mine, yours, mine_next, yours_next))
        shares = self.shares.T
        alike = [(mine * share) @ yours.T for share in shares]
        chained = [((mine_next * share) @ yours.T + (mine * share) @ yours_next.T) / 2 for share in shares]
        shape = (len(self.columns), len(ours), len(theirs))
        return Ground(*(np.array(one, dtype=np.float32).reshape(shape) for one in (alike, chained)))

    def _next(self, rows: Ints) -> Floats:
        """Return what stands next along the value chain to what organisations do (m, c), less what they do."""
        does = self.snapshot.capability[rows].toarray()
        reached = does @ self.snapshot.feeds + does @ self.snapshot.feeds.T
        return np.where(does > 0, np.float32(0), reached)


@dataclass(frozen=True)
class Ground:
    """The common ground of pairs (m, k) in each topic (t): what both do, and what one does next to the other."""

    alike: Floats
    complementary: Floats

    @cached_property
    def topic(self) -> npt.NDArray[np.int64]:
        """The topic (m, k) in which a pair has most in common, as a position; NO_TOPIC for none."""
        total = self.alike + self.complementary
        if not len(total):
            return np.full(total.shape[1:], NO_TOPIC, dtype=np.int64)
        return np.where(total.max(axis=0) > 0, total.argmax(axis=0), NO_TOPIC)

    @cached_property
    def is_alike(self) -> Mask:
        """Whether in its topic a pair rather does the same (m, k) than what feeds into the other's."""
        chosen = np.maximum(self.topic, 0)[None]
        if not len(self.alike):
            return np.zeros(self.topic.shape, dtype=np.bool_)
        one, other = (np.take_along_axis(side, chosen, axis=0)[0] for side in (self.alike, self.complementary))
        return np.asarray((one >= other) & (self.topic != NO_TOPIC))


def _within(narrower: Floats) -> Floats:
    """Return which capability is another one or below it in the hierarchy (c, c): 1 or 0."""
    within = np.eye(len(narrower), dtype=np.float32)
    while True:
        further = np.minimum(within + within @ narrower, 1.0)
        if np.array_equal(further, within):
            return np.asarray(within, dtype=np.float32)
        within = further


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0), dtype=np.float32)
