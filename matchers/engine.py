"""Answers queries: candidates, features, scores, and the reasons for the best."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Final

from matchers.candidates import candidates, passing
from matchers.changes import Changes
from matchers.comparing import Compared, Known, compared
from matchers.conditions import Mask
from matchers.directory import organisation_card
from matchers.encoder import Encoder
from matchers.errors import EncoderError
from matchers.evidence import evidence_paths
from matchers.feedback import Declines, Heard, heard, silence
from matchers.match_types import MatchType, match_type
from matchers.preparing import prepare
from matchers.ranker import Scores, score
from matchers.reciprocity import reciprocities
from matchers.results import (
    Gains,
    Match,
    MatchList,
    MatchQuery,
    Ranked,
    Reciprocity,
    ShownBefore,
)
from matchers.seeker import Seeker
from matchers.seekers import seeker_of_need, seeker_of_organisation, seeker_of_profile, seeker_of_row
from matchers.serving.ranker import ServedRanker
from matchers.serving.reasons import chance_of
from matchers.shown import Shown, shown
from matchers.snapshot.one_of import OneOf
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.steering import Steering, Turn, turned
from matchers.tagging import Tagger
from matchers.telling import answer_of, gains_of, reasons_of, unknown_of

_ONE_AT_A_TIME: Final = Lock()
"""Threads that compute side by side take the interpreter from each other at each of a thousand steps: a fifth more."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query as it counts: who seeks by which weights, what was declined, and whom managers keep apart or pin.

    `hidden` (n) is who is not to be shown for either reason.
    """

    seeker: Seeker
    declared: MatchType
    turn: Turn | None
    said: Heard
    apart: Mask
    hidden: Mask
    pins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query finds, before it is told: `totals` are scores less what damps them, `places` those to show."""

    asked: _Asked
    among: Compared
    scores: Scores
    totals: Floats
    places: tuple[Shown, ...]
    considered: int


@dataclass(frozen=True, slots=True)
class _Told:
    """What the matches of one query are told by."""

    asked: _Asked
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
        with _ONE_AT_A_TIME:
            return self._suggested(query)

    def _suggested(self, query: MatchQuery) -> MatchList:
        found = self._found(query)
        asked, part, eligible = found.asked, found.among.part, found.among.eligible
        said = asked.said
        return MatchList(
            query=query,
            matches=tuple(self._matches(query, asked, found.scores, found.places)),
            considered=found.considered,
            snapshot_version=self.snapshot.manifest.version,
            model=self.snapshot.manifest.model,
            is_learned=found.scores.foretold is not None,
            declined=said.told(self.snapshot, part.marked(eligible)) if said.declined else (),
            turned=dict(asked.turn.factors) if asked.turn else {},
            kept_apart=int((eligible & asked.apart[part.rows] & ~said.hidden[part.rows]).sum()),
        )

    def rank(self, query: MatchQuery) -> tuple[Ranked, ...]:
        """Return whom `suggest` suggests, in its order and with its scores, without a word; errors as it has."""
        found = self._found(query)
        scores = found.totals[[place.at for place in found.places]].tolist()
        return tuple(
            Ranked(self.snapshot.organisation_id(place.row), score)
            for place, score in zip(found.places, scores, strict=True)
        )

    def _asked(self, query: MatchQuery) -> _Asked:
        """Return what a query means for this snapshot; errors as `suggest`."""
        seeker = self._seeker(query)
        asker, declared = seeker.asker, match_type(query.match_type)
        turn = self.steering.turn_for(self.snapshot, asker, query.match_type)
        said = heard(self.snapshot, self.declines, asker, query.match_type, seeker.day)
        apart = self.steering.hidden(self.snapshot, asker)
        hidden = said.hidden | apart
        pins = self._pins(query, asker, hidden)
        return _Asked(seeker, turned(declared, turn.factors) if turn else declared, turn, said, apart, hidden, pins)

    def _found(self, query: MatchQuery) -> _Found:
        asked = self._asked(query)
        seeker, declared, said = asked.seeker, asked.declared, asked.said
        among = compared(
            seeker,
            declared,
            query,
            self.steering.narrowed(self.snapshot, seeker.asker, query.filter),
            Known([*said.declined], asked.pins, asked.hidden, said.damping),
        )
        part = among.part
        scores = among.among(self.scores(seeker, part, declared, among.known))
        totals = scores.totals * (1.0 - said.damping[part.rows])
        left = among.eligible & ~asked.hidden[part.rows]
        first = [Shown(row, at=part.place_of_row(row), is_pinned=True) for row in asked.pins]
        left[[place.at for place in first]] = False
        others = shown(part, totals, left & (totals > 0), query.limit - len(first), query.switches)
        places = (*first, *(place.of(part) for place in others))
        considered = int(left.sum()) + len(first) + among.passed_over
        return _Found(asked, among, scores, totals, places, considered)

    def match_with(self, query: MatchQuery, partner: str) -> Match:
        """Return one organisation as it stands in the list of a query, whether or not it is in it; errors as `suggest`.

        Of very many nobody else is scored, so its reasons come by what they add: what is usual is not known then. Who
        is left out, as one side declined the other, is told of without what declines take off.
        """
        row, asked = self.snapshot.row(partner), self._asked(query)
        if asked.said.hidden[row]:
            asked = replace(asked, said=silence(self.snapshot))
        at, scores = self._scores_with(query, asked, row)
        return next(self._matches(query, asked, scores, [Shown(row, at=at, is_pinned=row in asked.pins)]))

    def _scores_with(self, query: MatchQuery, asked: _Asked, row: int) -> tuple[int, Scores]:
        """Return scores that are those of a list, among them those of a row, and its place in them."""
        seeker, declared = asked.seeker, asked.declared
        if self.snapshot.has_neighbours:
            return 0, self.scores(seeker, OneOf(self.snapshot, row), declared)
        allowed = candidates(seeker, self.snapshot, declared, query.filter, include_partners=query.include_partners)
        return row, self.scores(seeker, self.snapshot, declared).among(allowed)

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

    def _pins(self, query: MatchQuery, asker: int | None, hidden: Mask) -> tuple[int, ...]:
        """Return who is shown first whatever its score: but not through a filter, and not who is not to be shown."""
        rows = self.steering.pinned(self.snapshot, asker, query.match_type)
        if not rows:
            return ()
        allowed = passing(self.snapshot, query.filter) & ~hidden
        return tuple(row for row in rows if allowed[row] and row != asker)[: query.limit]

    def scores(
        self, seeker: Seeker, part: Snapshot, declared: MatchType, known: Mapping[str, Floats] | None = None
    ) -> Scores:
        """Return the scores of organisations as partners of a seeker; of all of them, with the learned ranker.

        `known` has values by feature that need not be computed.
        """
        asked = self.learned is not None and declared.learned > 0 and part is self.snapshot
        foretold = self.learned.foretell(seeker) if self.learned and asked else None
        return score(seeker, part, declared, known).with_learned(foretold, declared.learned)

    def _matches(self, query: MatchQuery, asked: _Asked, scores: Scores, places: Sequence[Shown]) -> Iterator[Match]:
        """Tell of organisations, each less what damps its score."""
        seeker, declared, said = asked.seeker, asked.declared, asked.said
        changes = Changes(seeker, declared, self.encoder, said) if query.explain_changes else None
        told = _Told(asked, scores, self._organisation_of(seeker), changes)
        partners = [self._partner(place.row) for place in places]
        prepare(seeker, self.snapshot, [place.row for place in places])
        both = reciprocities(seeker, declared, partners, scores, [place.at for place in places])
        for place, partner, reciprocity in zip(places, partners, both, strict=True):
            yield said.damped(self.snapshot, place.row, self._match(told, place, partner, reciprocity))

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

    def _match(self, told: _Told, place: Shown, partner: Seeker, reciprocity: Reciprocity | None) -> Match:
        row, scores = place.row, told.scores
        seeker, declared = told.asked.seeker, told.asked.declared
        reasons = reasons_of(seeker, self.snapshot, scores, row, place.at)
        return Match(
            organisation=organisation_card(self.snapshot, row),
            score=sum(reason.contribution for reason in reasons),
            reasons=reasons,
            unknown=unknown_of(seeker, self.snapshot, scores, row, place.at),
            paths=evidence_paths(seeker, self.snapshot, row),
            gains=Gains(
                ours=gains_of(declared, partner, told.own, self.snapshot),
                theirs=gains_of(declared, told.own, partner, self.snapshot),
            ),
            answer=answer_of(seeker, self.snapshot, row),
            reciprocity=reciprocity,
            behind=None if place.behind is None else self._shown_before(place.behind),
            has_newcomer_place=place.is_raised,
            is_pinned=place.is_pinned,
            changes=told.changes.of(scores, row, place.at) if told.changes else (),
            chance=chance_of(scores.foretold, row),
        )

    def _shown_before(self, row: int) -> ShownBefore:
        return ShownBefore(self.snapshot.organisation_id(row), self.snapshot.name(row))
