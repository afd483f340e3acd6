"""What projects say, as TF-IDF rows, and what organisations do, as the mean of their projects' rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from matchers.past.training import Floats, Matrix
from matchers.ranking.arrays import lengths, unit_rows

_MANY: Final = 50
"""Texts from which on words of a single text or of more than half of all are left out."""

MOST_WORDS: Final = 6000
"""Words of smoothed profiles, those of most texts: others are in too few projects to lead from one to another."""

DIMENSIONS: Final = 150
"""Dimensions of latent semantic indexing (Deerwester et al., JASIS 41, 1990)."""


@dataclass(frozen=True)
class Words:
    """Texts of projects (p) over w words: `rows` (p, w) of unit length; `frequent` are the columns of most texts."""

    vectorizer: TfidfVectorizer
    rows: Matrix
    frequent: "np.ndarray[tuple[int], np.dtype[np.intp]]"
    svd: TruncatedSVD | None

    def of(self, texts: Sequence[str]) -> Matrix:
        """Return TF-IDF rows (texts, w) of unit length; a text without a known word has an empty row."""
        return self.vectorizer.transform(texts).tocsr()

    @property
    def any_word(self) -> str:
        """A word that some text has."""
        return str(next(iter(self.vectorizer.vocabulary_)))

    @cached_property
    def by_word(self) -> Matrix:
        """`rows` the other way round (w, p), so that a question reads only the words that it has."""
        return self.rows.T.tocsr()

    @cached_property
    def frequent_rows(self) -> Matrix:
        """`rows` over the frequent words alone (p, f), no longer of unit length."""
        return self.rows[:, self.frequent].tocsr()

    @cached_property
    def frequent_lengths(self) -> Floats:
        """The lengths of `frequent_rows` (p); 1 for those that are empty."""
        found = lengths(self.frequent_rows)
        return np.where(found > 0, found, 1).astype(np.float32)

    def full(self, rows: Matrix) -> Floats:
        """Return rows (r, w) over the frequent words alone, as a full matrix (r, f) of unit rows."""
        return unit_rows(np.asarray(rows[:, self.frequent].toarray(), dtype=np.float32))

    def products(self, vectors: Floats) -> Floats:
        """Return the products of vectors (q, f) over the frequent words with `frequent_rows` (q, p)."""
        return np.asarray((self.frequent_rows @ vectors.T).T, dtype=np.float32)

    def latent(self, rows: Matrix) -> Floats:
        """Return latent vectors (r, 150 or less) of unit length; without enough texts for any, the frequent words."""
        return self.full(rows) if self.svd is None else unit_rows(self.svd.transform(rows))


def words_of(texts: Sequence[str]) -> Words:
    """Take in texts; counts are damped by 1 + ln, English stop words and, of many texts, extremes are left out."""
    pruned: dict[str, Any] = {"min_df": 2, "max_df": 0.5} if len(texts) >= _MANY else {}
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32, **pruned)
    try:
        rows = vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn's way to say that no word is left
        vectorizer = TfidfVectorizer(vocabulary=["_"], dtype=np.float32).fit([""])
        rows = vectorizer.transform(texts)
    counts = np.asarray((rows > 0).sum(axis=0)).ravel()
    frequent = np.argsort(-counts, kind="stable")[:MOST_WORDS]
    return Words(vectorizer, rows.tocsr(), frequent, _svd(rows))


def _svd(rows: Matrix) -> TruncatedSVD | None:
    dimensions = min(DIMENSIONS, *(size - 1 for size in rows.shape))
    return TruncatedSVD(dimensions, random_state=0).fit(rows) if dimensions > 0 and rows.nnz else None
