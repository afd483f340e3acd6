"""Taking out of a vector what tells the language of its text, so that only meaning is compared.

Vectors of multilingual-e5-small lie close together, and those of one language closer still: a few texts of a language
are then nearest to nearly every text of another. As Libovický et al. (On the Language Neutrality of Pre-trained
Multilingual Representations, 2020, arXiv:2004.05160) found for such models, the means of languages hold most of that.
So the common mean, and the few directions in which the languages' means differ, are taken out. They are fitted on the
same short texts in five languages (texts.csv, written for this and used nowhere else), by
`python -m benchmarks.languages --fit`.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

LANGUAGES: Final = ("en", "it", "de", "es", "nb")
DIRECTIONS: Final = 5
"""Four tell five languages apart, and one tells needs from documents: the sixth singular value falls to a third."""

_HERE: Final = Path(__file__).parent
DIRECTIONS_FILE: Final = _HERE / "directions.npy"


def fitting_texts() -> dict[str, list[str]]:
    """Return the texts that the directions are fitted on, by language; the same ones in the same order."""
    with (_HERE / "texts.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    return {language: [row[language] for row in rows] for language in LANGUAGES}


def fitted_directions(needs: Array, documents: Array) -> Array:
    """Return the mean of all vectors, then the orthonormal directions in which the means of languages differ.

    `needs` and `documents` have the shape (languages, texts, width); the answer has (1 + DIRECTIONS, width).
    """
    centre = np.concatenate([needs, documents]).mean(axis=(0, 1))
    differences = np.concatenate([each.mean(axis=1) - each.mean(axis=(0, 1)) for each in (needs, documents)])
    directions = np.linalg.svd(differences, full_matrices=False)[2][:DIRECTIONS]
    return np.vstack([centre, directions]).astype(np.float32)


@cache
def packaged_directions() -> Array:
    """Return what `fitted_directions` gave for the wheel's model; of shape (1 + DIRECTIONS, width)."""
    return np.asarray(np.load(DIRECTIONS_FILE, allow_pickle=False), dtype=np.float32)


def linear_map(directions: Array) -> tuple[Array, Array]:
    """Return weight (width, width) and bias (width) of the step that takes the mean and the directions out."""
    centre, away = directions[0], directions[1:]
    weight = np.eye(len(centre), dtype=np.float32) - away.T @ away
    return weight, -(weight @ centre)
