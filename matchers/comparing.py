"""Who is scored for a question, and who of them may be suggested: all or, of very many, those that can be the best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from matchers.candidates import candidates
from matchers.conditions import Mask
from matchers.match_types import MatchType
from matchers.ranker import Scores
from matchers.reranking import MOST_PROJECTS_OF_NEWCOMER
from matchers.results import MatchQuery, OrganisationFilter
from matchers.seeker import Seeker
from matchers.shortlist import shortlist
from matchers.shortlist.guessing import (
    COMPARED,
    COMPARED_A_PLACE,
    READ_PROJECTS,
    SIFTED,
    SIFTED_A_PLACE,
    guessed_scores,
    kept,
    promising,
    sifted_scores,
)
from matchers.shortlist.hints import Hints
from matchers.snapshot.one_of import SomeOf
from matchers.snapshot.snapshot import Floats, Snapshot


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of some before anything is compared.

    `told` are rows that the answer tells of if they may be suggested, `shown` those that it shows whatever their
    scores; who is marked in `spared` (n) is counted however low its score; `damping` (n) takes its share off scores.
    """

    told: Sequence[int]
    shown: Sequence[int]
    spared: Mask
    damping: Floats


@dataclass(frozen=True, slots=True)
class Compared:
    """Organisations (m of n) that are scored exactly, and which may be suggested (m).

    `usual` is what features contribute on average (features) to all that were on lists, where these are more; `known`
    has values (m) by feature that were computed to choose these; `passed_over` counts who was on lists and is not here.
    """

    part: Snapshot
    eligible: Mask
    usual: Floats | None = None
    known: Mapping[str, Floats] = field(default_factory=dict)
    passed_over: int = 0

    def among(self, scores: Scores) -> Scores:
        """Return their scores with what is usual."""
        return scores.among(self.eligible) if self.usual is None else replace(scores, usual=self.usual)


def compared(
    seeker: Seeker, declared: MatchType, query: MatchQuery, wanted: OrganisationFilter, known: Known
) -> Compared:
    """Return who is scored for a query; `wanted` is its filter, narrowed by what managers want.

    Unknown clusters or capabilities in the filter raise UnknownIdError.
    """
    snapshot = seeker.snapshot
    allowed = partial(
        candidates, seeker, declared=declared, wanted=query.filter, include_partners=query.include_partners
    )
    listed = shortlist(seeker, snapshot, declared, wanted)
    if listed is None:
        return Compared(snapshot, allowed(snapshot))
    always = [*known.told, *known.shown]
    part = SomeOf(snapshot, np.union1d(listed.rows, np.array(always, dtype=np.int64)) if always else listed.rows)
    eligible = allowed(part)
    stays = eligible | _among(part, known.shown)
    part, eligible = part.only(stays), eligible[stays]
    if listed.hints is None:
        return Compared(part, eligible)
    return _best_guessed(seeker, declared, query, listed.hints, known, part, eligible)


def _best_guessed(  # noqa: PLR0913, PLR0917  # who seeks what, what is known, and of whom
    seeker: Seeker, declared: MatchType, query: MatchQuery, hints: Hints, known: Known, part: SomeOf, eligible: Mask
) -> Compared:
    """Return the best of a part of the snapshot by scores that are guessed, ever better of ever fewer."""

    def chosen(scores: Scores, count: int) -> Mask:
        is_newcomer = part.project_count <= MOST_PROJECTS_OF_NEWCOMER
        best = promising(scores.totals * (1.0 - known.damping[part.rows]), is_newcomer, count)
        return np.asarray(best | known.spared[part.rows] | _among(part, known.shown))

    sifted = sifted_scores(seeker, part, declared, hints)
    stays = chosen(sifted, max(SIFTED, SIFTED_A_PLACE * query.limit))
    part, eligible = part.only(stays), eligible[stays]
    guessed = guessed_scores(seeker, part, declared, kept(sifted, stays, hints.guessed))
    stays = chosen(guessed, max(COMPARED, COMPARED_A_PLACE * query.limit))
    exact = kept(guessed, stays, READ_PROJECTS)
    usual, passed_over = guessed.among(eligible).usual, int((eligible & ~stays).sum())
    return Compared(part.only(stays), eligible[stays], usual, exact, passed_over)


def _among(part: SomeOf, rows: Sequence[int]) -> Mask:
    """Return which of a part (m) are these rows, of which there are few."""
    marks = np.zeros(part.size, dtype=np.bool_)
    for row in rows:
        marks |= part.rows == row
    return marks
