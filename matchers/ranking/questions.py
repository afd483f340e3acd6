"""A batch of questions, and what several signals need of it, computed once."""

from functools import cached_property
from typing import Final

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize

from matchers.past.cases import UNSEEN
from matchers.past.training import Floats, Ints, Matrix
from matchers.ranking.arrays import dense, row_shares, scaled_rows, to_mean_one
from matchers.ranking.context import Context

STEPS: Final = 6
RESTART: Final = 0.3
LEAST_NEARNESS: Final = 1e-4

NEAREST: Final = 25
"""Projects of which the members are where a text leads."""

COORDINATOR_SHARE: Final = 0.3
"""What the coordinator's profile adds to a project idea's text."""


class Questions:
    """Questions (q) about the candidates of `context`: an organisation's, or project ideas'.

    `rows` are the organisations that ask, UNSEEN where there is none; `texts` (q, w) what is looked for and `meant`
    (q, d) the same as vectors of a text model, None where each looks for what it does itself.
    """

    def __init__(self, context: Context, rows: Ints, texts: Matrix | None = None, meant: Floats | None = None) -> None:
        self.context = context
        self.rows = np.maximum(rows, 0)
        self.known = rows != UNSEEN
        self.are_own = texts is None
        self.texts = self.own_profiles if texts is None else texts
        self._meant = meant

    def __len__(self) -> int:
        return len(self.rows)

    def of_known(self, values: Floats) -> Floats:
        """Return values (q, n) with zeros in rows of an unknown asker."""
        return np.asarray(values * self.known[:, None], dtype=np.float32)

    def added_up(self, weights: Floats) -> Floats:
        """Return for project weights (q, p) their sums over each candidate's joint projects (q, n)."""
        return np.asarray((self.context.joint @ weights.T).T, dtype=np.float32)

    def words_with(self, texts: Matrix) -> Floats:
        """Return cosines of texts (q, w) with the profiles of the candidates (q, n)."""
        return self.context.profiles.cosines(dense(texts @ self.context.words.by_word))

    def field_with(self, vectors: Floats) -> Floats:
        """Return cosines of vectors over frequent words (q, f) with N of the candidates (q, n)."""
        return self.context.smoothed.cosines(self.context.words.products(vectors))

    @cached_property
    def near(self) -> Floats:
        """Mass (q, n) of six steps of a walk over ties that returns to the asker with probability 0.3, its own kept."""
        ties = self.context.network.ties
        start = np.zeros((len(ties.sums), len(self)), dtype=np.float32)
        start[self.rows[self.known], np.flatnonzero(self.known)] = 1.0
        here = start
        for _ in range(STEPS):
            here = (1 - RESTART) * ties.handed_on(here) + RESTART * start
        return np.ascontiguousarray(here[: self.context.candidates].T, dtype=np.float32)

    @cached_property
    def nearness(self) -> Floats:
        """Mean `near` of each project's members over that of all projects (q, p); 1 where the asker is unknown."""
        nearness = np.maximum(to_mean_one((self.context.members @ self.near.T).T), LEAST_NEARNESS)
        nearness[~self.known] = 1.0
        return nearness

    @cached_property
    def own_profiles(self) -> Matrix:
        """Profiles (q, w) of the askers, empty where unknown."""
        return scaled_rows(self.context.profiles.rows(self.rows), self.known.astype(np.float32))

    @cached_property
    def own_words(self) -> Floats:
        """Cosines of the askers' profiles with those of the candidates (q, n)."""
        if self.are_own:
            return self.context.profiles.cosines(self.similarity)
        return self.words_with(self.own_profiles)

    @cached_property
    def texts_and_asker(self) -> Matrix:
        """unit(text + 0.3 P of the asker) (q, w)."""
        return normalize(self.texts + COORDINATOR_SHARE * self.own_profiles).tocsr()

    @cached_property
    def similarity(self) -> Floats:
        """Cosines of the texts with projects (q, p)."""
        return dense(self.texts @ self.context.words.by_word)

    @cached_property
    def latent_similarity(self) -> Floats:
        """Cosines of latent vectors with projects (q, p), at least 0."""
        return np.asarray(
            np.maximum(self.context.words.latent(self.texts) @ self.context.latent.T, 0), dtype=np.float32
        )

    @cached_property
    def meant(self) -> Floats:
        """What is looked for as vectors of a text model (q, d)."""
        return self.of_known(self.context.meant[self.rows]) if self._meant is None else self._meant

    @cached_property
    def meant_similarity(self) -> Floats:
        """Cosines of `meant` with projects (q, p)."""
        return np.asarray(self.meant @ self.context.meaning.projects.T, dtype=np.float32)

    @cached_property
    def full_texts(self) -> Floats:
        """The texts over frequent words (q, f), rows of unit length."""
        return self.context.words.full(self.texts)

    @cached_property
    def own_smoothed(self) -> Floats:
        """N of the askers (q, f), zeros where unknown."""
        return self.of_known(self.context.smoothed.rows(self.rows))

    @cached_property
    def field_likeness(self) -> Floats:
        """Cosines of N of the asker with N of each candidate (q, n)."""
        return self.context.smoothed.cosines(self._field_products)

    @cached_property
    def field_similarity(self) -> Floats:
        """Cosines of N of the asker with projects (q, p)."""
        return np.asarray(self._field_products / self.context.words.frequent_lengths, dtype=np.float32)

    @cached_property
    def _field_products(self) -> Floats:
        return self.context.words.products(self.own_smoothed)

    @cached_property
    def led_to(self) -> Floats:
        """Shares (q, n) of the members of the 25 nearest projects, those weighted by similarity squared."""
        squared = _largest(self.similarity, NEAREST) ** 2
        return np.asarray((self.context.members.T @ row_shares(sparse.csr_array(squared)).T).T.toarray())

    @cached_property
    def like_asker(self) -> Floats:
        """How like each candidate is the asker (q, n): (0.3 + same kind) (0.3 + same country), 0.09 where unknown."""
        kinds, countries = self.context.kinds.same(self.rows), self.context.countries.same(self.rows)
        return np.asarray((0.3 + self.of_known(kinds)) * (0.3 + self.of_known(countries)), dtype=np.float32)


def _largest(values: Floats, count: int) -> Floats:
    """Return values (q, p) with all but the largest `count` of each row set to 0."""
    if values.shape[1] <= count:
        return values
    bound = -np.partition(-values, count - 1, axis=1)[:, count - 1 : count]
    return np.where(values >= bound, values, 0)
