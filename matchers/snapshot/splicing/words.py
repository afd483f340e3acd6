"""Which word finds what in the next snapshot: words of rows told anew take the place of their former ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matchers.snapshot.columns import Arrays, Strings
from matchers.snapshot.splicing.columns import same_or, spliced_columns
from matchers.snapshot.splicing.moved import Ints, Moved, lengths_to_offsets

AnyArrays = Mapping[str, npt.NDArray[Any]]


def spliced_postings(name: str, moved: Moved, before: AnyArrays, found_by: Sequence[Mapping[str, float]]) -> Arrays:
    """Return the words and which rows they find; `found_by` has those of each row told anew, as `postings` has them."""
    pointers, indices, data = (before[f"{name}.posting.{part}"] for part in ("indptr", "indices", "data"))
    stays = moved.now >= 0
    former = moved.was[moved.told]
    stays[former[former >= 0]] = False
    kept = stays[indices]
    lengths = np.diff(np.concatenate([[0], np.cumsum(kept)])[pointers])

    told = sorted({word for found in found_by for word in found})
    tokens = Strings.unpack(f"{name}.token", before)
    idle = [tokens.text(row) for row in np.flatnonzero(lengths == 0).tolist()]
    words = Moved.of(tokens, told, idle)
    new_words, new_rows, worth = _cells(moved, words, told, found_by)
    new = new_words * moved.size + new_rows

    of_word = np.repeat(words.now, lengths)
    rows = moved.now[indices[kept]]
    places = np.searchsorted(of_word * moved.size + rows, new)
    counts = np.bincount(new_words, minlength=words.size)
    there = words.now >= 0
    counts[words.now[there]] += lengths[there]
    posting = {
        "indptr": lengths_to_offsets(counts).astype(pointers.dtype),
        "indices": np.insert(rows.astype(indices.dtype), places, new_rows),
        "data": np.insert(data[kept], places, worth),
        "shape": np.array([words.size, moved.size], dtype=np.int64),
    }
    found = {
        f"{name}.posting.{part}": same_or(before[f"{name}.posting.{part}"], array) for part, array in posting.items()
    }
    return found | spliced_columns(words, before, Strings.pack(f"{name}.token", told))


def _cells(
    moved: Moved, words: Moved, told: Sequence[str], found_by: Sequence[Mapping[str, float]]
) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
    """Return the word, row and worth of each hit of the rows told anew, by word and row."""
    number = dict(zip(told, words.told.tolist(), strict=True))
    of_word = np.array([number[word] for found in found_by for word in found], dtype=np.int64)
    rows = np.repeat(moved.told, [len(found) for found in found_by])
    worth = np.array([value for found in found_by for value in found.values()], dtype=np.float32)
    order = np.lexsort((rows, of_word))
    return of_word[order], rows[order], worth[order]
