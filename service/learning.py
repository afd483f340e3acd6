"""What `flask learn` learns from, and the figures of an evaluation that go on the model's card."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graph_schema.progress import Progress, silent
from matchers.past.cases import CONSORTIUM, PARTNERS
from matchers.past.training import Training, corpus_before, day_after_last_start
from matchers.ranking.errors import NothingToLearnError
from matchers.said import said
from matchers.serving.past import training_of
from matchers.snapshot import Snapshot
from service.errors import BodyTooLargeError, UnusableFileError
from service.evaluation import Folder, nothing_before, refusal

INSTEAD = "Nothing was learned; the service goes on as before."


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, from_attributes=True)


class Interval(_Read):
    """A value with the 95% interval around it."""

    value: float | None
    low: float | None
    high: float | None


class RankerFigures(_Read):
    """What one ranker got on the questions of one task and variant."""

    task: str = Field(description="partners, or consortium: members for a project idea.")
    variant: str = Field(description="all, tail (without the 100 biggest) or newcomers (at most one earlier project).")
    ndcg: Interval = Field(description="Mean nDCG@10 with its 95% interval, by bootstrap over the questions.")
    recall: float = Field(description="Mean recall@50.")
    gain: Interval | None = Field(
        description="Relative gain in nDCG@10 over the best that is not learned, by paired bootstrap."
    )


class CalibrationBin(_Read):
    """Suggestions of similar probability."""

    suggestions: int
    foretold: float = Field(description="Their mean probability.")
    came_true: float = Field(description="Which share of them came true.")


class Calibrated(_Read):
    """Whether probabilities mean what they say, for the first 50 suggestions of each question."""

    brier: float = Field(description="Brier score: the mean square of what probabilities are off; 0 is best.")
    brier_of_base_rate: float = Field(description="What always saying the mean rate would get.")
    error: float = Field(description="Mean distance between foretold and true shares.")
    bins: list[CalibrationBin]


class EvaluatedRanker(_Read):
    """One ranker of an evaluation."""

    name: str
    learned: bool
    figures: list[RankerFigures]
    calibration: dict[str, Calibrated]


class QuestionSet(_Read):
    """The questions of one task and variant."""

    task: str
    variant: str
    questions: int
    best: str | None = Field(description="The best ranker that is not learned.")


class EvaluationFigures(_Read):
    """What `flask evaluate --json` writes, as far as a model's card shows it."""

    cut: date = Field(description="Learned from what started before this day, asked about what started later.")
    candidates: int = Field(description="How many organisations could be named.")
    projects: int = Field(description="How many projects were learned from.")
    columns: list[QuestionSet]
    rows: list[EvaluatedRanker]


def _on_stderr(notice: str) -> None:
    click.echo(f"Note: {notice}", err=True)


def training_from_folder(
    path: Path, before: date | None, progress: Progress = silent, tell: Callable[[str], None] = _on_stderr
) -> Training:
    """Return what a folder of CORDIS' tables knows before a day; what of it could not be read is told.

    Raises NothingToLearnError where there is nothing, or it cannot be read at all.
    """
    try:
        folder = Folder(path, progress)
    except (UnusableFileError, BodyTooLargeError) as error:
        raise NothingToLearnError(f"{error} {INSTEAD}") from error
    known = folder.corpus(lambda _: True) if before is None else folder.before(before)
    if not known.organisations:
        raise NothingToLearnError(f"{refusal(nothing_before(folder, before), folder)} {INSTEAD}")
    for notice in folder.notices(before):
        tell(notice)
    return Training(known, before or day_after_last_start(known), folder.before)


def training_from_snapshot(snapshot: Snapshot, before: date | None) -> Training:
    """Return what the graph's newest snapshot knows before a day; raises NothingToLearnError where that is nothing."""
    training = training_of(snapshot)
    if before is not None:
        training = Training(corpus_before(training.corpus, before), before, training.corpus_before)
    if not training.organisations:
        since = f" that started before {before}" if before else ""
        raise NothingToLearnError(
            f"The graph has no project{since} with an organisation in it: choose a later day, or import projects. "
            f"{INSTEAD}"
        )
    return training


def figures_from(path: Path) -> dict[str, Any]:
    """Return the figures that `flask evaluate --json` wrote, as JSON; raises UnusableFileError for any other file."""
    try:
        figures = EvaluationFigures.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise UnusableFileError(
            f"{path} holds no figures of an evaluation: give the file that `flask evaluate --json` wrote. {INSTEAD}"
        ) from error
    if not any(row.learned and row.figures for row in figures.rows):
        raise UnusableFileError(f"{path} has no figures of a learned ranker. {INSTEAD}")
    return figures.model_dump(mode="json")


TASK_NAMES = {PARTNERS: said("Partners of an organisation"), CONSORTIUM: said("Members for a project idea")}
"""The tasks in words."""
