"""An evaluation's report as tables on the terminal."""

import math
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.table import Table

from matchers.evaluation.bootstrap import Interval
from matchers.evaluation.calibration import SEEN, Calibration
from matchers.evaluation.report import Column, Figures, Report, Row

FIGURES = ("recommender", "nDCG@10", "95%", "gain", "95%", "Recall@50", "MRR", "Hit@10")
EXPOSURE = ("recommender", "ever in a top ten", "Gini", "seconds")
REORDERINGS = ("order", "nDCG@10", "tail", "ever in a top ten", "Gini", "repeats", "with a newcomer")
CALIBRATION = ("suggestions", "foretold", "came true")


def tables(report: Report) -> Iterator[Table]:
    """Yield a table for each task and variant that has questions, on exposure, on the order shown, on calibration."""
    for column in report.columns:
        if column.questions:
            yield figures_table(report, column)
    yield exposure_table(report)
    for row in report.rows:
        if row.reorderings:
            yield reorderings_table(row)
    for row in report.rows:
        for task, found in row.calibration.items():
            yield calibration_table(row.name, task, found)


def figures_table(report: Report, column: Column) -> Table:
    """Return all recommenders on one task and variant."""
    table = _table(f"{column.task}, {column.variant}: {column.questions:,} questions", *FIGURES)
    table.caption = f"Gains in nDCG@10 are over {column.best}, the best that is not learned." if column.best else None
    for row in report.rows:
        found = [one for one in row.figures if (one.task, one.variant) == (column.task, column.variant)]
        if row.missing:
            table.add_row(row.name, "not run")
        for one in found:
            table.add_row(_label(row), *_cells(one), style="bold" if row.name == column.best else None)
    return table


def exposure_table(report: Report) -> Table:
    """Return whom each recommender shows in top tens of the partners task, and how long it took."""
    table = _table(f"Exposure of {report.candidates:,} organisations", *EXPOSURE)
    for row in report.rows:
        if row.exposure:
            table.add_row(_label(row), f"{row.exposure.share:.1%}", f"{row.exposure.gini:.3f}", f"{row.seconds:.1f}")
    return table


def reorderings_table(row: Row) -> Table:
    """Return what thinning near-duplicates and the floor for newcomers cost and bring, partners task."""
    table = _table(f"Order of {row.name}'s suggestions, partners", *REORDERINGS)
    for one in row.reorderings:
        shown = one.exposure
        table.add_row(
            one.order,
            *(f"{value:.4f}" for value in (one.ndcg, one.tail)),
            *(f"{shown.share:.1%}", f"{shown.gini:.4f}", f"{one.repeats:.2f}", f"{one.with_newcomer:.1%}"),
        )
    table.caption = "Repeats: near-duplicates of one before them in a top ten. Newcomers have at most one project."
    return table


def calibration_table(name: str, task: str, found: Calibration) -> Table:
    """Return how often suggestions of each probability came true."""
    table = _table(f"Calibration of {name}, {task}: first {SEEN} suggestions a question", *CALIBRATION)
    for part in found.bins:
        table.add_row(f"{part.suggestions:,}", f"{part.foretold:.2%}", f"{part.came_true:.2%}")
    table.caption = (
        f"Brier score {found.brier:.4f}, of the base rate {found.brier_of_base_rate:.4f} (skill {found.skill:+.1%}); "
        f"calibration error {found.error:.4f}; Brier score over all candidates {found.brier_of_all:.5f}"
    )
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left", caption_justify="left", box=SIMPLE_HEAD, min_width=len(title))
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place else "left", no_wrap=True)
    return table


def _label(row: Row) -> str:
    return f"{row.name} (learned)" if row.learned else row.name


def _cells(figures: Figures) -> tuple[str, ...]:
    ndcg, gain = figures.ndcg, figures.gain
    gains = ("", "") if gain is None else _gain_cells(gain)
    rest = (f"{value:.3f}" for value in (figures.recall, figures.mrr, figures.hit))
    return (f"{ndcg.value:.4f}", f"{ndcg.low:.3f} {ndcg.high:.3f}", *gains, *rest)


def _gain_cells(gain: Interval) -> tuple[str, str]:
    if math.isnan(gain.value):
        return "", ""
    return f"{gain.value:+.1%}", f"{gain.low:+.1%} {gain.high:+.1%}"
