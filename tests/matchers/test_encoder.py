"""The real model, from the installed wheel: nothing is fetched."""

import numpy as np
import pytest

from matchers.encoder import Encoder
from matchers.errors import EncoderError


@pytest.fixture(scope="module")
def model() -> Encoder:
    encoder = Encoder()
    encoder.load()
    return encoder


def test_what_is_alike_in_meaning_is_near(model: Encoder) -> None:
    wind, offshore, biogas = model.encode(
        ["wind turbine blades", "rotor of an offshore windmill", "cow manure digester"]
    )
    assert wind @ offshore > wind @ biogas + 0.2


def test_vectors_have_unit_length_in_the_order_of_the_texts(model: Encoder) -> None:
    texts = ["short", "a much longer text about heat pumps in district heating " * 5, "", "⚡", "short"]
    vectors = model.encode(texts)
    assert vectors.shape == (5, model.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert vectors[0] == pytest.approx(vectors[4], abs=1e-5)
    assert vectors[0] @ model.encode_need("short") == pytest.approx(1.0, abs=1e-5)


def test_a_huge_text_costs_no_more_than_a_long_one(model: Encoder) -> None:
    assert model.encode_need("wind " * 1_000_000).shape == (model.dimensions,)


def test_no_texts_give_no_vectors(model: Encoder) -> None:
    assert model.encode([]).shape == (0, model.dimensions)


def test_progress_counts_up_to_all(model: Encoder) -> None:
    calls: list[tuple[int, int]] = []
    model.encode([f"text {number}" for number in range(40)], lambda done, total: calls.append((done, total)))
    assert calls == [(32, 40), (40, 40)]


def test_a_model_that_is_not_there_is_told_in_a_sentence(tmp_path: object) -> None:
    with pytest.raises(EncoderError, match="Set EMBEDDING_MODEL to"):
        Encoder(f"{tmp_path}/no-such-model").load()
