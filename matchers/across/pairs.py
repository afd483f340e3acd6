"""How well the members of two clusters suit each other: every pair, both ways, by the features that the engine asks."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from matchers.across.visibility import Visibility
from matchers.candidates import candidates
from matchers.conditions import Mask
from matchers.directory import counted_members_of
from matchers.engine import Engine
from matchers.feedback import heard
from matchers.match_types import MatchType
from matchers.ranker import Scores, score
from matchers.results import OrganisationFilter
from matchers.seeker import Seeker
from matchers.seekers import seeker_of_row
from matchers.snapshot.one_of import SomeOf
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

ANYONE = OrganisationFilter()


@dataclass(frozen=True)
class OneWay:
    """How each of m organisations scores each of k others, and which of them it may be suggested at all (m, k).

    `kept` (m, k) is what its taste leaves of a score: 1 less what resembling those whom it declined takes.
    """

    seekers: tuple[Seeker, ...]
    scores: tuple[Scores, ...]
    eligible: Mask
    kept: Floats

    @property
    def totals(self) -> Floats:
        """The scores (m, k), 0 for who may not be suggested."""
        rows = np.array([scores.totals for scores in self.scores], dtype=np.float32).reshape(self.eligible.shape)
        return np.where(self.eligible, rows * self.kept, np.float32(0))


@dataclass(frozen=True)
class Pairs:
    """Two clusters' members (m and k rows of the snapshot) as partners for each other."""

    snapshot: Snapshot
    declared: MatchType
    ours: Ints
    theirs: Ints
    there: OneWay
    back: OneWay
    both: Floats
    """The harmonic mean of the scores of both sides (m, k), as in `matchers.reciprocity`; 0 where either is."""

    @property
    def compared(self) -> int:
        """How many pairs the match type is for, in both directions."""
        return int((self.there.eligible & self.back.eligible.T).sum())


def pairs_of(  # noqa: PLR0913  the two clusters, what for, and what whoever asks wants and may see
    engine: Engine,
    clusters: tuple[str, str],
    declared: MatchType,
    visibility: Visibility,
    *,
    include_partners: bool,
    day: date | None,
) -> Pairs:
    """Score all pairs of two clusters' members that may be counted; UnknownIdError for an unknown cluster.

    Who belongs to both clusters counts as a member of the first. As in suggestions, who said no to the other or is kept
    apart from it by a manager is no partner for it, who resembles those whom it declined counts less, and weights are
    those of the asker's cluster.
    """
    snapshot = engine.snapshot
    ours, theirs = (rows[visibility.counted[rows]] for rows in (counted_members_of(snapshot, one) for one in clusters))
    theirs = theirs[~np.isin(theirs, ours)]
    there = _one_way(engine, ours, theirs, declared, day, include_partners=include_partners)
    back = _one_way(engine, theirs, ours, declared, day, include_partners=include_partners)
    one, other = there.totals, back.totals.T
    both = 2.0 * one * other / np.maximum(one + other, np.finfo(np.float32).tiny)
    return Pairs(snapshot, declared, ours, theirs, there, back, np.asarray(both, dtype=np.float32))


def _one_way(  # noqa: PLR0913  likewise
    engine: Engine, askers: Ints, asked: Ints, declared: MatchType, day: date | None, *, include_partners: bool
) -> OneWay:
    snapshot, steering = engine.snapshot, engine.steering
    part = SomeOf(snapshot, asked)
    seekers = tuple(seeker_of_row(snapshot, row, day) for row in askers.tolist())
    said = [heard(snapshot, engine.declines, one.asker, declared.id, one.day) for one in seekers]
    masks = [
        candidates(one, snapshot, declared, ANYONE, include_partners=include_partners, among=snapshot.counted)[asked]
        & ~(own.hidden | steering.hidden(snapshot, one.asker))[asked]
        for one, own in zip(seekers, said, strict=True)
    ]
    shape = (len(askers), len(asked))
    return OneWay(
        seekers,
        tuple(score(one, part, steering.weighed(snapshot, one.asker, declared)) for one in seekers),
        np.array(masks, dtype=np.bool_).reshape(shape),
        np.array([1.0 - own.damping[asked] for own in said], dtype=np.float32).reshape(shape),
    )
