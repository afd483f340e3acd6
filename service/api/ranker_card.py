"""The card of the learned ranker: what it was learned from, how good it is, and what each of its signals adds."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from pydantic import Field, model_validator

from matchers.ranking.additive import TaskModel
from matchers.ranking.card import signal_cards
from service.api.answers import Answer
from service.api.blueprints import api_blueprint
from service.api.meta import respond
from service.api.queries import NoQuery
from service.learning import EvaluationFigures
from service.ranker import LearnedModel
from service.runtime import current_runtime

blueprint = api_blueprint("ranker", "The learned ranker, telling of itself.")


class SignalAnswer(Answer):
    """One signal and its curve: at `knots` it adds `heights`, straight between them."""

    name: str
    family: str
    sentence: str
    formula: str
    by_ratio: bool = Field(description="Whether it goes by how many times the mean a value is; else by its rank.")
    knots: list[float] = Field(
        description="By ratio ln(1 + value / mean), else ln((n + 5) / (rank + 5)) among n, ranks from 0 for the best."
    )
    heights: list[float]
    share: float = Field(description="What it can add at most, of what all signals together can.")


class TaskAnswer(Answer):
    """The model of one task; the score is the sum of the signals' curves."""

    task: str = Field(description="partners of an organisation, or consortium: members for a project idea or a need.")
    signals: list[SignalAnswer] = Field(description="Those first that can add most.")
    intercept: float = Field(description="The chance is 1 / (1 + e^-(intercept + slope (score - level))), …")
    slope: float = Field(description="… level being the mean score of the 50 best.")


class Episode(Answer):
    """Signals come from before the first day, answers from there to before the second."""

    first: str
    until: str

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: object) -> object:
        return {"first": value[0], "until": value[1]} if isinstance(value, list) else value


class LearnedFrom(Answer):
    """What the ranker was learned from."""

    source: str
    text_model: str = Field(description="Whose vectors told what projects mean.")
    cut: str = Field(description="The day before which everything lies that it learned from.")
    organisations: int
    projects: int
    episodes: list[Episode] = Field(description="The times whose questions and answers it was fitted to.")
    questions: dict[str, int] = Field(description="How many past questions it was fitted to, by task.")


class RankerAnswer(Answer):
    """The learned ranker's card."""

    problem: str | None = Field(description="Why scores come from the declared weights alone; null where they do not.")
    is_shipped: bool = Field(description="Whether it is the one that comes with the release.")
    learned_from: LearnedFrom | None
    tasks: list[TaskAnswer]
    figures: EvaluationFigures | None = Field(
        description="An evaluation of the same ranker, learned in the same way from what was before its cut."
    )


@blueprint.get("/ranker", responses={200: RankerAnswer})
def get_ranker(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Tell what the learned ranker was learned from, how good it is, and what each of its signals adds."""
    return respond(ranker_answer())


def ranker_answer() -> RankerAnswer:
    """Return the card of the ranker that is in service."""
    ranker = current_runtime().ranker
    model = ranker.model()
    return RankerAnswer(
        problem=ranker.problem(),
        is_shipped=model.is_shipped,
        learned_from=_learned_from(model) if model.models else None,
        tasks=[_task(one) for one in model.models.values()],
        figures=_figures(model.about),
    )


def _learned_from(model: LearnedModel) -> LearnedFrom:
    return LearnedFrom.model_validate({name: model.about[name] for name in LearnedFrom.model_fields})


def _task(model: TaskModel) -> TaskAnswer:
    signals = [SignalAnswer.model_validate(card) for card in signal_cards(model)]
    return TaskAnswer(task=model.task, signals=signals, intercept=model.intercept, slope=model.slope)


def _figures(about: Mapping[str, Any]) -> EvaluationFigures | None:
    found = about.get("figures")
    return None if found is None else EvaluationFigures.model_validate(found)
