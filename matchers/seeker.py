"""Who seeks partners, as features see it: an organisation, a need in free words, an offer or a request."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final, cast

import numpy as np
import numpy.typing as npt

from matchers.answers import (
    Answers,
    Posts,
    best_answer_of,
    best_answers,
    nobody,
    posts_in_words,
    posts_of,
    profile_as_offer,
    standing_rows,
    today,
)
from matchers.snapshot.enterprises import Enterprise
from matchers.snapshot.profile_columns import OFFER
from matchers.snapshot.snapshot import Floats, Snapshot

DRAWN = 4_000
"""Of very many organisations, and projects, so many tell how near texts at random are to a need."""

_CLOSENESS: Final = ("closeness", 0)
"""Under which name a part of the snapshot is known with the closeness of its projects."""


@dataclass(frozen=True)
class Seeker:
    """The asking side; n organisations, p projects, c capabilities, d dimensions, m own projects.

    `row` is None for a need: one in free words has a vector and capabilities and nothing else; an offer or request
    that is posted also has `profile`, its row among the profiles, and its `owner` (a row) with that one's kind and
    country. `words` are a need's own, "" for an organisation. `partner_rows` (t) are those it has ties with, ascending;
    `enterprise` is its size, age and owners, as far as known; `networks` are 1 for those that its clusters are part of.
    `day` decides which offers and requests stand.
    """

    snapshot: Snapshot = field(repr=False)
    name: str
    vector: Floats
    capabilities: Floats
    partner_rows: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    partner_strengths: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    row: int | None = None
    kind: str = "other"
    country: int = -1
    coordinates: Floats = field(default_factory=lambda: np.full(2, np.nan, dtype=np.float32))
    projects: npt.NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    enterprise: Enterprise = field(default_factory=Enterprise)
    networks: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    profile: int | None = None
    owner: int | None = None
    words: str = ""
    day: date = field(default_factory=today)
    known: dict[tuple[object, int], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def asker(self) -> int | None:
        """The row of the organisation that asks, itself or by what it posted; None for words that nobody signed."""
        return self.owner if self.row is None else self.row

    @property
    def is_need(self) -> bool:
        """Whether this is a need, in free words or posted, rather than an organisation."""
        return self.row is None

    @property
    def is_in_words(self) -> bool:
        """Whether this is a need in free words."""
        return self.row is None and self.profile is None

    @property
    def is_offer(self) -> bool:
        """Whether this is an offer that somebody posted."""
        return self.profile is not None and int(self.snapshot.profiles.direction[self.profile]) == OFFER

    @property
    def verb(self) -> str:
        """What the asking side does with its subject, for sentences: "what you seek"."""
        return "offer" if self.is_offer else "seek" if self.is_need else "do"

    @property
    def noun(self) -> str:
        """What a need is called in sentences."""
        return "need" if self.profile is None else "offer" if self.is_offer else "request"

    @cached_property
    def posts(self) -> Posts:
        """What it seeks and offers: its profiles that stand, the one that asks, or the words."""
        if self.is_in_words:
            return posts_in_words(self.vector, self.capabilities)
        if self.row is None:
            return posts_of(self.snapshot, np.array([self.profile], dtype=np.int64))
        return posts_of(self.snapshot, standing_rows(self.snapshot, self.row, self.day))

    @cached_property
    def answers(self) -> Answers:
        """The best answer of each organisation (n) to what it seeks and offers."""
        return best_answers(self.snapshot, self.posts, self.day, self.farther if self.is_in_words else 0.0)

    @cached_property
    def fitting(self) -> Answers:
        """Of an organisation that posted nothing: the request of each (n) that what it does comes nearest to.

        Its profile is taken for an offer, as nobody else tells what it could answer.
        """
        if self.has_posted:
            return nobody(self.snapshot.size)
        return best_answers(self.snapshot, profile_as_offer(self.vector, self.capabilities), self.day)

    @property
    def answering(self) -> Answers:
        """Who answers what it posted or, where it posted nothing, whom what it does could answer."""
        return self.answers if self.has_posted else self.fitting

    def answer_of(self, row: int) -> tuple[int, float] | None:
        """Return the profile (row) of an organisation that answers it or that it could answer best, and their likeness.

        None where it has none.
        """
        if self.has_posted or "fitting" in self.__dict__:
            pair = self.answering.pair(row)
            return None if pair is None else (pair[1], self.answering.likeness_of(row))
        return best_answer_of(self.snapshot, profile_as_offer(self.vector, self.capabilities), row, self.day)

    @property
    def has_posted(self) -> bool:
        """Whether it has an offer or request that stands, or is one."""
        return bool(len(self.posts.directions))

    @cached_property
    def is_answerable(self) -> bool:
        """Whether somebody else has posted what could answer it: for who posted nothing, a request."""
        asker = -1 if self.asker is None else self.asker
        posted = np.unique(self.posts.directions).tolist() or [OFFER]
        posting = (self.snapshot.profiles.posting(1 - direction, self.day) for direction in posted)
        return any(len(owners) > 1 or (len(owners) == 1 and int(owners[0]) != asker) for owners in posting)

    @cached_property
    def vectors(self) -> Floats:
        """The vectors (m, d) of its own projects, or of the profile or need itself."""
        return self.snapshot.project_vectors[self.projects] if len(self.projects) else self.vector[None, :]

    @cached_property
    def held(self) -> dict[int, float]:
        """Its capabilities (columns, ascending) with how much of each it has or seeks."""
        columns = np.flatnonzero(self.capabilities)
        return dict(zip(columns.tolist(), self.capabilities[columns].tolist(), strict=True))

    @cached_property
    def partners(self) -> Floats:
        """Its tie strength with each organisation (n), 0 for no tie."""
        strengths = np.zeros(self.snapshot.size, dtype=np.float32)
        strengths[self.partner_rows] = self.partner_strengths
        return strengths

    def strengths_with(self, rows: npt.NDArray[np.int32] | npt.NDArray[np.int64]) -> Floats:
        """Return its tie strengths with some organisations (rows), 0 for no tie."""
        if not len(self.partner_rows):
            return np.zeros(len(rows), dtype=np.float32)
        places = np.minimum(np.searchsorted(self.partner_rows, rows), len(self.partner_rows) - 1)
        return np.where(self.partner_rows[places] == rows, self.partner_strengths[places], 0.0).astype(np.float32)

    def has_tie_with(self, part: Snapshot) -> npt.NDArray[np.bool_]:
        """Return which organisations of the snapshot, or of a part of it, it has ties with."""
        if isinstance(part.rows, slice):
            return self.partners[part.rows] > 0
        tied = np.zeros(part.size, dtype=np.bool_)
        if part.size:
            partners = self.partner_rows[self.partner_strengths > 0]
            places = np.minimum(np.searchsorted(part.rows, partners), part.size - 1)
            tied[places[part.rows[places] == partners]] = True
        return tied

    @cached_property
    def took_part(self) -> npt.NDArray[np.bool_]:
        """Which projects (p) are its own."""
        own = np.zeros(len(self.snapshot.project_vectors), dtype=np.bool_)
        own[self.projects] = True
        return own

    @cached_property
    def closeness(self) -> Floats:
        """How close each project (p) is to the nearest of one's own, rescaled to [0, 1]; -1 for one's own."""
        return self._closeness(self.snapshot)

    @cached_property
    def profile_cosines(self) -> Floats:
        """The cosine of what it does or seeks with the profile of each organisation (n)."""
        return self.snapshot.profile_cosines(self.vector)

    @cached_property
    def farther(self) -> float:
        """How much farther a need is from texts at random than these are from each other, as a cosine.

        A need is short, and many models read what is searched with otherwise than what is searched among: then even the
        best answer is less alike than two organisations at random. 0 for an organisation.
        """
        if not self.is_need:
            return 0.0
        cosines = np.concatenate(self._cosines_at_random())
        cosines = cosines[cosines != 0]  # what nothing is known of is a vector of zeros
        return float(self.snapshot.manifest.cosine_low - np.median(cosines)) if len(cosines) else 0.0

    def _cosines_at_random(self) -> tuple[Floats, Floats]:
        """Return its cosines with all profiles and projects; of very many with evenly drawn ones."""
        snapshot = self.snapshot
        if not snapshot.has_neighbours:
            return self.profile_cosines, snapshot.project_vectors @ self.vector
        steps = (max(1, len(vectors) // DRAWN) for vectors in (snapshot.vectors, snapshot.project_vectors))
        profiles, projects = (
            part[::step] for part, step in zip((snapshot.vectors, snapshot.project_vectors), steps, strict=True)
        )
        return profiles @ self.vector, projects @ self.vector

    def alike(self, cosines: Floats) -> Floats:
        """Rescale cosines with what this side does or seeks to [0, 1]: 0 for a text at random, 1 for the closest."""
        return self.snapshot.rescaled(cosines + self.farther)

    def latest_projects(self, count: int) -> npt.NDArray[np.int64]:
        """Return the latest of its own projects, at most so many (rows)."""
        own = self.projects.astype(np.int64)
        return own if len(own) <= count else own[np.argsort(self.snapshot.project_order[own])[:count]]

    def vectors_of(self, count: int) -> Floats:
        """Return `vectors`, of its own projects those of the latest, at most so many."""
        own = self.latest_projects(count)
        return self.snapshot.project_vectors[own] if len(own) else self.vector[None, :]

    @property
    def knows_closeness(self) -> bool:
        """Whether `closeness` was computed, for all organisations were compared."""
        return "closeness" in self.__dict__

    def profile_cosines_with(self, snapshot: Snapshot) -> Floats:
        """The same with the profiles of a part of the snapshot."""
        if snapshot is self.snapshot:
            return self.profile_cosines
        return snapshot.profile_cosines(self.vector)

    def closeness_to(self, snapshot: Snapshot) -> Floats:
        """The same for the projects of a part of the snapshot."""
        if snapshot is self.snapshot:
            return self.closeness
        # Two features ask for that of one part, one after the other.
        if self.known.get(_CLOSENESS, (None,))[0] is not snapshot:
            self.known[_CLOSENESS] = (snapshot, self._closeness(snapshot))
        return cast("Floats", self.known[_CLOSENESS][1])

    def guess_closeness(self, part: Snapshot, guessed: Floats) -> None:
        """Let `closeness_to` one part of the snapshot be guessed (p), but for one's own projects."""
        own = self.took_part[part.project_rows]
        self.known[_CLOSENESS] = (part, np.where(own, np.float32(-1.0), guessed))

    def answers_of(self, snapshot: Snapshot) -> Answers:
        """The best answers, likewise."""
        return self.answers if snapshot is self.snapshot else self.answers.among(snapshot.rows)

    def fitting_of(self, snapshot: Snapshot) -> Answers:
        """The requests that what it does comes nearest to, likewise."""
        return self.fitting if snapshot is self.snapshot else self.fitting.among(snapshot.rows)

    def _closeness(self, snapshot: Snapshot) -> Floats:
        closeness = self.alike(snapshot.project_cosines(self.vectors))
        closeness[self.took_part[snapshot.project_rows]] = -1.0
        return closeness
