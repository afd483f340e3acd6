"""Of some thousand on lists those that are scored exactly: the best by a score that is partly guessed."""

from typing import Final

import numpy as np

from matchers.conditions import Mask
from matchers.match_types import MatchType
from matchers.ranker import Scores, score
from matchers.seeker import Seeker
from matchers.shortlist.field import rough_closeness
from matchers.snapshot.one_of import PartOf
from matchers.snapshot.snapshot import Floats, Ints

COMPARED, LEAST_A_PLACE = 80, 2
"""So many are scored exactly, or so many for each place where many are asked for."""

NEWCOMERS: Final = 5
"""So many of the best newcomers are scored exactly too, since one of the first places is for them."""


def guessed_scores(seeker: Seeker, part: PartOf, declared: MatchType) -> Scores:
    """Return scores (n) for which closeness to the seeker's projects is known to some thousandths."""
    seeker.guess_closeness(part, rough_closeness(seeker, part.projects))
    return score(seeker, part, declared)


def known_exactly(guessed: Scores, chosen: Mask) -> dict[str, Floats]:
    """Return of guessed scores (n) what is exact, by feature, for those that are chosen."""
    pairs = zip(guessed.rows, guessed.values, strict=True)
    return {row.feature.name: values[chosen] for row, values in pairs if not row.feature.reads_projects}


def promising(totals: Floats, is_newcomer: Mask, places: int) -> Mask:
    """Return which of the guessed totals (n) are great enough for so many places, a newcomer's among them."""
    chosen = np.zeros(len(totals), dtype=np.bool_)
    chosen[_greatest(totals, max(COMPARED, LEAST_A_PLACE * places))] = True
    newcomers = np.flatnonzero(is_newcomer)
    chosen[newcomers[_greatest(totals[newcomers], NEWCOMERS)]] = True
    return chosen


def _greatest(totals: Floats, count: int) -> Ints:
    return np.arange(len(totals)) if len(totals) <= count else np.argpartition(-totals, count)[:count]
