"""An organisation's suggestions of one match type as they are, and as they would be."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.candidates import candidates
from matchers.completeness.results import Effect
from matchers.conditions import Mask
from matchers.engine import Engine
from matchers.features.profiles import READ_POSTS
from matchers.feedback import heard
from matchers.match_types import MatchType
from matchers.ranker import Scores, best, score
from matchers.results import OrganisationFilter
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Ints

BEST: Final = 20
"""Of so many best suggestions of each match type is told what becomes of them."""

_HEEDED_BY: Final = {
    "enterprise": {"comparable_size", "take_over_size", "hand_over", "hand_over_age"},
    "posts": READ_POSTS,
    "capabilities": {"shared_capabilities", "value_chain", "profile_similarity", "wished_partner"},
}
"""The features that look at what a trial alters; other match types need not be scored anew."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A match type with an organisation's suggestions as they are: scores, totals (n) and who is among the best."""

    declared: MatchType
    scores: Scores
    totals: Floats
    hidden: Mask
    kept: Floats
    top: Ints

    def features(self) -> frozenset[str]:
        """The names of the features that count."""
        return frozenset(row.feature.name for row in self.declared.features)


@dataclass(frozen=True, slots=True)
class _Found:
    raised: int
    lowered: int
    entered: int
    judged: int
    best: Floats


def bench_of(engine: Engine, seeker: Seeker, declared: MatchType) -> Bench:
    """Return an organisation's suggestions of a match type as they are, by the weights that count for it."""
    snapshot = engine.snapshot
    declared = engine.steering.weighed(snapshot, seeker.asker, declared)
    scores = engine.scores(seeker, engine.snapshot, declared)
    heard_ = heard(snapshot, engine.declines, seeker.asker, declared.id, seeker.day)
    kept = 1.0 - heard_.damping
    totals = scores.totals * kept
    hidden = heard_.hidden | engine.steering.hidden(snapshot, seeker.asker)
    eligible = _eligible(seeker, declared, hidden)
    top = best(totals, eligible & (totals > 0), BEST)
    return Bench(declared, scores, totals, hidden, kept, np.array(top, dtype=np.int64))


def _eligible(seeker: Seeker, declared: MatchType, hidden: Mask) -> Mask:
    wanted = OrganisationFilter()
    return candidates(seeker, seeker.snapshot, declared, wanted, include_partners=False) & ~hidden


def effects(benches: Sequence[Bench], seeker: Seeker, changed: Sequence[Seeker]) -> tuple[Effect, ...]:
    """Return what becomes of the suggestions of each match type where the seeker is changed, in one way or another."""
    found = (
        _effect(bench, [_compared(bench, one) for one in changed])
        for bench in benches
        if _heeds(bench, seeker, changed)
    )
    return tuple(effect for effect in found if effect.is_any)


def _heeds(bench: Bench, seeker: Seeker, changed: Sequence[Seeker]) -> bool:
    if any(one.enterprise is not seeker.enterprise for one in changed):
        return bool(bench.features() & _HEEDED_BY["enterprise"]) or bool(bench.declared.conditions)
    altered = "posts" if any(one.snapshot is not seeker.snapshot for one in changed) else "capabilities"
    return bool(bench.features() & _HEEDED_BY[altered])


def _compared(bench: Bench, changed: Seeker) -> _Found:
    snapshot = changed.snapshot
    scores = score(changed, snapshot, bench.declared)
    totals = scores.with_learned(bench.scores.foretold, bench.declared.learned).totals * bench.kept
    eligible = _eligible(changed, bench.declared, bench.hidden)
    top = best(totals, eligible & (totals > 0), BEST)
    before, after = (np.round(one[bench.top].astype(np.float64), 2) for one in (bench.totals, totals))
    judged = 0
    if scores.rows == bench.scores.rows:
        newly = np.isnan(bench.scores.values) & ~np.isnan(scores.values)
        judged = int((newly.any(axis=0) & eligible).sum())
    entered = len(set(top) - set(bench.top.tolist()))
    return _Found(int((after > before).sum()), int((after < before).sum()), entered, judged, totals[top])


def _effect(bench: Bench, found: Sequence[_Found]) -> Effect:
    def least_and_most(name: str) -> tuple[int, int]:
        values = [getattr(one, name) for one in found]
        return min(values), max(values)

    after = [_mean(one.best) for one in found]
    return Effect(
        bench.declared.id,
        len(bench.top),
        least_and_most("raised"),
        least_and_most("lowered"),
        least_and_most("entered"),
        max(one.judged for one in found),
        _mean(bench.totals[bench.top]),
        (min(after), max(after)),
    )


def _mean(scores: Floats) -> float:
    """Return the mean of the best scores, where those who lack count 0: else few would be better than many."""
    return float(scores.sum()) / BEST
