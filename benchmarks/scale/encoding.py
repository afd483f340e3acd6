"""How fast texts are encoded beside sentence-transformers' plain encode(), and whether neighbours stay the same."""

import time
from collections.abc import Sequence

import numpy as np

from matchers.encoder import Encoder, Vectors

TOP = 10


def rates(texts: Sequence[str]) -> tuple[float, float, float]:
    """Return texts a second by plain encode() and by ours, and which share of each text's 10 nearest is the same.

    Both read the same texts, which repeat as they do in the federation; both use what cores there are.
    """
    encoder = Encoder()
    model = encoder.load()
    model.encode_document(list(texts[:8]))
    began = time.perf_counter()
    plain = np.asarray(model.encode_document(list(texts), normalize_embeddings=True), dtype=np.float32)
    middle = time.perf_counter()
    ours = encode(encoder, texts)
    end = time.perf_counter()
    return len(texts) / (middle - began), len(texts) / (end - middle), _overlap(plain, ours)


def encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """Encode texts as a build does: equal ones once."""
    once = list(dict.fromkeys(texts))
    at = {text: place for place, text in enumerate(once)}
    return encoder.encode(once)[[at[text] for text in texts]]


def _overlap(one: Vectors, other: Vectors) -> float:
    nearest = [np.argsort(-(vectors @ vectors.T), axis=1, kind="stable")[:, :TOP] for vectors in (one, other)]
    return float(np.mean([len({*a} & {*b}) / TOP for a, b in zip(*(near.tolist() for near in nearest), strict=True)]))
