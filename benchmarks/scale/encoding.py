"""How fast texts are encoded beside sentence-transformers' plain encode(), and whether neighbours stay the same."""

import time
from collections.abc import Sequence
from typing import Final

import numpy as np

from matchers.encoder import MANY, Encoder, Vectors
from matchers.precision import FULL, Precision, Runtime

TOP = 10

OTHER_WAYS: Final[tuple[tuple[Precision, Runtime], ...]] = (
    ("bfloat16", "torch"),
    ("float32", "openvino"),
    ("bfloat16", "openvino"),
)
"""In what and by what texts can be encoded, but for the default."""


def rates(texts: Sequence[str], precision: Precision = FULL, runtime: Runtime = "torch") -> tuple[float, float, float]:
    """Return texts a second by plain encode() and by ours, and which share of each text's 10 nearest is the same.

    Both read the same texts, which repeat as they do in the federation; both use what cores there are. Ours computes
    in `precision`, by `runtime`, and has taken the model up before.
    """
    encoder = Encoder()
    model = encoder.load()
    model.encode_document(list(texts[:8]))
    began = time.perf_counter()
    plain = np.asarray(model.encode_document(list(texts), normalize_embeddings=True), dtype=np.float32)
    plain_seconds = time.perf_counter() - began
    own = Encoder(precision=precision, runtime=runtime)
    own.encode(texts[:MANY])
    began = time.perf_counter()
    ours = encode(own, texts)
    return len(texts) / plain_seconds, len(texts) / (time.perf_counter() - began), _overlap(plain, ours)


def encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Encode texts as a build does: equal ones once."""
    once = list(dict.fromkeys(texts))
    at = {text: place for place, text in enumerate(once)}
    return encoder.encode(once)[[at[text] for text in texts]]


def _overlap(one: Vectors, other: Vectors) -> float:
    nearest = [np.argsort(-(vectors @ vectors.T), axis=1, kind="stable")[:, :TOP] for vectors in (one, other)]
    return float(np.mean([len({*a} & {*b}) / TOP for a, b in zip(*(near.tolist() for near in nearest), strict=True)]))
