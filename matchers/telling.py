"""What is told of one match beside its evidence: reasons, what is not known, gains, and the post that answers."""

from typing import Final

import numpy as np

from matchers.features.profiles import NEAR
from matchers.gains import GAINS
from matchers.match_types import MatchType
from matchers.ranker import Scores
from matchers.results import AnsweringProfile, Reason
from matchers.seeker import Seeker
from matchers.serving.reasons import learned_reasons
from matchers.snapshot.profile_columns import DIRECTIONS
from matchers.snapshot.snapshot import Snapshot

TRIFLING: Final = 0.005
"""What contributes less comes last, however rare it is: it is shown as 0.00."""


def answer_of(seeker: Seeker, snapshot: Snapshot, row: int) -> AnsweringProfile | None:
    """Return the offer or request of a row that answers best, or that one does what it seeks, if it comes near."""
    found = seeker.answer_of(row)
    if found is None or found[1] < NEAR:
        return None
    profiles, theirs = snapshot.profiles, found[0]
    direction = DIRECTIONS[profiles.direction[theirs]]
    return AnsweringProfile(profiles.text("id", theirs), direction, profiles.text("title", theirs))


def reasons_of(
    seeker: Seeker, snapshot: Snapshot, scores: Scores, row: int, at: int | None = None
) -> tuple[Reason, ...]:
    """Return what makes a row's score, what sets it apart most first; the contributions add up to it.

    `at` is the organisation's place in the scores where these are of some organisations only.
    """
    place = row if at is None else at
    values, contributions = (part[:, place].tolist() for part in (scores.values, scores.contributions))
    usual = [0.0] * len(values) if scores.usual is None else scores.usual.tolist()
    reasons = []
    for weighted, value, contribution, mean in zip(scores.rows, values, contributions, usual, strict=True):
        if contribution > 0:
            words = weighted.feature.explain(seeker, snapshot, row)
            told = (words.sentence, words.ours, words.theirs)
            reasons.append(Reason(weighted.feature.name, *told, value, contribution, mean))
    reasons += learned_reasons(scores.foretold, scores.share, seeker, snapshot, row)
    return tuple(sorted(reasons, key=_telling))


def _telling(reason: Reason) -> tuple[bool, float, str]:
    return reason.contribution < TRIFLING, -reason.distinction, reason.feature


def unknown_of(seeker: Seeker, snapshot: Snapshot, scores: Scores, row: int, at: int) -> tuple[str, ...]:
    """Return what is not known of the two and was left out of the score, a sentence each; `at` as in `reasons_of`."""
    missing = np.flatnonzero(np.isnan(scores.values[:, at])).tolist()
    sentences = (scores.rows[position].feature.explain(seeker, snapshot, row).sentence for position in missing)
    return tuple(dict.fromkeys(sentences))


def gains_of(declared: MatchType, giver: Seeker, taker: Seeker, snapshot: Snapshot) -> tuple[str, ...]:
    """Return what the taker gains from the giver, a sentence each."""
    sentences = (GAINS[name](giver, taker, snapshot) for name in declared.gains)
    return tuple(sentence for sentence in sentences if sentence)
