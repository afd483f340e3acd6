"""LightGBM LambdaMART: boosted trees that order a fusion's best anew, learned on the training's own last years."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

import numpy as np

from matchers.evaluation.baselines.fusion import fused, ranks
from matchers.evaluation.baselines.practice import practice
from matchers.evaluation.errors import RecommenderUnavailableError
from matchers.evaluation.recommender import Recommender
from matchers.past.cases import UNSEEN, Answer, ProjectIdea
from matchers.past.training import Floats, Ints, Training

REORDERED: Final = 500
"""First places of the fusion that are ordered anew."""

PARAMETERS: Final = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 100,
    "lambda_l2": 10.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 20,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
"""Few leaves and slow learning: a few hundred questions carry no more."""

TREES: Final = 150


@dataclass(frozen=True, slots=True)
class Lists:
    """A fusion's scores (q, n), the rows of its best (q, k), and their features (q, k, f)."""

    fusion: Floats
    best: Ints
    features: Floats


@dataclass(frozen=True, slots=True)
class Lessons:
    """Labels (k) and features (k, f) of listed candidates, one array a question that has a right answer in its list."""

    labels: list[Ints] = field(default_factory=list)
    features: list[Floats] = field(default_factory=list)

    def add(self, lists: Lists, answers: Sequence[Answer]) -> None:
        """Take in the lists of questions whose answers are known."""
        for best, features, answer in zip(lists.best, lists.features, answers, strict=True):
            kept = ~np.isin(best, answer.excluded)
            right = np.isin(best[kept], answer.relevant)
            if right.any():
                self.labels.append(right.astype(np.int64))
                self.features.append(features[kept])


class LambdaMART:
    """Boosted trees over the scores and ranks of `parts` and a few facts (Burges, MSR-TR-2010-82)."""

    name = "LightGBM LambdaMART"
    learned = True
    gives_probabilities = False

    def __init__(self, parts: Sequence[Recommender], seed: int = 0) -> None:
        self.parts = parts
        self.seed = seed

    def fit(self, training: Training) -> None:
        """Learn how the last two fifths of the training followed from what was before, then take in all of it."""
        lightgbm = _lightgbm()
        of_partners, of_consortium = Lessons(), Lessons()
        for before, cases in practice(training):
            self._take_in(before)
            of_partners.add(self._partner_lists(cases.seekers), cases.partner_answers)
            of_consortium.add(self._idea_lists(cases.ideas), cases.consortium_answers)
        self.by_partners_ = self._trees(lightgbm, of_partners)
        self.by_consortium_ = self._trees(lightgbm, of_consortium)
        self._take_in(training)

    def partners(self, seekers: Ints) -> Floats:
        """Return scores: the fusion's best in the trees' order, the others below in the fusion's."""
        return _ordered(self.by_partners_, self._partner_lists(seekers))

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return scores as `partners` does."""
        return _ordered(self.by_consortium_, self._idea_lists(ideas))

    def _take_in(self, training: Training) -> None:
        self.facts_ = candidate_facts(training)
        for part in self.parts:
            part.fit(training)

    def _partner_lists(self, seekers: Ints) -> Lists:
        return _lists([part.partners(seekers) for part in self.parts], seekers, self.facts_)

    def _idea_lists(self, ideas: Sequence[ProjectIdea]) -> Lists:
        coordinators = np.array([idea.coordinator for idea in ideas], dtype=np.int64)
        return _lists([part.consortium(ideas) for part in self.parts], coordinators, self.facts_)

    def _trees(self, lightgbm: Any, lessons: Lessons) -> Any:  # noqa: ANN401  # it has no types
        """Return the booster, or None where there is no question to learn from; better scores never count less."""
        if not lessons.labels:
            return None
        sizes = [len(right) for right in lessons.labels]
        data = lightgbm.Dataset(np.concatenate(lessons.features), np.concatenate(lessons.labels), group=sizes)
        signs = [1] * (2 * len(self.parts)) + [0] * (2 * self.facts_.shape[1])
        return lightgbm.train(PARAMETERS | {"seed": self.seed, "monotone_constraints": signs}, data, TREES)


def _lists(scores: Sequence[Floats], seekers: Ints, facts: Floats) -> Lists:
    """Return the fusion's best with each part's score and rank, and facts of who asks (0 if UNSEEN) and is listed."""
    fusion = fused(scores)
    best = np.argsort(-fusion, axis=1, kind="stable")[:, :REORDERED]
    taken = [np.take_along_axis(part, best, axis=1) for part in scores]
    taken += [-np.log(np.take_along_axis(ranks(part), best, axis=1)) for part in scores]
    of_seeker = np.where((seekers == UNSEEN)[:, None], 0.0, facts[seekers])
    taken += [np.broadcast_to(column[:, None], best.shape) for column in of_seeker.T]
    taken += [column[best] for column in facts.T]
    return Lists(fusion, best.astype(np.int64), np.stack(taken, axis=-1).astype(np.float32))


def _ordered(booster: Any, lists: Lists) -> Floats:  # noqa: ANN401  # it has no types
    if booster is None or not len(lists.best):
        return lists.fusion
    predicted = booster.predict(lists.features.reshape(-1, lists.features.shape[-1])).reshape(lists.best.shape)
    above = lists.fusion.max() + 1.0 + predicted - predicted.min(axis=1, keepdims=True)
    scores = lists.fusion.copy()
    np.put_along_axis(scores, lists.best, above.astype(np.float32), axis=1)
    return scores


def candidate_facts(training: Training) -> Floats:
    """Return for each candidate (n, 4): projects, recent ones, ones of the earlier programme, and ones it coordinated.

    Of recent ones a project is worth half of one that is a year younger.
    """
    recent = training.took_part @ np.nan_to_num(0.5**training.years_ago)
    earlier = np.asarray(training.took_part_earlier.sum(axis=1)).ravel()[: len(training.organisations)]
    leads = np.zeros(len(training.organisations))
    for tie in training.corpus.participations:
        leads[training.row_by_id[tie.organisation]] += tie.is_coordinator
    return np.stack([training.project_counts, recent, earlier, leads], axis=1).astype(np.float32)


def _lightgbm() -> Any:  # noqa: ANN401  # it has no types
    try:
        return import_module("lightgbm")
    except ImportError as error:
        raise RecommenderUnavailableError("not installed: pip install -r requirements-dev.txt") from error
