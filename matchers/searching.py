"""Words to rows: each word finds what has a word that begins with it."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy import sparse

_AFTER_ANY_LETTER = "\U0010ffff"

Worth = npt.NDArray[np.float32]


class Tokens(Protocol):
    """Words in their order, which need not be in memory."""

    def __len__(self) -> int: ...  # as a sequence has it
    def __getitem__(self, place: int, /) -> str | None: ...  # likewise


def found_by_all(
    searched: Iterable[str], tokens: Tokens, postings: sparse.csr_array, passing: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.bool_], Worth]:
    """Return which of the passing rows (n) every word finds, and what their hits are worth together.

    `tokens` are sorted; `postings` (tokens, n) hold what each token's hit is worth.
    """
    found = passing.copy()
    worth = np.zeros(len(passing), dtype=np.float32)
    for word in searched:
        hits = _hits(word, tokens, postings)
        found &= hits > 0
        worth += hits
    return found, worth


def _hits(word: str, tokens: Tokens, postings: sparse.csr_array) -> Worth:
    start, end = (bisect_left(tokens, end, key=str) for end in (word, word + _AFTER_ANY_LETTER))
    piece = slice(int(postings.indptr[start]), int(postings.indptr[end]))
    hits = np.zeros(postings.shape[1], dtype=np.float32)
    np.maximum.at(hits, postings.indices[piece], postings.data[piece])
    return hits
