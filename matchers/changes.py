"""What would change a score: each realistic change of one thing, scored as if it had been made.

Nothing is written in advance: a trial alters what the ranker sees of the asker or of the suggested partner, and the
same features score it anew. What the learned ranker says is taken to stay as it is, as it knows only past projects.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.answers import Rows, standing_rows
from matchers.encoder import Encoder
from matchers.features.enterprises import A_GENERATION, SIZES
from matchers.features.profiles import READ_POSTS
from matchers.features.texts import closest_pair, project_name
from matchers.feedback import Heard
from matchers.match_types import MatchType
from matchers.profile_texts import text_with
from matchers.ranker import Scores, score
from matchers.results import Change
from matchers.said import Said, labelled, said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.enterprises import Enterprise, Enterprises
from matchers.snapshot.one_of import OneOf
from matchers.snapshot.profile_columns import OFFER
from matchers.snapshot.snapshot import Floats

CAPABILITIES_TRIED, PARTNERS_TRIED, POSTS_TRIED = 3, 2, 2
MOST_LIFTS = 3
_SIZE, _CAPABILITY = {"comparable_size", "take_over_size"}, {"shared_capabilities", "value_chain"}

_IF_TOLD: Final = {
    "you": (
        said("If you tell that {people} work for you"),
        said("If you were founded in {year} and tell so"),
        said("If you seek a successor and tell so"),
    ),
    "they": (
        said("If they tell that {people} work for them"),
        said("If they were founded in {year} and tell so"),
        said("If they seek a successor and tell so"),
    ),
}
"""What either side could tell: size, year of foundation, that a successor is sought."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change in words ("If …"), and the two sides as the ranker would see them after it.

    Of trials `about` one thing, such as one side's size, only the best is told.
    """

    about: str
    words: Said
    asker: Seeker
    partner: OneOf


class Changes:
    """Tells for suggested partners of one asker what would change their scores."""

    def __init__(self, asker: Seeker, declared: MatchType, encoder: Encoder, said: Heard | None = None) -> None:
        """Take who asks, for what, and what it declined: nobody is told to turn to someone who is out of the question.

        What damps a score is taken to stay as it is.
        """
        self._asker = asker
        self._said = said
        self._declared = declared
        self._names = {row.feature.name for row in declared.features}
        self._encode = _remembering(encoder) if encoder.model_id == asker.snapshot.manifest.model else None

    def of(self, scores: Scores, row: int, at: int) -> tuple[Change, ...]:
        """Return the changes that lift a candidate's score most, at most three, and the one that costs most.

        `at` is the candidate's place in the scores.
        None of them for a need, whose asker has nothing to change. Equal ones stand in the order they were tried.
        """
        if self._asker.row is None:
            return ()
        total, kept = float(scores.totals[at]), 1.0 if self._said is None else 1.0 - float(self._said.damping[row])
        learned = total - float(scores.contributions[:, at].sum())
        before = total * kept
        told = [(trial.about, self._told(trial, before, learned, scores.share, kept)) for trial in self._trials(row)]
        told.sort(key=lambda change: -change[1].after)
        lifts: dict[str, Change] = {}
        for about, change in told:
            if _shown(change.after) > _shown(before):
                lifts.setdefault(about, change)
        costs = [change for _, change in told if _shown(change.after) < _shown(before)]
        return (*tuple(lifts.values())[:MOST_LIFTS], *costs[-1:])

    def _told(self, trial: Trial, before: float, learned: float, share: float, kept: float) -> Change:
        declared = float(score(trial.asker, trial.partner, self._declared).totals[0])
        after = (declared * (1.0 - share) + learned) * kept
        sentence = said(
            "{change}, the score would go from {before:.2f} to {after:.2f}.",
            change=trial.words,
            before=before,
            after=after,
        )
        return Change(sentence, before, after)

    def _trials(self, row: int) -> Iterator[Trial]:
        partner = OneOf(self._asker.snapshot, row)
        return chain(
            self._facts(partner, row),
            self._capabilities(partner, row),
            self._shared_projects(partner, row),
            self._networks(partner, row),
            self._posts(row),
        )

    def _facts(self, partner: OneOf, row: int) -> Iterator[Trial]:
        """Telling what is not known yet of either side: size, year of foundation, that a successor is sought."""
        asker = self._asker
        for about, words, told in self._untold(asker.enterprise, "you"):
            yield Trial(about, words, replace(asker, enterprise=told), partner)
        for about, words, told in self._untold(asker.snapshot.enterprises.at(row), "they"):
            other = copy(partner)
            other.enterprises = Enterprises.of_one(told)
            yield Trial(about, words, asker, other)

    def _untold(self, known: Enterprise, who: str) -> Iterator[tuple[str, Said, Enterprise]]:
        size, age, successor = _IF_TOLD[who]
        if self._names & _SIZE and known.employees is None and known.size_class is None:
            for size_class, people in SIZES.items():
                if known.is_sme is None or known.is_sme != (size_class == "large"):
                    yield f"size: {who}", said(size, people=people), replace(known, size_class=size_class)
        if "hand_over_age" in self._names and known.founded is None:
            year = self._asker.day.year - int(A_GENERATION)
            yield f"age: {who}", said(age, year=year), replace(known, founded=year)
        if "hand_over" in self._names and known.seeks_successor is None:
            yield f"successor: {who}", successor, replace(known, seeks_successor=True)

    def _capabilities(self, partner: OneOf, row: int) -> Iterator[Trial]:
        """Adding a capability of the partner's to the asker's, where it has it."""
        if not self._names & _CAPABILITY:
            return
        asker, snapshot = self._asker, self._asker.snapshot
        columns, strengths = row_of(snapshot.capability, row)
        fresh = [column for column in columns[np.argsort(-strengths, kind="stable")] if not asker.capabilities[column]]
        for column in fresh[:CAPABILITIES_TRIED]:
            own = asker.capabilities.copy()
            own[column] = 1.0
            vector = self._vector(capabilities=own)
            if vector is not None:
                words = said(
                    "If you can do {capability} and add it to your capabilities",
                    capability=snapshot.capability_phrase(int(column)),
                )
                changed = with_capability(asker, int(column), vector)
                yield Trial("capability", words, changed, _rarer(partner, int(column)))

    def _shared_projects(self, partner: OneOf, row: int) -> Iterator[Trial]:
        """A project like one of the asker's own, together with somebody who has worked with the partner."""
        asker, snapshot = self._asker, self._asker.snapshot
        pair = closest_pair(asker, snapshot, row)
        if "common_partners" not in self._names or not len(asker.projects):
            return
        own = int(asker.projects[-1]) if pair is None or pair[0] is None else pair[0]
        others, strengths = row_of(snapshot.tie_strength, row)
        known = set(asker.partner_rows.tolist())
        fresh = [
            other
            for other in others[np.argsort(-strengths, kind="stable")].tolist()
            if other not in known and self._may_meet(other)
        ]
        vector = self._vector(title=snapshot.column("project.title")[own])
        if vector is None:
            return
        for other in fresh[:PARTNERS_TRIED]:
            at = int(np.searchsorted(asker.partner_rows, other))
            met = copy(partner)
            met.hub_discount = _met_one_more(snapshot.hub_discount, float(snapshot.degree[other]), other)
            words = said(
                "If you did a new project like {project} with {name}, who has worked with them",
                project=project_name(snapshot, own),
                name=snapshot.name(other),
            )
            changed = replace(
                asker,
                partner_rows=np.insert(asker.partner_rows, at, other),
                partner_strengths=np.insert(asker.partner_strengths, at, 1.0),
                projects=np.append(asker.projects, own),
                vector=vector,
            )
            yield Trial("project", words, changed, met)

    def _may_meet(self, other: int) -> bool:
        groups = self._asker.snapshot.group
        is_declined = self._said is not None and bool(self._said.hidden[other])
        return not is_declined and bool(groups[other] != groups[self._asker.row])

    def _networks(self, partner: OneOf, row: int) -> Iterator[Trial]:
        """The asker's cluster joins a network that a cluster of the partner is part of."""
        asker, snapshot = self._asker, self._asker.snapshot
        clusters = row_of(snapshot.membership, asker.row or 0)[0]
        theirs = snapshot.part_of[row_of(snapshot.membership, row)[0]].any(axis=0)
        if "common_network" not in self._names or not len(clusters):
            return
        for column in np.flatnonzero(theirs & (asker.networks == 0)).tolist():
            networks = asker.networks.copy()
            networks[column] = 1.0
            cluster = snapshot.tables.clusters[clusters[0]]
            words = said(
                "If {cluster} joined {network}",
                cluster=labelled(cluster.names, cluster.id),
                network=snapshot.tables.networks[column].name,
            )
            yield Trial("network", words, replace(asker, networks=networks), partner)

    def _posts(self, row: int) -> Iterator[Trial]:
        """An offer or request of the asker's that answers one of the partner's; those nearest to it are tried."""
        asker, snapshot = self._asker, self._asker.snapshot
        if not self._names & READ_POSTS:
            return
        for theirs in nearest_posts(asker, standing_rows(snapshot, row, asker.day))[:POSTS_TRIED]:
            title = snapshot.profiles.text("title", theirs)
            if snapshot.profiles.direction[theirs] == OFFER:
                words = said("If you posted a request that fully answers their offer “{title}”", title=title)
            else:
                words = said("If you posted an offer that fully answers their request “{title}”", title=title)
            changed = with_answer(asker, theirs)
            yield Trial("post", words, changed, OneOf(changed.snapshot, row))

    def _vector(self, capabilities: Floats | None = None, title: str | None = None) -> Floats | None:
        """Return the vector of the changed profile: the old one if no feature reads it, None without its model."""
        if "profile_similarity" not in self._names:
            return self._asker.vector
        return None if self._encode is None else self._encode(text_with(self._asker, capabilities, title))


def nearest_posts(asker: Seeker, rows: Rows) -> list[int]:
    """Return offers and requests (rows), those first whose words are nearest to what the asker is and does."""
    cosines = asker.snapshot.profiles.vectors[rows] @ asker.vector
    return [int(row) for row in rows[np.argsort(-cosines, kind="stable")]]


def with_capability(asker: Seeker, column: int, vector: Floats) -> Seeker:
    """Return an organisation as it is when it has one more capability; `vector` is that of its profile then.

    The rarity of capabilities is taken to stay: of thousands who have one, one more is no matter.
    """
    own = asker.capabilities.copy()
    own[column] = 1.0
    return replace(asker, capabilities=own, vector=vector)


def with_answer(asker: Seeker, theirs: int) -> Seeker:
    """Return an organisation as it is when it has posted what answers somebody's offer or request (its row)."""
    snapshot = copy(asker.snapshot)
    snapshot.profiles = asker.snapshot.profiles.and_answer(theirs, asker.asker or 0, asker.day)
    return replace(asker, snapshot=snapshot)


def _shown(value: float) -> float:
    """Return a score as people see it: less than a hundredth is no difference to them."""
    return round(value, 2)


def _rarer(partner: OneOf, column: int) -> OneOf:
    """Return the partner as it is when one more organisation has a capability."""
    changed = copy(partner)
    rarity = partner.capability_rarity.copy()
    having, told = round(partner.organisations / float(np.expm1(rarity[column]))), partner.whole.capability.nnz
    before = having * float(rarity[column])
    rarity[column] = np.log1p(partner.organisations / (having + 1))
    after = (having + 1) * float(rarity[column])
    changed.usual_rarity = (partner.usual_rarity * told - before + after) / (told + 1)
    length = float(np.linalg.norm(partner.capability.data * rarity[partner.capability.indices]))
    changed.capability_rarity = rarity
    changed.capability_length = np.array([length or 1.0], dtype=np.float32)
    return changed


def _met_one_more(discount: Floats, degree: float, row: int) -> Floats:
    changed = discount.copy()
    changed[row] = 1.0 / np.log1p(max(degree + 1.0, np.e - 1))
    return changed


def _remembering(encoder: Encoder) -> Callable[[str], Floats]:
    known: dict[str, npt.NDArray[np.float32]] = {}

    def encode(text: str) -> Floats:
        if text not in known:
            known[text] = np.asarray(encoder.encode([text])[0], dtype=np.float32)
        return known[text]

    return encode
