"""The page of the learned ranker: its card, with a drawing of each signal's curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template

from matchers.ranking.card import SignalCard, signal_cards
from matchers.said import said
from service.api.ranker_card import ranker_answer
from service.curves import Curve, curve, highest_of
from service.learning import TASK_NAMES, EvaluationFigures, Interval
from service.pages.wording import in_language
from service.runtime import current_runtime

blueprint = Blueprint("ranker", __name__)

VARIANTS = {
    "all": said("all questions"),
    "tail": said("without the 100 organisations that have most projects"),
    "newcomers": said("asked for organisations with at most one earlier project"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One ranker in a table of figures."""

    name: str
    learned: bool
    ndcg: Interval
    recall: float
    gain: Interval | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rankers on one task and variant, best first; `best` is the best that is not learned."""

    task: str
    variant: str
    questions: int
    best: str | None
    rows: tuple[Compared, ...]


@blueprint.get("/ranker")
def show() -> str:
    """Show what the learned ranker was learned from, how good it is, and what each of its signals adds."""
    answer = ranker_answer()
    models = current_runtime().ranker.model().models
    candidates = answer.learned_from.organisations if answer.learned_from else 0
    return render_template(
        "ranker.html",
        ranker=answer,
        task_names=TASK_NAMES,
        drawn={task: drawn(signal_cards(model), candidates) for task, model in models.items()},
        comparisons=comparisons(answer.figures) if answer.figures else (),
    )


def drawn(signals: Sequence[SignalCard], candidates: int) -> tuple[tuple[SignalCard, Curve], ...]:
    """Return the signals that add anything, each with the drawing of its curve, all on one scale."""
    highest = highest_of(signals)
    return tuple((signal, curve(signal, highest, candidates)) for signal in signals if signal.share > 0)


def comparisons(figures: EvaluationFigures) -> tuple[Comparison, ...]:
    """Return a table for each task and variant that has questions."""
    return tuple(
        Comparison(column.task, VARIANTS[column.variant], column.questions, column.best, rows)
        for column in figures.columns
        if (rows := _compared(figures, column.task, column.variant))
    )


def _compared(figures: EvaluationFigures, task: str, variant: str) -> tuple[Compared, ...]:
    rows = [
        Compared(row.name, row.learned, found.ndcg, found.recall, found.gain)
        for row in figures.rows
        for found in row.figures
        if (found.task, found.variant) == (task, variant)
    ]
    return tuple(sorted(rows, key=lambda row: -(row.ndcg.value or 0.0)))


def told(message: str) -> str:
    """Tell what a signal says of itself in the language at hand: `service.translations.messages` knows all of it."""
    return in_language(said(message))


FILTERS: Final = {"told": told}
