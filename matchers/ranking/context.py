"""What all signals share, computed once from what is known at a cut."""

from functools import cached_property
from typing import Final

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matchers.past.training import Floats, Matrix, Training
from matchers.ranking.arrays import row_shares, scaled_columns, sums, unit_rows
from matchers.ranking.labels import Labels
from matchers.ranking.meaning import Encode, Meaning, encode_known, meaning_of, no_vectors
from matchers.ranking.network import Network
from matchers.ranking.profiles import Profiles, Smoothed, profiles, smoothed
from matchers.ranking.words import Words, words_of
from matchers.text import project_text

HALF_LIFE: Final = 2.0
"""Years after which a project counts half."""

SHORT_HALF_LIFE: Final = 1.0


class Context:
    """Shared arrays of n candidates, p projects, m nodes (candidates, then those of the earlier programme alone).

    Nothing is computed before it is asked for, and nothing after the training's cut is in it. `encode` makes vectors of
    texts; without it signals of meaning tell nothing.
    """

    def __init__(self, training: Training, encode: Encode = no_vectors) -> None:
        self.training = training
        self.encode = encode
        self.candidates = len(training.organisations)
        self.took_part: Matrix = training.took_part
        self.counts: Floats = training.project_counts

    @cached_property
    def recency(self) -> Floats:
        """0.5 ** (years / 2) of each project (p); the mean where a project has no date."""
        return self._fading(HALF_LIFE)

    @cached_property
    def joint(self) -> Matrix:
        """Who took part in what (n, p), of projects with more than one member."""
        return scaled_columns(self.took_part, (sums(self.took_part, axis=0) > 1).astype(np.float32))

    @cached_property
    def members(self) -> Matrix:
        """The shares of members in each project (p, n), rows summing to one."""
        return row_shares(self.took_part.T.tocsr())

    @cached_property
    def network(self) -> Network:
        """Ties between organisations."""
        return Network(self.training, self.recency, self.short_recency)

    @cached_property
    def short_recency(self) -> Floats:
        """0.5 ** years of each project (p); the mean where a project has no date."""
        return self._fading(SHORT_HALF_LIFE)

    @cached_property
    def words(self) -> Words:
        """Words of the projects."""
        return words_of(self._texts)

    @cached_property
    def latent(self) -> Floats:
        """Latent vectors of the projects (p, 150)."""
        return self.words.latent(self.words.rows)

    @cached_property
    def meaning(self) -> Meaning:
        """Vectors of the projects by a text model."""
        return meaning_of(encode_known(self.encode, self._texts))

    @cached_property
    def meant(self) -> Floats:
        """V: the mean vectors of each organisation's projects (n, d), rows of unit length."""
        return self.meaning.of_organisations(self.took_part)

    @cached_property
    def meant_smoothed(self) -> Floats:
        """unit(V + unit(mean V of partners, by `ties`)) (n, d)."""
        return unit_rows(self.meant + unit_rows(self.network.ties_of_candidates.shared_out(self.meant)))

    @cached_property
    def profiles(self) -> Profiles:
        """P: the words of each organisation's projects (n, w)."""
        return profiles(self.took_part, self.words.rows)

    @cached_property
    def smoothed(self) -> Smoothed:
        """N: the frequent words of each organisation's projects (n, f), smoothed over partners by `ties`."""
        return smoothed(profiles(self.took_part, self.words.frequent_rows), self.network.ties_of_candidates)

    @cached_property
    def schemes(self) -> Matrix:
        """Funding schemes and calls of the projects (p, s) as TF-IDF rows."""
        told = [[row.funding_scheme or "", *row.topics] for row in self.training.projects]
        if not told:
            return sparse.csr_array((0, 1), dtype=np.float32)
        return TfidfVectorizer(analyzer=list, dtype=np.float32).fit_transform(told).tocsr()

    @cached_property
    def projects_by_scheme(self) -> Matrix:
        """`schemes` the other way round (s, p)."""
        return self.schemes.T.tocsr()

    @cached_property
    def scheme_profiles(self) -> Matrix:
        """The schemes of each organisation's projects (n, s), rows of unit length."""
        return normalize(self.took_part @ self.schemes).astype(np.float32).tocsr()

    @cached_property
    def organisations_by_scheme(self) -> Matrix:
        """`scheme_profiles` the other way round (s, n)."""
        return self.scheme_profiles.T.tocsr()

    @cached_property
    def kinds(self) -> Labels:
        """Kinds of the candidates; "other" is no kind."""
        return Labels(["" if row.kind == "other" else row.kind for row in self.training.organisations])

    @cached_property
    def countries(self) -> Labels:
        """Countries of the candidates."""
        return Labels([row.country or "" for row in self.training.organisations])

    @cached_property
    def kind_lift(self) -> Floats:
        """How much more kinds work together than by chance (u, u)."""
        return self.kinds.lift(self.network.ties_now.matrix)

    @cached_property
    def country_lift(self) -> Floats:
        """How much more countries work together than by chance (u, u)."""
        return self.countries.lift(self.network.ties_now.matrix)

    @cached_property
    def cities(self) -> Labels:
        """Cities of the candidates."""
        return Labels([(row.city or "").casefold() for row in self.training.organisations])

    @cached_property
    def _texts(self) -> list[str]:
        return [project_text(row) for row in self.training.projects]

    def _fading(self, half_life: float) -> Floats:
        fading = 0.5 ** (np.maximum(self.training.years_ago, 0) / np.float32(half_life))
        dated = fading[~np.isnan(fading)]
        return np.nan_to_num(fading, nan=float(dated.mean()) if len(dated) else 1.0).astype(np.float32)
