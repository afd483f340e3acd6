"""Answers queries: candidates, features, scores, and the reasons for the best."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
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
from matchers.feedback import Declines, Heard, heard
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
class _Told:
    """What the matches of one query are told by."""

    declared: MatchType
    scores: Scores
    own: Seeker
    changes: Changes | None


@dataclass(frozen=True, slots=True)
class _Found:
    """What a query finds, before it is told: `totals` are scores less what damps them, `places` those to show."""

    seeker: Seeker
    declared: MatchType
    turn: Turn | None
    said: Heard
    apart: Mask
    among: Compared
    scores: Scores
    totals: Floats
    places: tuple[Shown, ...]
    considered: int


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
        said, part, eligible = found.said, found.among.part, found.among.eligible
        matches = self._matches(query, found.seeker, found.declared, found.scores, found.places, said)
        damped = (
            said.damped(self.snapshot, place.row, match) for place, match in zip(found.places, matches, strict=True)
        )
        return MatchList(
            query=query,
            matches=tuple(damped),
            considered=found.considered,
            snapshot_version=self.snapshot.manifest.version,
            model=self.snapshot.manifest.model,
            is_learned=found.scores.foretold is not None,
            declined=said.told(self.snapshot, part.marked(eligible)) if said.declined else (),
            turned=dict(found.turn.factors) if found.turn else {},
            kept_apart=int((eligible & found.apart[part.rows] & ~said.hidden[part.rows]).sum()),
        )

    def rank(self, query: MatchQuery) -> tuple[Ranked, ...]:
        """Return whom `suggest` suggests, in its order and with its scores, without a word; errors as it has."""
        found = self._found(query)
        scores = found.totals[[place.at for place in found.places]].tolist()
        return tuple(
            Ranked(self.snapshot.organisation_id(place.row), score)
            for place, score in zip(found.places, scores, strict=True)
        )

    def _found(self, query: MatchQuery) -> _Found:
        seeker = self._seeker(query)
        declared, turn = self._declared(query, seeker)
        said = heard(self.snapshot, self.declines, seeker.asker, query.match_type, seeker.day)
        apart = self.steering.hidden(self.snapshot, seeker.asker)
        hidden = said.hidden | apart
        pins = self._pins(query, seeker, hidden)
        among = compared(
            seeker,
            declared,
            query,
            self.steering.narrowed(self.snapshot, seeker.asker, query.filter),
            Known([*said.declined], pins, hidden, said.damping),
        )
        part = among.part
        scores = among.among(self.scores(seeker, part, declared, among.known))
        totals = scores.totals * (1.0 - said.damping[part.rows])
        left = among.eligible & ~hidden[part.rows]
        first = [Shown(row, at=part.place_of_row(row), is_pinned=True) for row in pins]
        left[[place.at for place in first]] = False
        others = shown(part, totals, left & (totals > 0), query.limit - len(first), query.switches)
        places = (*first, *(place.of(part) for place in others))
        considered = int(left.sum()) + len(first) + among.passed_over
        return _Found(seeker, declared, turn, said, apart, among, scores, totals, places, considered)

    def match_with(self, query: MatchQuery, partner: str) -> Match:
        """Return one organisation as it stands in the list of a query, whether or not it is in it; errors as `suggest`.

        Of very many nobody else is scored, so its reasons come by what they add: what is usual is not known then. Who
        is left out, as one side declined the other, is told of without what declines take off.
        """
        seeker, row = self._seeker(query), self.snapshot.row(partner)
        declared, _ = self._declared(query, seeker)
        said = heard(self.snapshot, self.declines, seeker.asker, query.match_type, seeker.day)
        pins = self._pins(query, seeker, said.hidden | self.steering.hidden(self.snapshot, seeker.asker))
        at, scores = self._scores_with(query, seeker, declared, row)
        place, counted = Shown(row, at=at, is_pinned=row in pins), None if said.hidden[row] else said
        match = next(self._matches(query, seeker, declared, scores, [place], counted))
        return match if counted is None else counted.damped(self.snapshot, row, match)

    def _scores_with(self, query: MatchQuery, seeker: Seeker, declared: MatchType, row: int) -> tuple[int, Scores]:
        """Return scores that are those of a list, among them those of a row, and its place in them."""
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

    def scores(
        self, seeker: Seeker, part: Snapshot, declared: MatchType, known: Mapping[str, Floats] | None = None
    ) -> Scores:
        """Return the scores of organisations as partners of a seeker; of all of them, with the learned ranker.

        `known` has values by feature that need not be computed.
        """
        asked = self.learned is not None and declared.learned > 0 and part is self.snapshot
        foretold = self.learned.foretell(seeker) if self.learned and asked else None
        return score(seeker, part, declared, known).with_learned(foretold, declared.learned)

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
        prepare(seeker, self.snapshot, [place.row for place in places])
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
            unknown=unknown_of(seeker, self.snapshot, scores, row, place.at),
            paths=evidence_paths(seeker, self.snapshot, row),
            gains=Gains(
                ours=gains_of(told.declared, partner, told.own, self.snapshot),
                theirs=gains_of(told.declared, told.own, partner, self.snapshot),
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
