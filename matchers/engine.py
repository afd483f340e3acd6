"""Answers queries: candidates, features, scores, and the reasons for the best."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Final

import numpy as np

from matchers.candidates import passing
from matchers.changes import Changes
from matchers.comparing import Known, compared
from matchers.conditions import Mask
from matchers.directory import organisation_card
from matchers.encoder import Encoder
from matchers.errors import EncoderError
from matchers.evidence import evidence_paths
from matchers.features.profiles import NEAR
from matchers.feedback import Declines, Heard, heard
from matchers.gains import GAINS
from matchers.match_types import MatchType, match_type
from matchers.ranker import Scores, score
from matchers.reciprocity import reciprocities
from matchers.results import (
    AnsweringProfile,
    Gains,
    Match,
    MatchList,
    MatchQuery,
    Reason,
    Reciprocity,
    ShownBefore,
)
from matchers.seeker import Seeker, seeker_of_need, seeker_of_organisation, seeker_of_profile, seeker_of_row
from matchers.serving.ranker import ServedRanker
from matchers.serving.reasons import chance_of, learned_reasons
from matchers.shown import Shown, shown
from matchers.snapshot.profiles import DIRECTIONS
from matchers.snapshot.snapshot import Snapshot
from matchers.steering import Steering, Turn, turned
from matchers.tagging import Tagger

TRIFLING: Final = 0.005
"""What contributes less comes last, however rare it is: it is shown as 0.00."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the matches of one query are told by."""

    declared: MatchType
    scores: Scores
    own: Seeker
    changes: Changes | None


class Engine:
    """Suggests partners from one snapshot; `encoder` is used for needs in free words, `learned` where there is one.

    `declines` are what organisations said no to, `steering` is what managers want for their members.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        learned: ServedRanker | None = None,
        declines: Declines | None = None,
        steering: Steering | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.encoder = encoder
        self.learned = learned
        self.declines = declines or Declines()
        self.steering = steering or Steering()

    def suggest(self, query: MatchQuery) -> MatchList:
        """Return the best partners for a query.

        Raises UnknownIdError for an organisation, profile, match type, cluster or capability that the snapshot does not
        have, ClosedProfileError for a profile that does not stand, and EncoderError where a text cannot be encoded as
        the snapshot's texts were.
        """
        seeker = self._seeker(query)
        declared, turn = self._declared(query, seeker)
        said = heard(self.snapshot, self.declines, seeker.asker, query.match_type, seeker.day)
        apart = self.steering.hidden(self.snapshot, seeker.asker)
        pins = self._pins(query, seeker, said.hidden | apart)
        found = compared(
            seeker,
            declared,
            query,
            self.steering.narrowed(self.snapshot, seeker.asker, query.filter),
            Known([*said.declined], pins, said.hidden | apart, said.damping),
        )
        part, eligible = found.part, found.eligible
        scores = found.among(self.scores(seeker, part, declared))
        totals, left = scores.totals * (1.0 - said.damping[part.rows]), eligible & ~(said.hidden | apart)[part.rows]
        first = [Shown(row, at=part.place_of_row(row), is_pinned=True) for row in pins]
        left[[place.at for place in first]] = False
        others = shown(part, totals, left & (totals > 0), query.limit - len(first), query.switches)
        places = [*first, *(place.of(part) for place in others)]
        matches = self._matches(query, seeker, declared, scores, places, said)
        damped = (said.damped(self.snapshot, place.row, match) for place, match in zip(places, matches, strict=True))
        return MatchList(
            query=query,
            matches=tuple(damped),
            considered=int(left.sum()) + len(first),
            snapshot_version=self.snapshot.manifest.version,
            model=self.snapshot.manifest.model,
            is_learned=scores.foretold is not None,
            declined=said.told(self.snapshot, part.marked(eligible)),
            turned=dict(turn.factors) if turn else {},
            kept_apart=int((eligible & (apart & ~said.hidden)[part.rows]).sum()),
        )

    def match_with(self, query: MatchQuery, partner: str) -> Match:
        """Return what a query says of one organisation, whether or not it would be suggested; errors as `suggest`."""
        seeker, row = self._seeker(query), self.snapshot.row(partner)
        declared, _ = self._declared(query, seeker)
        nobody = Known(
            [], [row], np.zeros(self.snapshot.size, dtype=np.bool_), np.zeros(self.snapshot.size, dtype=np.float32)
        )
        found = compared(seeker, declared, query, query.filter, nobody)
        is_pinned = row in self.steering.pinned(self.snapshot, seeker.asker, query.match_type)
        place = Shown(row, at=found.part.place_of_row(row), is_pinned=is_pinned)
        scores = found.among(self.scores(seeker, found.part, declared))
        return next(self._matches(query, seeker, declared, scores, [place]))

    def suggest_many(self, queries: Sequence[MatchQuery]) -> tuple[MatchList, ...]:
        """Answer several queries from the same snapshot."""
        return tuple(self.suggest(query) for query in queries)

    @cached_property
    def tagger(self) -> Tagger:
        """What finds the snapshot's capabilities in texts."""
        return Tagger(self.snapshot.tables.capabilities)

    def need(self, text: str, day: date | None = None) -> Seeker:
        """Return the seeker for a need in free words; EncoderError where it cannot be read as the snapshot's texts."""
        if self.encoder.model_id != self.snapshot.manifest.model:
            raise EncoderError(
                f"The snapshot was made with {self.snapshot.manifest.model!r}, the service runs "
                f"{self.encoder.model_id!r}: run `flask index` to build it anew."
            )
        return seeker_of_need(self.snapshot, self.encoder, self.tagger, text, day)

    def _declared(self, query: MatchQuery, seeker: Seeker) -> tuple[MatchType, Turn | None]:
        """Return the match type with the weights that count for who asks, and how they are turned, if they are."""
        declared = match_type(query.match_type)
        turn = self.steering.turn_for(self.snapshot, seeker.asker, query.match_type)
        return (turned(declared, turn.factors) if turn else declared), turn

    def _pins(self, query: MatchQuery, seeker: Seeker, hidden: Mask) -> list[int]:
        """Return who is shown first whatever its score: but not through a filter, and not who is not to be shown."""
        rows = self.steering.pinned(self.snapshot, seeker.asker, query.match_type)
        if not rows:
            return []
        allowed = passing(self.snapshot, query.filter) & ~hidden
        return [row for row in rows if allowed[row] and row != seeker.asker][: query.limit]

    def scores(self, seeker: Seeker, part: Snapshot, declared: MatchType) -> Scores:
        """Return the scores of organisations as partners of a seeker; of all of them, with the learned ranker."""
        asked = self.learned is not None and declared.learned > 0 and part is self.snapshot
        foretold = self.learned.foretell(seeker) if self.learned and asked else None
        return score(seeker, part, declared).with_learned(foretold, declared.learned)

    def _matches(  # noqa: PLR0913, PLR0917  what was asked, how it is scored, and who is told of
        self,
        query: MatchQuery,
        seeker: Seeker,
        declared: MatchType,
        scores: Scores,
        places: Sequence[Shown],
        said: Heard | None = None,
    ) -> Iterator[Match]:
        changes = Changes(seeker, declared, self.encoder, said) if query.explain_changes else None
        told = _Told(declared, scores, self._organisation_of(seeker), changes)
        partners = [self._partner(place.row) for place in places]
        both = reciprocities(seeker, declared, partners, scores, [place.at for place in places])
        return map(partial(self._match, seeker, told), places, partners, both)

    def _seeker(self, query: MatchQuery) -> Seeker:
        if query.organisation is not None:
            return seeker_of_organisation(self.snapshot, query.organisation, query.day)
        if query.profile is not None:
            return seeker_of_profile(self.snapshot, query.profile, query.day)
        need = self.need(query.text or "", query.day)
        return need if query.asked_by is None else replace(need, owner=self.snapshot.row(query.asked_by))

    def _organisation_of(self, seeker: Seeker) -> Seeker:
        return seeker if seeker.owner is None else self._partner(seeker.owner)

    def _partner(self, row: int) -> Seeker:
        return seeker_of_row(self.snapshot, row)

    def _match(
        self, seeker: Seeker, told: _Told, place: Shown, partner: Seeker, reciprocity: Reciprocity | None
    ) -> Match:
        row, scores = place.row, told.scores
        reasons = reasons_of(seeker, self.snapshot, scores, row, place.at)
        return Match(
            organisation=organisation_card(self.snapshot, row),
            score=sum(reason.contribution for reason in reasons),
            reasons=reasons,
            unknown=_unknown(seeker, self.snapshot, scores, row, place.at),
            paths=evidence_paths(seeker, self.snapshot, row),
            gains=Gains(
                ours=gains_of(told.declared, partner, told.own, self.snapshot),
                theirs=gains_of(told.declared, told.own, partner, self.snapshot),
            ),
            answer=_answer(seeker, self.snapshot, row),
            reciprocity=reciprocity,
            behind=None if place.behind is None else self._shown_before(place.behind),
            has_newcomer_place=place.is_raised,
            is_pinned=place.is_pinned,
            changes=told.changes.of(scores, row, place.at) if told.changes else (),
            chance=chance_of(scores.foretold, row),
        )

    def _shown_before(self, row: int) -> ShownBefore:
        return ShownBefore(self.snapshot.organisation_id(row), self.snapshot.name(row))


def _answer(seeker: Seeker, snapshot: Snapshot, row: int) -> AnsweringProfile | None:
    pair = seeker.answers.pair(row)
    if pair is None or seeker.answers.likeness[row] < NEAR:
        return None
    profiles, theirs = snapshot.profiles, pair[1]
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


def _unknown(seeker: Seeker, snapshot: Snapshot, scores: Scores, row: int, at: int) -> tuple[str, ...]:
    missing = np.flatnonzero(np.isnan(scores.values[:, at])).tolist()
    sentences = (scores.rows[position].feature.explain(seeker, snapshot, row).sentence for position in missing)
    return tuple(dict.fromkeys(sentences))


def gains_of(declared: MatchType, giver: Seeker, taker: Seeker, snapshot: Snapshot) -> tuple[str, ...]:
    """Return what the taker gains from the giver, a sentence each."""
    sentences = (GAINS[name](giver, taker, snapshot) for name in declared.gains)
    return tuple(sentence for sentence in sentences if sentence)
