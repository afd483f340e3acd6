"""Reciprocal rank fusion: several rankings made one."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from matchers.evaluation.recommender import Recommender
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Training

SMOOTHING: Final = 60
"""The k of the paper: how little first places stand out."""


class RankFusion:
    """Sums 1 / (60 + rank) over recommenders (Cormack, Clarke and Büttcher, SIGIR 2009), one set of them a task."""

    learned = False
    gives_probabilities = False

    def __init__(self, name: str, for_partners: Sequence[Recommender], for_consortium: Sequence[Recommender]) -> None:
        self.name = name
        self.for_partners = for_partners
        self.for_consortium = for_consortium

    def fit(self, training: Training) -> None:
        """Fit each of them."""
        for recommender in dict.fromkeys((*self.for_partners, *self.for_consortium)):
            recommender.fit(training)

    def partners(self, seekers: Ints) -> Floats:
        """Return fused ranks."""
        return fused([recommender.partners(seekers) for recommender in self.for_partners])

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return fused ranks."""
        return fused([recommender.consortium(ideas) for recommender in self.for_consortium])


def fused(all_scores: Sequence[Floats]) -> Floats:
    """Return for scores (q, n) of several recommenders the sums of 1 / (60 + rank)."""
    total = np.zeros_like(all_scores[0])
    for scores in all_scores:
        total += 1.0 / (SMOOTHING + ranks(scores))
    return total


def ranks(scores: Floats) -> Floats:
    """Return the rank of each score in its row, from 1 for the highest; equal scores share their mean rank."""
    return np.apply_along_axis(_ranks, 1, scores) if len(scores) else np.zeros_like(scores)


def _ranks(scores: Floats) -> Floats:
    order = np.argsort(-scores, kind="stable")
    in_order = scores[order]
    starts = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
    ends = np.append(starts[1:], len(scores))
    found = np.empty(len(scores), dtype=np.float32)
    found[order] = np.repeat((starts + 1 + ends) / 2, ends - starts)
    return found
