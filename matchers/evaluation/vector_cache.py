"""Vectors of texts kept on disk, so that a second evaluation encodes nothing."""

import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from matchers.encoder import Encoder, Progress, Vectors
from matchers.text import text_hash


class VectorCache:
    """Encodes texts that it has not seen and keeps all in `folder`, one file a model, under the hashes of the texts."""

    def __init__(self, encoder: Encoder, folder: Path, progress: Progress | None = None) -> None:
        self.encoder = encoder
        self.path = folder / f"{re.sub(r'[^A-Za-z0-9.-]+', '-', encoder.model_id)}.npz"
        self.progress = progress
        self._known: dict[str, Vectors] | None = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors (texts, d), of unit length."""
        known = self._read() if self._known is None else self._known
        self._known = known
        hashes = [text_hash(text) for text in texts]
        new = {key: text for key, text in zip(hashes, texts, strict=True) if key not in known}
        if new:
            known.update(zip(new, self.encoder.encode(list(new.values()), self.progress), strict=True))
            self._write(known)
        return np.array([known[key] for key in hashes], dtype=np.float32).reshape(len(texts), self._dimensions())

    def _dimensions(self) -> int:
        return len(next(iter(self._known.values()))) if self._known else 0

    def _read(self) -> dict[str, Vectors]:
        try:
            with np.load(self.path, allow_pickle=False) as file:
                return dict(zip(file["hashes"].tolist(), file["vectors"], strict=True))
        except (FileNotFoundError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
            return {}  # a cache that is not there or half-written costs time only

    def _write(self, known: dict[str, Vectors]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
            np.savez(file, hashes=np.array(list(known)), vectors=np.stack(list(known.values())))
        Path(file.name).replace(self.path)  # in one step, so that no reader sees half a file
