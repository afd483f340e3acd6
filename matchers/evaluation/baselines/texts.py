"""Alike by what their projects say: TF-IDF, and vectors of an embedding model."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from matchers.past.cases import UNSEEN, ProjectIdea
from matchers.past.training import Floats, Ints, Matrix, Training
from matchers.ranking.meaning import Encode, encode_known
from matchers.text import project_text

_MANY: Final = 50
"""Texts from which on words of a single text or of more than half of all are left out."""


class TfidfCosine:
    """The cosine of mean TF-IDF vectors of past projects; a project idea's text beside those profiles."""

    name = "TF-IDF cosine"
    learned = False
    gives_probabilities = False

    def fit(self, training: Training) -> None:
        """Take in the words of the training projects."""
        self.vectorizer_, self.texts_ = tfidf([project_text(row) for row in training.projects])
        self.profiles_ = normalize(training.took_part @ self.texts_)

    def partners(self, seekers: Ints) -> Floats:
        """Return cosines of profiles."""
        return dense(self.profiles_[seekers] @ self.profiles_.T)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return cosines of the texts with profiles."""
        return dense(self.vectorizer_([idea.text for idea in ideas]) @ self.profiles_.T)


class NearestProjects:
    """For a text, who took part in similar projects, by similarity squared and summed; for a seeker, its profile's.

    A popularity among the like-minded.
    """

    name = "nearest projects"
    learned = False
    gives_probabilities = False

    def fit(self, training: Training) -> None:
        """Take in the words of the training projects."""
        self.vectorizer_, self.texts_ = tfidf([project_text(row) for row in training.projects])
        self.took_part_ = training.took_part
        self.profiles_ = normalize(self.took_part_ @ self.texts_)

    def partners(self, seekers: Ints) -> Floats:
        """Return summed squared cosines of the seeker's profile with each candidate's projects."""
        return self._summed(self.profiles_[seekers])

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return summed squared cosines of the text with each candidate's projects."""
        return self._summed(self.vectorizer_([idea.text for idea in ideas]))

    def _summed(self, wanted: Matrix) -> Floats:
        squared = (wanted @ self.texts_.T).power(2)
        return dense(squared @ self.took_part_.T)


class MeanVectorCosine:
    """The cosine of mean vectors of past projects, as an embedding model makes them."""

    name = "mean-vector cosine"
    learned = False
    gives_probabilities = False

    def __init__(self, encode: Encode) -> None:
        self.encode = encode

    def fit(self, training: Training) -> None:
        """Encode the training projects; one without text has no vector."""
        vectors = encode_known(self.encode, [project_text(row) for row in training.projects])
        self.profiles_ = normalize(training.took_part @ vectors).astype(np.float32)

    def partners(self, seekers: Ints) -> Floats:
        """Return cosines of profiles."""
        return np.asarray(self.profiles_[seekers] @ self.profiles_.T)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return cosines of the texts' vectors with profiles; the coordinator's profile stands for a missing text."""
        vectors = encode_known(self.encode, [idea.text for idea in ideas])
        for row, idea in enumerate(ideas):
            if not idea.text and idea.coordinator != UNSEEN:
                vectors[row] = self.profiles_[idea.coordinator]
        return np.asarray(vectors @ self.profiles_.T)


def tfidf(texts: Sequence[str]) -> tuple[Callable[[Sequence[str]], Matrix], Matrix]:
    """Return a function from texts to TF-IDF rows of unit length, fitted to these texts, and their own rows.

    Counts are damped by 1 + ln; words of more than half of the texts are left out, which does for a list of stop words
    in any language. Without a single word all rows are empty.
    """
    pruned: dict[str, Any] = {"min_df": 2, "max_df": 0.5} if len(texts) >= _MANY else {}
    vectorizer = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **pruned)
    try:
        rows = vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn's way to say that no word is left
        vectorizer = TfidfVectorizer(vocabulary=["_"], dtype=np.float32).fit([""])
        rows = vectorizer.transform(texts)
    return partial(_transformed, vectorizer), rows.tocsr()


def _transformed(vectorizer: TfidfVectorizer, texts: Sequence[str]) -> Matrix:
    return vectorizer.transform(texts).tocsr()


def dense(matrix: Matrix) -> Floats:
    """Return a sparse matrix as a full one."""
    return np.asarray(matrix.toarray(), dtype=np.float32)
