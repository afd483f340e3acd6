"""What a learned ranker says of itself: what it was learned from, and what each of its signals adds."""

from dataclasses import dataclass
from typing import Any

from matchers.past.training import Training
from matchers.ranking.additive import TaskModel
from matchers.ranking.scoring import used_signals
from matchers.ranking.training import Learned


@dataclass(frozen=True, slots=True)
class SignalCard:
    """One signal of a model and its curve: at `knots` of the log rank, or log ratio, it adds `heights`.

    `share` is what it can add at most, of what all signals together can.
    """

    name: str
    family: str
    sentence: str
    formula: str
    by_ratio: bool
    knots: tuple[float, ...]
    heights: tuple[float, ...]
    share: float


def facts(learned: Learned, training: Training, text_model: str) -> dict[str, Any]:
    """Return JSON facts of what was learned from, and whose vectors, to be kept in the model's file."""
    return {
        "text_model": text_model,
        "cut": training.cut.isoformat(),
        "organisations": len(training.organisations),
        "projects": len(training.projects),
        "earlier_participations": len(training.earlier),
        "episodes": [[first.isoformat(), until.isoformat()] for first, until in learned.episodes],
        "questions": learned.questions,
    }


def signal_cards(model: TaskModel) -> tuple[SignalCard, ...]:
    """Return the signals of a model, those first that can add most."""
    most = float(model.heights[:, -1].sum()) or 1.0
    cards = [
        SignalCard(
            signal.name,
            signal.family,
            signal.sentence,
            signal.formula,
            model.task in signal.by_ratio,
            tuple(model.knots.tolist()),
            tuple(curve.tolist()),
            float(curve[-1]) / most,
        )
        for signal, curve in zip(used_signals(model), model.heights, strict=True)
    ]
    return tuple(sorted(cards, key=lambda card: -card.share))
