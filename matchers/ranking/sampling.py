"""The candidates of each question that a model is fitted on: all that came true, the hardest others, some at random."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.past.cases import Answer
from matchers.past.training import Floats, Ints

HARDEST: Final = 300
AT_RANDOM: Final = 150

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """r candidates of questions: features (r, f), question numbers (r) in rising order, whether they came true (r).

    `correction` (r) is the logarithm of how many candidates that were not drawn each one stands for, so that sums over
    rows are as if over all candidates; `is_hub` (r) tells the organisations with most projects.
    """

    features: Floats
    question: Ints
    came_true: Flags
    is_hub: Flags
    correction: Floats


def sampled(
    features: Floats, hardness: Floats, answers: Sequence[Answer], hubs: Ints, draw: np.random.Generator
) -> Rows:
    """Return rows of questions with features (f, q, n) and a first guess at who is hard to tell apart (q, n)."""
    parts = []
    for number, answer in enumerate(answers):
        chosen, correction = _chosen(hardness[number], answer, draw)
        came_true, is_hub = np.isin(chosen, answer.relevant), np.isin(chosen, hubs)
        question = np.zeros(len(chosen), dtype=np.int64)
        parts.append(Rows(features[:, number, chosen].T, question, came_true, is_hub, correction))
    return joined(parts)


def joined(parts: Sequence[Rows]) -> Rows:
    """Return rows of several sets of questions as one, questions numbered on."""
    counts = [int(part.question[-1]) + 1 for part in parts]
    offsets = np.cumsum([0, *counts[:-1]])
    return Rows(
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.question + offset for part, offset in zip(parts, offsets, strict=True)]),
        np.concatenate([part.came_true for part in parts]),
        np.concatenate([part.is_hub for part in parts]),
        np.concatenate([part.correction for part in parts]),
    )


def _chosen(hardness: Floats, answer: Answer, draw: np.random.Generator) -> tuple[Ints, Floats]:
    """Return candidates of one question in rising order, and their corrections."""
    others = np.setdiff1d(np.arange(len(hardness)), np.union1d(answer.excluded, answer.relevant))
    order = np.argsort(-hardness[others], kind="stable")
    hardest, rest = others[order[:HARDEST]], others[order[HARDEST:]]
    drawn = draw.choice(rest, min(AT_RANDOM, len(rest)), replace=False)
    chosen = np.concatenate([answer.relevant, hardest, drawn])
    correction = np.zeros(len(chosen), dtype=np.float32)
    correction[len(chosen) - len(drawn) :] = np.log(max(len(rest), 1) / max(len(drawn), 1))
    in_order = np.argsort(chosen)
    return chosen[in_order], correction[in_order]
