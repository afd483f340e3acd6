"""Who in which cluster can do something that is told in free words: one encoding, one scoring, grouped by cluster."""

from dataclasses import dataclass, replace

import numpy as np

from matchers.across.results import Able, ClusterAble, WhoCan, WhoCanQuery
from matchers.across.shows import shows
from matchers.across.visibility import Visibility
from matchers.candidates import passing, with_narrower
from matchers.conditions import Mask
from matchers.directory import cluster_card, counted_members_of, organisation_card
from matchers.engine import Engine
from matchers.features.profiles import ANSWERS
from matchers.features.texts import CLOSE, closest_projects, profile_similarity
from matchers.match_types import match_type
from matchers.ranker import Scores, score
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Ints, Snapshot
from matchers.telling import reasons_of

MATCH_TYPE = "request_or_offer"
"""The match type by which those who can are ranked: who offers what is sought, or can do it."""

MOST_NAMED = 0.5
"""Who can do this share of the capabilities that a text names, rare ones counting more, can do what it asks."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, and what every organisation (n) has to show for it.

    `named` are the columns of the capabilities that the text names; the seeker has these and all narrower ones.
    `share` is how much of the named an organisation can do, `likeness` how close its profile is to the words.
    """

    named: Ints
    seeker: Seeker
    share: Floats
    likeness: Floats
    scores: Scores
    able: Mask

    @classmethod
    def of(cls, engine: Engine, query: WhoCanQuery) -> "_Asked":
        """Read the words, score everyone, and tell who can."""
        words, snapshot = engine.need(query.text, query.day), engine.snapshot
        named = np.flatnonzero(words.capabilities)
        # Who can do a narrower thing can do the broader one.
        wanted = with_narrower(snapshot, _ids(snapshot, named)) * words.capabilities.max()
        seeker = replace(words, capabilities=wanted.astype(np.float32))
        share, likeness = _share_of(named, snapshot), profile_similarity(seeker, snapshot)
        able = (share >= MOST_NAMED) & _in_the_field(seeker, snapshot)
        able |= likeness >= CLOSE
        able |= closest_projects(seeker, snapshot) >= CLOSE
        able[seeker.answers.owners[seeker.answers.likeness >= ANSWERS]] = True
        scores = score(seeker, snapshot, match_type(MATCH_TYPE)).among(able)
        return cls(named, seeker, share, likeness, scores, able)


def who_can(engine: Engine, query: WhoCanQuery, visibility: Visibility) -> WhoCan:
    """Return who in which cluster can do what is asked: how many, and the best of those that may be named.

    Somebody can who has at least half of the capabilities that the text names (or narrower ones), a project or profile
    close to the words, or an offer that answers them. Raises UnknownIdError for an unknown cluster or capability
    in the filter, EncoderError where the text cannot be encoded as the snapshot's texts were.
    """
    snapshot = engine.snapshot
    looked_at = passing(snapshot, query.filter, visibility.counted)
    asked = _Asked.of(engine, query)
    chosen = query.filter.clusters or tuple(snapshot.cluster_at)
    sight = Visibility(looked_at, visibility.named)
    found = [_in_cluster(snapshot, asked, query.each, cluster, sight) for cluster in dict.fromkeys(chosen)]
    return WhoCan(
        query=query,
        capabilities=tuple(
            (snapshot.tables.capabilities[at].id, snapshot.capability_label(at)) for at in asked.named.tolist()
        ),
        clusters=tuple(sorted(found, key=lambda one: -one.able)),
        elsewhere=None if query.filter.clusters else int((asked.able & looked_at & _in_no_cluster(snapshot)).sum()),
        snapshot_version=snapshot.manifest.version,
        model=snapshot.manifest.model,
    )


def _in_cluster(snapshot: Snapshot, asked: _Asked, most: int, cluster: str, sight: Visibility) -> ClusterAble:
    members = counted_members_of(snapshot, cluster)
    members = members[sight.counted[members]]
    able = members[asked.able[members]]
    shown = able[sight.named[able]]
    best = shown[np.lexsort((shown, -asked.share[shown], -asked.scores.totals[shown]))][:most]
    return ClusterAble(
        cluster=cluster_card(snapshot, snapshot.cluster_column(cluster)),
        members=len(members),
        able=len(able),
        unnamed=len(able) - len(shown),
        best=tuple(_told(snapshot, asked, row) for row in best.tolist()),
    )


def _told(snapshot: Snapshot, asked: _Asked, row: int) -> Able:
    reasons = reasons_of(asked.seeker, snapshot, asked.scores, row)
    return Able(
        organisation=organisation_card(snapshot, row),
        score=sum(reason.contribution for reason in reasons),
        evidence=shows(asked.seeker, snapshot, row),
        reasons=reasons,
    )


def _share_of(named: Ints, snapshot: Snapshot) -> Floats:
    """Return what share of the named capabilities each organisation can do (n), rare ones counting more; 0 for none."""
    rarity = snapshot.capability_rarity
    share = np.zeros(snapshot.size, dtype=np.float32)
    for column in named.tolist():
        has = (snapshot.capability @ with_narrower(snapshot, _ids(snapshot, np.array([column])))) > 0
        share += np.where(has, rarity[column] / rarity[named].sum(), 0.0)
    return share


def _in_the_field(seeker: Seeker, snapshot: Snapshot) -> Mask:
    """Tell whose profile (n) is more like the words than most are: a capability may be meant for another use."""
    cosines = seeker.profile_cosines_with(snapshot)
    return np.asarray(cosines >= cosines.mean() + cosines.std())


def _in_no_cluster(snapshot: Snapshot) -> Mask:
    return np.asarray(np.diff(snapshot.counted_membership.indptr) == 0)


def _ids(snapshot: Snapshot, columns: Ints) -> tuple[str, ...]:
    return tuple(snapshot.tables.capabilities[column].id for column in columns.tolist())
