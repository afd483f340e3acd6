"""Which word finds what in the next snapshot: words of rows told anew take the place of their former ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from matchers.snapshot.columns import Strings
from matchers.snapshot.splicing.columns import Columns, same_or, spliced_columns
from matchers.snapshot.splicing.moved import Ints, Moved, lengths_to_offsets

AnyArrays = Mapping[str, npt.NDArray[Any]]


def spliced_postings(name: str, moved: Moved, before: AnyArrays, found_by: Sequence[Mapping[str, float]]) -> Columns:
    """Return the words and which rows they find; `found_by` has those of each row told anew, as `postings` has them."""
    pointers, indices, data = (before[f"{name}.posting.{part}"] for part in ("indptr", "indices", "data"))
    former = moved.was[moved.told]
    stays = moved.now >= 0
    stays[former[former >= 0]] = False
    lengths = np.diff(pointers)
    if not stays.all():
        kept = stays[indices]
        lengths = np.diff(np.concatenate([[0], np.cumsum(kept, dtype=pointers.dtype)])[pointers])
        indices, data = indices[kept], data[kept]
    rows = indices if moved.is_in_place else moved.now.astype(indices.dtype)[indices]

    told = sorted({word for found in found_by for word in found})
    tokens = Strings.unpack(f"{name}.token", before)
    words = Moved.of(tokens, told, [tokens.text(row) for row in np.flatnonzero(lengths == 0).tolist()])
    new_words, new_rows, worth = _cells(moved, words, told, found_by)
    counts = np.zeros(words.size, dtype=np.int64)
    there = words.now >= 0
    counts[words.now[there]] = lengths[there]
    starts = lengths_to_offsets(counts)
    places = [
        starts[word] + np.searchsorted(rows[starts[word] : starts[word + 1]], row)
        for word, row in zip(new_words.tolist(), new_rows.tolist(), strict=True)
    ]
    counts += np.bincount(new_words, minlength=words.size)
    posting = {
        "indptr": lengths_to_offsets(counts).astype(pointers.dtype),
        "indices": np.insert(rows, places, new_rows) if places else rows,
        "data": np.insert(data, places, worth) if places else data,
        "shape": np.array([words.size, moved.size], dtype=np.int64),
    }
    found: Columns = {
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
