from pathlib import Path

import numpy as np
import pytest

from matchers.evaluation.vector_cache import VectorCache
from tests.matchers.conftest import WordEncoder


def test_each_text_is_encoded_once(tmp_path: Path, encoder: WordEncoder) -> None:
    cache = VectorCache(encoder, tmp_path / "new" / "folder")
    first = cache.encode(["wind", "water", "wind"])
    assert encoder.encoded == ["wind", "water"]
    assert (first[0] == first[2]).all()
    cache.encode(["water", "sun"])
    assert encoder.encoded == ["wind", "water", "sun"]


def test_vectors_outlive_the_process(tmp_path: Path, encoder: WordEncoder) -> None:
    vectors = VectorCache(encoder, tmp_path).encode(["wind", "water"])
    later = WordEncoder()
    again = VectorCache(later, tmp_path).encode(["water", "wind"])
    assert later.encoded == []
    assert (again == vectors[::-1]).all()


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    VectorCache(WordEncoder("one/model"), tmp_path).encode(["wind"])
    other = WordEncoder("another model", dimensions=8)
    assert VectorCache(other, tmp_path).encode(["wind"]).shape == (1, 8)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another-model.npz", "one-model.npz"]


@pytest.mark.parametrize("broken", [b"", b"half a file", b"PK\x03\x04 no more"])
def test_a_broken_cache_is_made_anew(tmp_path: Path, encoder: WordEncoder, broken: bytes) -> None:
    (tmp_path / "words.npz").write_bytes(broken)
    vectors = VectorCache(encoder, tmp_path).encode(["wind"])
    assert encoder.encoded == ["wind"]
    assert (VectorCache(encoder, tmp_path).encode(["wind"]) == vectors).all()


def test_vectors_are_those_of_the_encoder(tmp_path: Path, encoder: WordEncoder) -> None:
    texts = ["wind", "", "x" * 5000]
    assert np.array_equal(VectorCache(encoder, tmp_path).encode(texts), WordEncoder().encode(texts))


def test_progress_is_told(tmp_path: Path, encoder: WordEncoder) -> None:
    told: list[tuple[int, int]] = []
    VectorCache(encoder, tmp_path, lambda done, total: told.append((done, total))).encode(["wind", "sun"])
    assert told == [(2, 2)]
