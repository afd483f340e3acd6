"""What an evaluation finds, as plain rows."""

from dataclasses import dataclass, field

from matchers.evaluation.bootstrap import Interval
from matchers.evaluation.calibration import Calibration
from matchers.evaluation.exposure import Exposure
from matchers.evaluation.reordering import Reordering

ALL, TAIL, NEWCOMERS = "all", "tail", "newcomers"
VARIANTS = (ALL, TAIL, NEWCOMERS)
"""All questions; without the 100 organisations of most projects; questions of organisations with at most one."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One recommender on one task and variant: means over the questions, and the gain over the best baseline.

    `gain` is relative in nDCG@10, to `Column.best`; None for that one itself and where there is no baseline.
    """

    task: str
    variant: str
    ndcg: Interval
    recall: float
    mrr: float
    hit: float
    gain: Interval | None


@dataclass(frozen=True, slots=True)
class Row:
    """One recommender; `missing` says why it was not run. Exposure and orders are of partners, calibration by task."""

    name: str
    learned: bool
    seconds: float = 0.0
    missing: str | None = None
    figures: tuple[Figures, ...] = ()
    exposure: Exposure | None = None
    calibration: dict[str, Calibration] = field(default_factory=dict)
    reorderings: tuple[Reordering, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One task and variant: how many questions, and the best recommender that is not learned."""

    task: str
    variant: str
    questions: int
    best: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """All recommenders beside each other; intervals are of `draws` resamples."""

    candidates: int
    projects: int
    cut: str
    seed: int
    draws: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
