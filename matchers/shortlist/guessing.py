"""Of some thousand on lists those that are scored exactly: the best by a score that is partly guessed."""

import numpy as np

from matchers.conditions import Mask
from matchers.match_types import MatchType
from matchers.ranker import Scores, score
from matchers.seeker import Seeker
from matchers.shortlist.field import Field
from matchers.snapshot.one_of import PartOf
from matchers.snapshot.snapshot import Floats

COMPARED, LEAST_A_PLACE = 800, 12
"""So many are scored exactly, or so many for each place where many are asked for."""


def guessed_scores(seeker: Seeker, part: PartOf, declared: MatchType, field: Field) -> Scores:
    """Return scores (n) for which only the projects in the field are known to be close to the seeker's."""
    seeker.guess_closeness(part, field.guessed(part.projects))
    return score(seeker, part, declared)


def promising(totals: Floats, places: int) -> Mask:
    """Return which of the guessed totals (n) are great enough for so many places to be filled."""
    count = max(COMPARED, LEAST_A_PLACE * places)
    if len(totals) <= count:
        return np.ones(len(totals), dtype=np.bool_)
    chosen = np.zeros(len(totals), dtype=np.bool_)
    chosen[np.argpartition(-totals, count)[:count]] = True
    return chosen
