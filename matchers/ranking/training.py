"""Learns from what followed in the past.

All episodes lie before the training's own cut, so nothing after it is seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matchers.past.cases import CONSORTIUM, PARTNERS
from matchers.past.introductions import CameTrue, between
from matchers.past.training import Training
from matchers.ranking.additive import TaskModel, raised
from matchers.ranking.episodes import Episode, episode_rows, episodes
from matchers.ranking.errors import NothingToLearnError
from matchers.ranking.fitting import fitted_heights
from matchers.ranking.meaning import Encode, no_vectors
from matchers.ranking.probability import logistic
from matchers.ranking.sampling import Rows, joined
from matchers.ranking.settings import SETTINGS
from matchers.ranking.signals import signals_of

FEWEST_QUESTIONS: Final = 20
"""About as many as a model has signals: from fewer, their curves would tell what happened by chance."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The models by task, and the episodes and number of questions that they were learned from."""

    models: dict[str, TaskModel]
    episodes: tuple[Episode, ...]
    questions: dict[str, int]


def learn(
    training: Training, seed: int = 0, came_true: Sequence[CameTrue] = (), encode: Encode = no_vectors
) -> Learned:
    """Fit a model to each task of which the past answers enough questions; NothingToLearnError where of none.

    Suggestions that came true before the training's cut are right answers too, in the last episode that begins before.
    `encode` makes vectors of texts; without it nothing is learned of signals of meaning.
    """
    found = episodes(training)
    rows: dict[str, list[Rows]] = {PARTNERS: [], CONSORTIUM: []}
    for number, episode in enumerate(found):
        until = training.cut if episode is found[-1] else episode[1]
        told = between(came_true, episode[0], until)
        for task, part in episode_rows(training, episode, np.random.default_rng([seed, number]), told, encode):
            rows[task].append(part)
    years = years_since_earlier(training)
    questions = {task: sum(int(part.question[-1]) + 1 for part in parts) for task, parts in rows.items()}
    enough = [task for task, count in questions.items() if count >= FEWEST_QUESTIONS]
    if not enough:
        raise NothingToLearnError(
            f"The past holds {max(questions.values())} cases of organisations that worked together anew, and "
            f"{FEWEST_QUESTIONS} are needed to learn a ranker; suggestions by declared weights go on."
        )
    models = {task: _model(task, rows[task], years) for task in enough}
    return Learned(models, found, {task: questions[task] for task in enough})


def years_since_earlier(training: Training) -> float:
    """Return for how many years before the cut this programme had followed the earlier one; 0 without any."""
    known = bool(training.earlier) and not np.isnan(training.years_ago).all()
    return float(np.nanmax(training.years_ago)) if known else 0.0


def _model(task: str, episodes_rows: Sequence[Rows], years: float) -> TaskModel:
    """Fit curves to all episodes and probabilities to the last one."""
    model, youngest = _curves(task, episodes_rows, years), episodes_rows[-1]
    intercept, slope = logistic(youngest, model.score(youngest.features.T))
    return replace(model, intercept=intercept, slope=slope)


def _curves(task: str, parts: Sequence[Rows], years: float) -> TaskModel:
    settings, rows = SETTINGS[task], joined(parts)
    names = tuple(signal.name for signal in signals_of(task))
    knots = np.array(settings.shape.knots, dtype=np.float32)
    model = TaskModel(task, names, knots, fitted_heights(rows, settings.shape))
    height = settings.declared_after(years) * float(model.score(rows.features.T).std()) * float(knots[-1])
    return replace(model, heights=raised(model, settings.declared_on, height / len(settings.declared_on)))
