"""A few suggestions for a week, out of all match types: the best, and not all of one sort.

Scores of different match types are not of one scale, so each is told in terms of what is usual: worth 1 is a score as
high as the best one that organisations of this kind have in the middle (the median over a sample). Of those worth it
the next is always the one that is worth most after what it repeats of those before it is taken off.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from matchers.candidates import candidates
from matchers.engine import Engine
from matchers.match_types import MatchType, match_types
from matchers.results import Match, MatchQuery, OrganisationFilter
from matchers.seekers import seeker_of_row
from matchers.snapshot.derive import KINDS

MOST: Final = 5
LOOKED_AT: Final = 15
"""So many of each match type are looked at, so that enough are left when those of earlier weeks are passed over."""

SAMPLE: Final = 24
"""So many organisations of a kind say what the best score of a match type usually is."""

ENOUGH: Final = 3
WORTH_IT, WORTH_MORE = 0.5, 0.85
"""What the first three suggestions are worth at least, and what further ones are."""

SAME_TYPE, SAME_COUNTRY, SAME_CAPABILITY = 0.25, 0.08, 0.08
"""What a suggestion is worth less for each before it of its match type, its country, or its strongest capability."""

LEAST_INTEREST: Final = 0.5
"""The other side's score must be at least this share of one's own: a suggestion is for both."""

LEAST_SCORE: Final = 0.2
"""Below this two have little to do with each other, however usual it is for the match type."""

LEFT_OUT: Final = frozenset({"consortium_member"})
"""Match types that ask about an idea or a post rather than an organisation as it is."""

HAND_OVER: Final = "hand_over"
"""Where this counts, one of the two must be known to seek a successor: else the suggestion would be an affront."""

_usual: Final[WeakKeyDictionary[Engine, dict[tuple[str, str], float]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Weekly:
    """A suggestion for the week: the match type, the match, and what it is worth (1 is usual for the best)."""

    match_type: str
    match: Match
    worth: float


def choose(engine: Engine, organisation_id: str, passed_over: Container[str], most: int = MOST) -> tuple[Weekly, ...]:
    """Return at most five suggestions for an organisation, the one worth most first; UnknownIdError for none.

    `passed_over` are ids of organisations that are not to be suggested.
    """
    found = [
        weekly
        for declared in _suiting(engine, organisation_id)
        for weekly in _of_type(engine, organisation_id, declared)
        if weekly.match.organisation.id not in passed_over
    ]
    chosen: list[Weekly] = []
    while len(chosen) < most:
        taken = {one.match.organisation.id for one in chosen}
        left = [one for one in found if one.match.organisation.id not in taken]
        worth = [one.worth - _repeated(one, chosen) for one in left]
        if not left or max(worth) < (WORTH_IT if len(chosen) < ENOUGH else WORTH_MORE):
            break
        chosen.append(left[worth.index(max(worth))])
    return tuple(chosen)


def _suiting(engine: Engine, organisation_id: str) -> list[MatchType]:
    snapshot = engine.snapshot
    seeker = seeker_of_row(snapshot, snapshot.row(organisation_id))
    return [
        declared
        for declared in match_types().values()
        if declared.partner_kinds(seeker.kind)
        and declared.id not in LEFT_OUT
        and (declared.id != "request_or_offer" or len(seeker.posts.directions))
    ]


def _of_type(engine: Engine, organisation_id: str, declared: MatchType) -> list[Weekly]:
    found = engine.suggest(MatchQuery(declared.id, organisation_id, limit=LOOKED_AT)).matches
    usual = _usual_best(engine, engine.snapshot.kind_of(engine.snapshot.row(organisation_id)), declared)
    return [
        Weekly(declared.id, match, match.score / usual)
        for match in found
        if usual > 0 and _is_worth_a_call(match, declared)
    ]


def _is_worth_a_call(match: Match, declared: MatchType) -> bool:
    """Whether the two have enough in common, for both; nobody is asked to hand a firm over who does not seek to."""
    both = match.reciprocity
    if both is not None and both.theirs is not None and both.theirs < LEAST_INTEREST * both.ours:
        return False
    if HAND_OVER not in {row.feature.name for row in declared.features}:
        return match.score >= LEAST_SCORE
    return any(reason.feature == HAND_OVER and reason.value >= 1.0 for reason in match.reasons)


def _repeated(one: Weekly, chosen: Sequence[Weekly]) -> float:
    card = one.match.organisation
    strongest = card.capabilities[0][0] if card.capabilities else None
    taken = 0.0
    for other in chosen:
        theirs = other.match.organisation
        taken += SAME_TYPE * (one.match_type == other.match_type)
        taken += SAME_COUNTRY * (card.country == theirs.country)
        taken += SAME_CAPABILITY * (bool(theirs.capabilities) and theirs.capabilities[0][0] == strongest)
    return taken


def _usual_best(engine: Engine, kind: str, declared: MatchType) -> float:
    """Return the median best score of a match type over some organisations of a kind; 0 where none has any."""
    known = _usual.setdefault(engine, {})
    if (kind, declared.id) not in known:
        known[kind, declared.id] = _median_best(engine, kind, declared)
    return known[kind, declared.id]


def _median_best(engine: Engine, kind: str, declared: MatchType) -> float:
    snapshot = engine.snapshot
    able = np.diff(snapshot.capability.indptr) > 0
    rows = np.flatnonzero(snapshot.visible & able & (snapshot.kind == KINDS.index(kind)))
    picked = rows[np.linspace(0, len(rows) - 1, min(SAMPLE, len(rows))).astype(np.int64)] if len(rows) else rows
    bests = []
    for row in picked.tolist():
        seeker = seeker_of_row(snapshot, row)
        eligible = candidates(seeker, snapshot, declared, OrganisationFilter(), include_partners=False)
        totals = engine.scores(seeker, engine.snapshot, declared).totals[eligible]
        bests.append(float(totals.max()) if len(totals) else 0.0)
    return float(np.median(bests)) if bests else 0.0
