"""Columns and matrices of the next snapshot, put together from those before and those of the rows told anew."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchers.snapshot.columns import Strings
from matchers.snapshot.part import Column
from matchers.snapshot.splicing.moved import Array, Moved, in_pieces, lengths_to_offsets, put_together, stretched

AnyArrays = Mapping[str, npt.NDArray[Any]]

MATRIX: Final = ("indptr", "indices", "data", "shape")
"""What a matrix consists of."""

Columns = dict[str, Column]
"""Columns by name, some in pieces, to be put into the next snapshot."""


def spliced_columns(moved: Moved, before: AnyArrays, told: AnyArrays) -> Columns:
    """Return the columns and strings that `told` has of the rows told anew, for all rows.

    What is the same as before is the same array as before, so that it need not be written again.
    """
    arrays: Columns = {}
    for name in told:
        column, _, part = name.rpartition(".")
        if part == "blob":
            arrays |= _spliced_strings(column, moved, before, told)
        elif part != "offsets":
            arrays[name] = spliced(moved, before[name], told[name])
    return arrays


def spliced(moved: Moved, before: Array, told: Array) -> Column:
    """Return one column for all rows."""
    is_number = told.dtype.kind == "f"
    if moved.is_in_place and np.array_equal(before[moved.told], told, equal_nan=is_number):
        return before
    return in_pieces(moved.runs, before, told)


def same_or(before: Array, array: Array) -> Array:
    """Return the array before where another one, which was computed, is the same."""
    return before if np.array_equal(before, array, equal_nan=array.dtype.kind == "f") else array


def spliced_matrix(name: str, rows: Moved, columns: Moved, before: AnyArrays, told: AnyArrays) -> Columns:
    """Return a matrix for all rows; the columns of `told` are numbered as in the next snapshot.

    No value before may stand in a column that is gone, unless its row is told anew.
    """
    parts = [f"{name}.{part}" for part in MATRIX]
    pointers, indices, data, _ = (before[part] for part in parts)
    told_pointers, told_indices, told_data, _ = (told[part] for part in parts)
    shape = np.array([rows.size, columns.size], dtype=np.int64)
    if rows.is_in_place and columns.is_in_place and _same_cells(rows, before, told, name):
        return {part: before[part] for part in parts}
    runs = stretched(rows.runs, pointers, told_pointers)
    numbers = indices if columns.is_in_place else columns.now.astype(indices.dtype)[indices]
    lengths = put_together(rows.runs, np.diff(pointers), np.diff(told_pointers))
    found = (
        lengths_to_offsets(lengths).astype(pointers.dtype),
        in_pieces(runs, numbers, told_indices),
        in_pieces(runs, data, told_data),
        shape,
    )
    return dict(zip(parts, found, strict=True))


def spliced_evidence(name: str, rows: Moved, before: AnyArrays, told: AnyArrays) -> Columns:
    """Return the strings that go with the values of a matrix, for all rows."""
    column = f"{name}.evidence"
    if rows.is_in_place and _same_cells(rows, before, told, name) and _same_evidence(rows, before, told, name):
        return {f"{column}.{part}": before[f"{column}.{part}"] for part in ("blob", "offsets")}
    runs = stretched(rows.runs, before[f"{name}.indptr"], told[f"{name}.indptr"])
    offsets, told_offsets = before[f"{column}.offsets"], told[f"{column}.offsets"]
    lengths = put_together(runs, np.diff(offsets), np.diff(told_offsets))
    blob = in_pieces(stretched(runs, offsets, told_offsets), before[f"{column}.blob"], told[f"{column}.blob"])
    return {f"{column}.blob": blob, f"{column}.offsets": lengths_to_offsets(lengths)}


def _spliced_strings(column: str, moved: Moved, before: AnyArrays, told: AnyArrays) -> Columns:
    names = (f"{column}.blob", f"{column}.offsets")
    former, new = Strings.unpack(column, before), Strings.unpack(column, told)
    if moved.is_in_place and all(former[row] == value for row, value in zip(moved.told.tolist(), new, strict=True)):
        return {name: before[name] for name in names}
    (blob, offsets), (told_blob, told_offsets) = ([arrays[name] for name in names] for arrays in (before, told))
    lengths = put_together(moved.runs, np.diff(offsets), np.diff(told_offsets))
    joined = in_pieces(stretched(moved.runs, offsets, told_offsets), blob, told_blob)
    return dict(zip(names, (joined, lengths_to_offsets(lengths)), strict=True))


def _same_cells(rows: Moved, before: AnyArrays, told: AnyArrays, name: str) -> bool:
    pointers, told_pointers = before[f"{name}.indptr"], told[f"{name}.indptr"]
    for place, row in enumerate(rows.told.tolist()):
        piece = slice(pointers[row], pointers[row + 1])
        other = slice(told_pointers[place], told_pointers[place + 1])
        for part in ("indices", "data"):
            if not np.array_equal(before[f"{name}.{part}"][piece], told[f"{name}.{part}"][other]):
                return False
    return True


def _same_evidence(rows: Moved, before: AnyArrays, told: AnyArrays, name: str) -> bool:
    pointers, column = before[f"{name}.indptr"], f"{name}.evidence"
    former, new = Strings.unpack(column, before), iter(Strings.unpack(column, told))
    cells = (cell for row in rows.told.tolist() for cell in range(pointers[row], pointers[row + 1]))
    return all(former[cell] == next(new) for cell in cells)
