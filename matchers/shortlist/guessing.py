"""Of ten thousand on lists those that are scored exactly: step by step the best by a score that is partly guessed."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

import numpy as np

from matchers.conditions import Mask
from matchers.features import FEATURES
from matchers.match_types import MatchType
from matchers.ranker import Scores, score
from matchers.seeker import Seeker
from matchers.shortlist.field import rough_closeness
from matchers.shortlist.hints import Hints
from matchers.snapshot.one_of import PartOf
from matchers.snapshot.snapshot import Floats, Ints

SIFTED, SIFTED_A_PLACE = 1_200, 50
"""So many are compared in bytes, or so many for each place where many are asked for."""

COMPARED, COMPARED_A_PLACE = 54, 2
"""So many are scored exactly; likewise."""

NEWCOMERS: Final = 3
"""So many of the best newcomers are scored exactly too, since one of the first places is for them."""

_SLOW: Final = frozenset(
    {"profile_similarity", "closest_projects", "track_record", "wished_partner", "past_partner", "common_partners"}
)
"""Features that read vectors, projects and ties."""

READ_PROJECTS: Final = frozenset(name for name, feature in FEATURES.items() if feature.reads_projects)
"""Features that compare the texts of projects."""


def sifted_scores(seeker: Seeker, part: PartOf, declared: MatchType, hints: Hints) -> Scores:
    """Return scores (n) by what is quick to compute, and by what the lists told."""
    told = hints.values(part.row_numbers)
    quick = tuple(row for row in declared.features if row.feature.name in told or row.feature.name not in _SLOW)
    return score(seeker, part, replace(declared, features=quick), told)


def guessed_scores(seeker: Seeker, part: PartOf, declared: MatchType, known: Mapping[str, Floats]) -> Scores:
    """Return scores (n) for which closeness to the seeker's projects is known to some thousandths.

    `known` has values (n) by feature that are known already.
    """
    seeker.guess_closeness(part, rough_closeness(seeker, part.projects))
    return score(seeker, part, declared, known)


def kept(scores: Scores, chosen: Mask, guessed: AbstractSet[str]) -> dict[str, Floats]:
    """Return the values of scores (n) for those that are chosen, by feature, of all features that are not guessed."""
    pairs = zip(scores.rows, scores.values, strict=True)
    return {row.feature.name: values[chosen] for row, values in pairs if row.feature.name not in guessed}


def promising(totals: Floats, is_newcomer: Mask, count: int) -> Mask:
    """Return which of the guessed totals (n) are the greatest, so many in all and some newcomers' at least."""
    chosen = np.zeros(len(totals), dtype=np.bool_)
    chosen[_greatest(totals, count)] = True
    newcomers = np.flatnonzero(is_newcomer)
    chosen[newcomers[_greatest(totals[newcomers], NEWCOMERS)]] = True
    return chosen


def _greatest(totals: Floats, count: int) -> Ints:
    return np.arange(len(totals)) if len(totals) <= count else np.argpartition(-totals, count)[:count]
