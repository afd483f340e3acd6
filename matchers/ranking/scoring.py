"""Scores of all candidates by a learned model, and what each signal added."""

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.additive import TaskModel
from matchers.ranking.asking import Asked, batches
from matchers.ranking.context import Context
from matchers.ranking.probability import Table, levels
from matchers.ranking.questions import Questions
from matchers.ranking.signals import SIGNALS
from matchers.ranking.signals.signal import Signal
from matchers.ranking.transform import features


def scores(model: TaskModel, context: Context, asked: Asked) -> Floats:
    """Return scores (q, n) of all candidates for organisations (their rows) or for project ideas."""
    if not context.candidates or not len(asked):
        return np.zeros((len(asked), context.candidates), dtype=np.float32)
    return np.concatenate([model.score(features_of(model, questions)) for questions in batches(context, asked)])


def probabilities(model: TaskModel, context: Context, asked: Asked) -> Floats:
    """Return the probability (q, n) that each candidate comes true, in the order of the scores."""
    found = scores(model, context, asked)
    return model.probability(found - levels(found, settled(context, asked))[:, None])


def settled(context: Context, asked: Asked) -> Table:
    """Return who is not asked for (q, n): an organisation itself and its partners, a project idea's coordinator."""
    if isinstance(asked, np.ndarray):
        together = context.network.together_now[asked].toarray() > 0
        together[np.arange(len(asked)), asked] = True
        return np.asarray(together)
    coordinators = np.array([idea.coordinator for idea in asked], dtype=np.int64)
    return np.asarray(coordinators[:, None] == np.arange(context.candidates)[None])


def contributions(model: TaskModel, questions: Questions) -> Floats:
    """Return what each of the model's signals adds to each score (f, q, n); their sum is the score."""
    return model.contributions(features_of(model, questions))


def features_of(model: TaskModel, questions: Questions) -> Floats:
    """Return what the model sees of its signals (f, q, n), as `transform.features` makes it."""
    return features(used_signals(model), questions, model.task)


def used_signals(model: TaskModel) -> tuple[Signal, ...]:
    """Return the model's signals in its order."""
    by_name = {signal.name: signal for signal in SIGNALS}
    return tuple(by_name[name] for name in model.signals)
