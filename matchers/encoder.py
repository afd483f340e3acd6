"""Texts to vectors, by a sentence-transformers model."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import numpy.typing as npt

from matchers import packaged_models
from matchers.errors import EncoderError
from matchers.multilingual_e5 import PROMPTS
from matchers.precision import FULL, Precision, Runtime
from matchers.text import is_mostly_latin

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are (0 where that is not known)."""

MAX_CHARACTERS = 8_000
"""Characters of a text that reach the tokenizer: more than any model's window, so that a huge text costs no more."""

BATCH = 32
BATCH_CHARACTERS = 16_000
"""At most so many texts, and about so much text, at once: what a core's caches hold (measured: a quarter faster)."""

MANY: Final = 256
"""For so many texts at once it is worth the seconds that OpenVINO takes to take up a model."""

# Those tuned on instructions are prompted otherwise.
_E5_FAMILY = re.compile(r"e5-(small|base|large)(?!.*instruct)", re.IGNORECASE)


class Encoder:
    """Encodes texts with `model`: the name of a packaged model, a sentence-transformers name, or a folder.

    None is the packaged default. A packaged model that has to be unpacked first is unpacked below `cache`, which is the
    user's cache folder unless another is given. `precision` is what its layers compute in, and part of the id that
    vectors are known by. `runtime` computes them where there are MANY texts; fewer, and needs, are torch's, whose
    vectors are the same. The model is loaded at the first use, or by `load`; loading raises EncoderError with what to
    do.
    """

    def __init__(
        self,
        model: str | None = None,
        cache: Path | None = None,
        precision: Precision = FULL,
        runtime: Runtime = "torch",
    ) -> None:
        self._name = model if model is not None else packaged_models.DEFAULT
        self._cache = cache if cache is not None else packaged_models.user_cache()
        self._precision: Precision = precision
        self._runtime = runtime
        self.model_id = packaged_models.model_id(self._name) + ("" if precision == FULL else f" {precision}")
        self._model: SentenceTransformer | None = None
        # By process id: what OpenVINO computes with does not survive a fork.
        self._for_many: dict[int, SentenceTransformer] = {}
        self._threads = 1
        self._loading = Lock()

    @property
    def is_for_english_alone(self) -> bool:
        """Whether the model is known to have learned from English texts alone."""
        return self.model_id.split(" ")[0] in packaged_models.ENGLISH_ALONE

    def reads(self, text: str) -> bool:
        """Tell whether the model can make sense of a text: it has a word, in a script that the model learned.

        What it cannot read is encoded as zeros: like nothing.
        """
        beginning = text[:MAX_CHARACTERS]
        if not any(char.isalpha() for char in beginning):
            return False
        return not self.is_for_english_alone or beginning.isascii() or is_mostly_latin(beginning)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return cast("int", self.load().get_embedding_dimension())

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts that are searched among; float32 of shape (len(texts), dimensions), rows of unit length.

        Rows of texts that the model cannot read are zeros.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        readable = [row for row, text in enumerate(texts) if self.reads(text)]
        batches = list(_batches(texts, readable))
        done = len(texts) - len(readable)
        encoded_batch = partial(_encoded, self._model_for(len(readable)), texts)
        pool = ThreadPoolExecutor(self._threads, initializer=_compute_with_one_core)
        try:
            for rows, encoded in zip(batches, pool.map(encoded_batch, batches), strict=True):
                vectors[rows] = encoded
                done += len(rows)
                if progress is not None:
                    progress(done, len(texts))
        finally:
            pool.shutdown(cancel_futures=True)  # whoever interrupts waits for no more than the batches at hand
        return vectors

    def _model_for(self, count: int) -> "SentenceTransformer":
        """Return the model that encodes so many texts."""
        model = self.load()
        if self._runtime == "torch" or count < MANY:
            return model
        from matchers.openvino_layers import by_openvino  # noqa: PLC0415  # of those who ask for it alone

        with self._loading:
            if os.getpid() not in self._for_many:
                self._for_many[os.getpid()] = by_openvino(model, self._precision, self._threads)
            return self._for_many[os.getpid()]

    def encode_need(self, text: str) -> Vectors:
        """Encode a text that is searched with; float32 of shape (dimensions,), of unit length, or zeros as above."""
        if not self.reads(text):
            return np.zeros(self.dimensions, dtype=np.float32)
        vectors = self.load().encode_query([text[:MAX_CHARACTERS]], normalize_embeddings=True)
        return cast("Vectors", np.asarray(vectors, dtype=np.float32)[0])

    def cuts(self, text: str) -> bool:
        """Tell whether the model reads only the beginning of a need."""
        model = self.load()
        if len(text) > MAX_CHARACTERS or model.get_max_seq_length() is None:
            return model.get_max_seq_length() is not None
        prompt = model.prompts.get("query") or ""
        # Cut and padded as for encoding: a tokenizer remembers both, and another thread may be encoding with it.
        rows = model.tokenizer([prompt + text], padding=True, truncation=True, return_overflowing_tokens=True)
        return len(rows["input_ids"]) > 1

    def unpack(self, progress: Progress) -> None:
        """Do now what the first `load` on a machine would do and that takes seconds; nothing where it is done."""
        if packaged_models.needs_unpacking(self._name, self._cache):
            progress(0, 0)
            packaged_models.source(self._name, self._cache)
            progress(1, 1)

    def load(self, threads: int | None = None) -> "SentenceTransformer":
        """Load the model if it is not loaded yet, and return it; `encode` then uses so many threads, or all cores."""
        with self._loading:
            if self._model is None:
                self._model = self._loaded(threads)
            return self._model

    def _loaded(self, threads: int | None) -> "SentenceTransformer":
        # Importing torch takes seconds: commands that encode nothing must not pay for it.
        import torch  # noqa: PLC0415
        from safetensors import SafetensorError  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

        self._threads = threads or torch.get_num_threads()
        _compute_with_one_core()
        disable_progress_bar()  # type: ignore[no-untyped-call]  # the library's omission
        source = packaged_models.source(self._name, self._cache)
        try:
            model = SentenceTransformer(source, device="cpu")
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            remedy = packaged_models.remedy(self._name, self._cache)
            raise EncoderError(f"The embedding model {self.model_id!r} cannot be loaded ({error}). {remedy}") from error
        # On the hub, the models of this family say in prose only which prompts they want.
        if _E5_FAMILY.search(source) and not any(model.prompts.values()):
            model.prompts.update(PROMPTS)
        if self._precision != FULL:
            _compute_in_half(model[0])
        model.encode([""])  # sets how the tokenizer cuts and pads, before threads share it
        return model


def _encoded(model: "SentenceTransformer", texts: Sequence[str], rows: Sequence[int]) -> Vectors:
    batch = [texts[row][:MAX_CHARACTERS] for row in rows]
    return cast("Vectors", model.encode_document(batch, batch_size=BATCH, normalize_embeddings=True))


def _compute_with_one_core() -> None:
    """Let this thread compute alone: batches side by side do not wait for each other as the parts of one would.

    Where another program has one of two cores, a batch shared by two threads takes three times as long (measured).
    """
    import torch  # noqa: PLC0415  # as above

    torch.set_num_threads(1)


def _compute_in_half(layers: Any) -> None:  # noqa: ANN401  # torch's modules have no types
    """Let a model's layers multiply in bfloat16; sums of what a text's words mean, and lengths, stay in float32."""
    import torch  # noqa: PLC0415  # as above

    forward = layers.forward

    def forward_in_half(*told: Any, **named: Any) -> Any:  # noqa: ANN401  # likewise
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return forward(*told, **named)

    layers.forward = forward_in_half


def _batches(texts: Sequence[str], rows: Sequence[int]) -> Iterator[list[int]]:
    """Yield rows that go together: of about one length, so that little is padded, the longest first."""
    order = sorted(rows, key=lambda i: (-len(texts[i]), i))
    start = 0
    while start < len(order):
        length = min(len(texts[order[start]]), MAX_CHARACTERS)
        size = max(1, min(BATCH, BATCH_CHARACTERS // max(1, length)))
        yield order[start : start + size]
        start += size
