"""The declared ranker: a weighted sum of features, so that what each adds can be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matchers.conditions import Mask
from matchers.match_types import MatchType, Weighted
from matchers.seeker import Seeker
from matchers.serving.foretold import Foretold
from matchers.snapshot.one_of import OneOf
from matchers.snapshot.snapshot import Floats, Snapshot

ENOUGH_GROUND = 0.4
"""From this share of what common ground could give on, all else counts in full.

At a quarter, firms near by with a twentieth of the field in common came before those of the field, by what people read.
"""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of all organisations (n) in [0, 1], with each feature's values and contributions, both (features, n).

    A value that is not known is NaN, and contributes nothing.
    `foretold` is what the learned ranker says, and `share` what its scores count. `usual` is what each feature
    contributes on average among those that were compared (features), where that is known.
    """

    rows: tuple[Weighted, ...]
    values: Floats
    contributions: Floats
    foretold: Foretold | None = None
    share: float = 0.0
    usual: Floats | None = None

    @property
    def totals(self) -> Floats:
        """The scores: the sums of the contributions."""
        declared = self.contributions.sum(axis=0)
        learned = 0.0 if self.foretold is None else self.share * self.foretold.scores
        return np.asarray(declared + learned, dtype=np.float32)

    def among(self, eligible: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Scores":
        """Return the same scores, with what is usual among the eligible (n)."""
        if not eligible.any():
            return self
        return replace(self, usual=self.contributions[:, eligible].mean(axis=1))

    def with_learned(self, foretold: Foretold | None, share: float) -> "Scores":
        """Return scores of which the learned ranker has a share and these the rest, or all where it says nothing."""
        if foretold is None:
            return self
        return replace(self, contributions=self.contributions * np.float32(1 - share), foretold=foretold, share=share)


def score(seeker: Seeker, snapshot: Snapshot, declared: MatchType, known: Mapping[str, Floats] | None = None) -> Scores:
    """Score every organisation as a partner of the seeker; `known` has values (n) of features by name, if any.

    Features that mean nothing for a need are left out for it; the other weights are scaled to sum to 1.
    So are, for one candidate, features whose value is not known of it: a guess would speak for or against it. But
    where a match type needs to know (`Weighted.is_needed`), the rest does not make up for it.
    Who fully answers a need is best, so for it no feature has its best value in the middle.
    What a candidate can do counts as far as it is known (`Feature.certainty`).
    What speaks for a candidate whoever asks (active lately, near by, in a new country …) counts as far as there is
    common ground, since alone it is no reason to meet.
    """
    rows = tuple(row for row in declared.features if row.feature.suits(seeker))
    known = known or {}
    values = np.array(
        [known[name] if (name := row.feature.name) in known else row.feature.values(seeker, snapshot) for row in rows],
        dtype=np.float32,
    )
    curved = values if seeker.is_need else _curved(rows, values)
    return Scores(rows, values, _contributions(rows, values, _as_far_as_known(rows, curved, snapshot)))


def scores_by(seekers: Sequence[Seeker], candidate: OneOf, declared: MatchType, mutual: Mapping[str, Floats]) -> Floats:
    """Return how each of m organisations would score one candidate (m), as `score` does for one of them.

    What does not suit a seeker is for it a value that is not known, which comes to the same. `mutual` has the values
    (m) of features that are known from the other side, by name.
    """
    rows = declared.features
    values = np.full((len(rows), len(seekers)), np.nan, dtype=np.float32)
    for at, row in enumerate(rows):
        feature = row.feature
        if feature.name in mutual:
            values[at] = mutual[feature.name]
        elif feature.is_of_candidate and seekers:
            values[at] = feature.values(seekers[0], candidate)[0]
        elif feature.values_by is not None and seekers:
            values[at] = feature.values_by(seekers, candidate)
        else:
            values[at] = [
                feature.values(seeker, candidate)[0] if feature.suits(seeker) else np.nan for seeker in seekers
            ]
    curved = _as_far_as_known(rows, _curved(rows, values), candidate)
    return np.asarray(_contributions(rows, values, curved).sum(axis=0), dtype=np.float32)


def _contributions(rows: Sequence[Weighted], values: Floats, curved: Floats) -> Floats:
    unknown = np.isnan(values)
    known = None if not unknown.any() else ~unknown
    shares = _shares(rows, known if known is None else known | np.array([[row.is_needed] for row in rows]))
    contributions = (curved if known is None else np.where(known, curved, 0.0)) * shares
    return _on_common_ground(rows, np.asarray(contributions, dtype=np.float32), shares)


def _on_common_ground(rows: Sequence[Weighted], contributions: Floats, shares: Floats) -> Floats:
    """Scale what features without ground give (features, n) by what the others give over what is enough, at most 1."""
    ground = [at for at, row in enumerate(rows) if row.feature.is_ground]
    if not ground:
        return contributions
    enough = np.maximum(ENOUGH_GROUND * shares[ground].sum(axis=0), np.finfo(np.float32).tiny)
    common = np.minimum(contributions[ground].sum(axis=0) / enough, 1.0)
    for at, row in enumerate(rows):
        if not row.feature.is_ground:
            contributions[at] *= common
    return contributions


def _shares(rows: Sequence[Weighted], counted: Mask | None) -> Floats:
    """Return what share of the score each feature has for each candidate (features, n): of what counts, 1 in all.

    Where all counts (None) it is the same for each (features, 1).
    """
    weights = np.array([row.weight for row in rows], dtype=np.float32)[:, None]
    weights = weights if counted is None else weights * counted
    return np.asarray(weights / np.maximum(weights.sum(axis=0), np.finfo(np.float32).tiny), dtype=np.float32)


def _curved(rows: Sequence[Weighted], values: Floats) -> Floats:
    return np.array([row.curve(column) for row, column in zip(rows, values, strict=True)], dtype=np.float32)


def _as_far_as_known(rows: Sequence[Weighted], curved: Floats, snapshot: Snapshot) -> Floats:
    """Return curved values (features, n) that count as far as it is known what they rest on."""
    counted = curved.copy()
    for at, row in enumerate(rows):
        if row.feature.certainty is not None:
            counted[at] *= row.feature.certainty(snapshot)
    return counted


def best(totals: Floats, eligible: "np.ndarray[tuple[int], np.dtype[np.bool_]]", limit: int) -> list[int]:
    """Return the rows of the highest totals among the eligible, best first; equal ones in the order of their rows."""
    rows = np.flatnonzero(eligible)
    if 0 < limit < len(rows):
        least = np.partition(totals[rows], -limit)[-limit]
        rows = rows[totals[rows] >= least]
    order = np.argsort(-totals[rows], kind="stable")
    return [int(row) for row in rows[order[:limit]]]
