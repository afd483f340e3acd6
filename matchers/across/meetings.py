"""Which members of two clusters should meet: aggregates by topic first, then the meetings to hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matchers.across.pairs import Pairs, pairs_of
from matchers.across.results import ClusterMeetings, Meeting, MeetingsQuery, Side, TopicMeetings, TopicSide
from matchers.across.rounds import rounds_of
from matchers.across.topics import NO_TOPIC, Ground, Topics
from matchers.across.visibility import Visibility
from matchers.conditions import Mask
from matchers.directory import cluster_card, organisation_card
from matchers.engine import Engine
from matchers.evidence import evidence_paths
from matchers.match_types import match_type
from matchers.results import OrganisationCard, Reason
from matchers.snapshot.snapshot import Ints
from matchers.telling import gains_of, reasons_of

WORTH = 0.17
"""From this score of both sides on, a pair is worth a meeting: below it, read by people, one word was all in common."""

ABROAD, AT_HOME = "international_partner", "consortium_member"
"""The usual match types for clusters of different countries, and of the same one."""

Held = tuple[int, int, int]
"""A meeting: positions among our members and theirs, and the round."""


@dataclass(frozen=True)
class _Found:
    """The pairs of two clusters (m, k) with their topics: which are worth a meeting, and which meetings are held."""

    pairs: Pairs
    topics: Topics
    ground: Ground
    is_worth: Mask
    is_named: Mask
    held: tuple[Held, ...]

    @cached_property
    def cards(self) -> dict[int, OrganisationCard]:
        """The cards of all who meet, by row."""
        rows = {int(self.pairs.ours[one]) for one, _, _ in self.held}
        rows |= {int(self.pairs.theirs[other]) for _, other, _ in self.held}
        return {row: organisation_card(self.pairs.snapshot, row) for row in rows}

    @classmethod
    def of(cls, pairs: Pairs, visibility: Visibility, most: int) -> "_Found":
        """Find the topics of all pairs, and meetings of those that may be named."""
        topics = Topics.of(pairs.snapshot)
        is_worth = pairs.both >= WORTH
        is_named = np.logical_and.outer(visibility.named[pairs.ours], visibility.named[pairs.theirs])
        worth = np.where(is_worth & is_named, pairs.both, np.float32(0))
        ground = topics.ground(pairs.ours, pairs.theirs)
        return cls(pairs, topics, ground, is_worth, is_named, tuple(rounds_of(worth, most)))


def meetings(engine: Engine, query: MeetingsQuery, visibility: Visibility) -> ClusterMeetings:
    """Return which members of two clusters should meet, by topic.

    Raises UnknownIdError for an unknown cluster or match type.
    """
    snapshot, clusters = engine.snapshot, (query.cluster, query.other)
    cards = [cluster_card(snapshot, snapshot.cluster_column(one)) for one in clusters]
    usual = AT_HOME if cards[0].country is not None and cards[0].country == cards[1].country else ABROAD
    declared = match_type(query.match_type or usual)
    pairs = pairs_of(engine, clusters, declared, visibility, include_partners=query.include_partners, day=query.day)
    found = _Found.of(pairs, visibility, query.most)
    return ClusterMeetings(
        query=query,
        match_type=declared.id,
        clusters=(cards[0], cards[1]),
        compared=pairs.compared,
        pairs=int(found.is_worth.sum()),
        met=(len({ours for ours, _, _ in found.held}), len({theirs for _, theirs, _ in found.held})),
        topics=tuple(_by_topic(found, query.each)),
        snapshot_version=snapshot.manifest.version,
        model=snapshot.manifest.model,
    )


def _by_topic(found: _Found, each: int) -> Iterator[TopicMeetings]:
    """Yield the topics, that with the greatest sum of scores first; pairs without a topic come last."""
    both, topic = found.pairs.both, found.ground.topic
    sums = [float(both[found.is_worth & (topic == at)].sum()) for at in range(len(found.topics.columns))]
    for at in [*np.argsort(-np.array(sums), kind="stable").tolist(), NO_TOPIC]:
        among = found.is_worth & (topic == at)
        if among.any():
            yield _topic(found, at, among, each)


def _topic(found: _Found, at: int, among: Mask, each: int) -> TopicMeetings:
    snapshot, both = found.pairs.snapshot, found.pairs.both
    is_topic = at != NO_TOPIC
    column = int(found.topics.columns[at]) if is_topic else NO_TOPIC
    alike = int((among & found.ground.is_alike).sum())
    held = sorted((one for one in found.held if among[one[0], one[1]]), key=lambda one: (-both[one[0], one[1]], one))
    return TopicMeetings(
        id=snapshot.tables.capabilities[column].id if is_topic else "",
        label=snapshot.capability_label(column) if is_topic else "",
        ours=_side(found, found.pairs.ours, at) if is_topic else None,
        theirs=_side(found, found.pairs.theirs, at) if is_topic else None,
        pairs=int(among.sum()),
        alike=alike,
        complementary=int(among.sum()) - alike if is_topic else 0,
        strength=float(both[among].mean()),
        unnamed=int((among & ~found.is_named).sum()),
        meetings=tuple(
            _explained(found, _meeting(found, one), one) if place < each else _meeting(found, one)
            for place, one in enumerate(held)
        ),
    )


def _side(found: _Found, members: Ints, at: int) -> TopicSide:
    snapshot, holds = found.pairs.snapshot, found.topics.holds[:, at]
    projects = np.unique(snapshot.participation[members].indices)
    able, about = snapshot.capability[members] @ holds, snapshot.project_capability[projects] @ holds
    return TopicSide(int((able > 0).sum()), int((about > 0).sum()))


def _meeting(found: _Found, held: Held) -> Meeting:
    ours, theirs, number = held
    pairs, is_topic = found.pairs, found.ground.topic[ours, theirs] != NO_TOPIC
    nature = "alike" if found.ground.is_alike[ours, theirs] else "complementary"
    return Meeting(
        ours=found.cards[int(pairs.ours[ours])],
        theirs=found.cards[int(pairs.theirs[theirs])],
        both=float(pairs.both[ours, theirs]),
        nature=nature if is_topic else "other",
        round=number,
    )


def _explained(found: _Found, meeting: Meeting, held: Held) -> Meeting:
    """Return the meeting with the reasons and gains of both sides, and what ties the two."""
    pairs, (ours, theirs, _) = found.pairs, held
    snapshot, declared = pairs.snapshot, pairs.declared
    one, other = pairs.there.seekers[ours], pairs.back.seekers[theirs]
    row, back = int(pairs.theirs[theirs]), int(pairs.ours[ours])
    there = _damped(reasons_of(one, snapshot, pairs.there.scores[ours], row, theirs), pairs.there.kept[ours, theirs])
    here = _damped(reasons_of(other, snapshot, pairs.back.scores[theirs], back, ours), pairs.back.kept[theirs, ours])
    sides = tuple(
        Side(sum(reason.contribution for reason in reasons), reasons, gains_of(declared, giver, taker, snapshot))
        for reasons, giver, taker in ((there, other, one), (here, one, other))
    )
    return replace(meeting, sides=(sides[0], sides[1]), paths=evidence_paths(one, snapshot, row))


def _damped(reasons: Sequence[Reason], kept: float) -> tuple[Reason, ...]:
    """Return the reasons with what an organisation's taste leaves of each.

    It has no reason of its own here as in suggestions: whom somebody declined is told to nobody else.
    """
    return tuple(replace(reason, contribution=reason.contribution * float(kept)) for reason in reasons)
