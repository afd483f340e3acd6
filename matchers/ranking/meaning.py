"""What projects mean, as vectors of a text model: alike in other words, or in another language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matchers.past.training import Floats, Matrix
from matchers.ranking.arrays import unit_rows

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to vectors (texts, d) of unit length."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors of projects (p, d) less their `centre` (d), of unit length; zeros for one without text.

    What all texts of a field have in common tells nothing, so it is taken away (Mu and Viswanath, All-but-the-Top,
    ICLR 2018, the mean alone). Where no project has a vector d is 0, and so is every product.
    """

    centre: Floats
    projects: Floats

    def of(self, vectors: Floats) -> Floats:
        """Return other texts' vectors (r, d) as those of projects are; zeros stay."""
        return _less(vectors, self.centre)

    def of_organisations(self, took_part: Matrix) -> Floats:
        """Return the mean vectors (n, d) of who took part in what (n, p), of unit length or zeros."""
        return unit_rows(np.asarray(took_part @ self.projects))


def meaning_of(vectors: Floats) -> Meaning:
    """Take in the vectors of projects (p, d), zeros for one without text."""
    told = vectors[vectors.any(axis=1)]
    centre = told.mean(axis=0) if len(told) else np.zeros(0, dtype=np.float32)
    return Meaning(centre, _less(vectors, centre))


def no_vectors(texts: Sequence[str]) -> Floats:
    """Return vectors of no dimension (texts, 0): what there is without a text model."""
    return np.zeros((len(texts), 0), dtype=np.float32)


def _less(vectors: Floats, centre: Floats) -> Floats:
    if not len(centre):
        return np.zeros((len(vectors), 0), dtype=np.float32)
    return unit_rows((vectors - centre) * vectors.any(axis=1, keepdims=True))


def encode_known(encode: Encode, texts: Sequence[str]) -> Floats:
    """Return the vectors (texts, d) of texts, zeros for empty ones."""
    vectors = encode(list(texts)) if texts else no_vectors(texts)
    vectors[[row for row, text in enumerate(texts) if not text]] = 0.0
    return vectors
