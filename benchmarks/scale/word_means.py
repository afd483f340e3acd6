"""A quick stand-in for a text model: encoding 800,000 texts with a real one takes hours, and is measured on a sample.

A text is the mean of its words, rare ones first, less what all texts have in common (Arora, Liang and Ma, ICLR 2017).
Words that the sentences and capabilities of a federation are made of have the vectors that the real model gives them,
all others (names, numbers) have weak random ones. So texts about the same things are near each other, texts differ, and
neighbours are as hard to find as among real vectors of as many dimensions.
"""

import re
from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from scipy import sparse

from matchers.encoder import Encoder, Progress, Vectors

_WORD = re.compile(r"\w+")
_OTHERS = 4_096
"""Words that are not known share so many random vectors."""

_WEAK = 0.3
"""What an unknown word weighs beside a known one."""

_BATCH = 20_000


class WordMeans(Encoder):
    """Encodes as `Encoder` does, some ten thousand texts a second; `known` are texts whose words the model reads."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        having = Counter(word for text in known for word in set(_WORD.findall(text.lower())))
        words = sorted(having)
        real = Encoder().encode(words)
        real -= real.mean(axis=0)  # what all words have in common says nothing
        real /= np.maximum(np.linalg.norm(real, axis=1, keepdims=True), 1e-6)
        random = np.random.default_rng(0).normal(size=(_OTHERS, real.shape[1])).astype(np.float32)
        random *= _WEAK / np.linalg.norm(random, axis=1, keepdims=True)
        rarity = np.log(len(known) / np.array([having[word] for word in words], dtype=np.float32))
        self._vectors = np.concatenate([real * rarity[:, None], random * np.log(len(known))])
        self._at = {word: place for place, word in enumerate(words)}
        self._common = np.zeros(real.shape[1], dtype=np.float32)
        self._common = self._means(known).mean(axis=0)
        self.model_id = "word means, for measurements"

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._vectors.shape[1])

    def reads(self, text: str) -> bool:  # noqa: D102  # as the encoder has it
        return bool(text)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:  # noqa: D102  # likewise
        parts = []
        for start in range(0, len(texts), _BATCH):
            parts.append(self._encoded_batch(texts[start : start + _BATCH]))
            if progress is not None:
                progress(min(start + _BATCH, len(texts)), len(texts))
        return np.concatenate(parts) if parts else np.zeros((0, self.dimensions), dtype=np.float32)

    def encode_need(self, text: str) -> Vectors:  # noqa: D102  # likewise
        return np.asarray(self.encode([text])[0])

    def unpack(self, progress: Progress) -> None:
        """Have nothing to unpack."""

    def _encoded_batch(self, texts: Sequence[str]) -> Vectors:
        vectors = self._means(texts) - self._common
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6))

    def _means(self, texts: Sequence[str]) -> Vectors:
        """Return the mean vectors of texts (m, d)."""
        rows, columns = [], []
        at, first = self._at, len(self._at)
        for row, text in enumerate(texts):
            words = _WORD.findall(text.lower())
            columns += [at[word] if word in at else first + crc32(word.encode()) % _OTHERS for word in words]
            rows += [row] * len(words)
        counts = sparse.csr_array(
            (np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=(len(texts), len(self._vectors))
        )
        totals = np.maximum(np.asarray(counts.sum(axis=1)), 1.0)[:, None]
        return np.asarray((counts @ self._vectors) / totals, dtype=np.float32)
