"""What `flask evaluate` writes: rankings as CSV, figures as JSON."""

import csv
import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matchers.evaluation.errors import EvaluationError
from matchers.evaluation.recommenders import preferred
from matchers.evaluation.report import Report
from matchers.evaluation.run import Evaluation
from matchers.past.cases import CONSORTIUM, PARTNERS

RANKING_COLUMNS = ("task", "query", "rank", "organisation")


@dataclass(frozen=True, slots=True)
class Outputs:
    """Which files to write, None for none; `rank_with` names whose rankings."""

    rankings: Path | None = None
    rank_with: str | None = None
    figures: Path | None = None

    def check(self, names: Sequence[str]) -> None:
        """Raise EvaluationError, before anything is computed, where a file cannot be written or a name is unknown."""
        if self.rank_with is not None and self.rank_with not in names:
            raise EvaluationError(f"There is no recommender {self.rank_with!r}. There are: {'; '.join(names)}.")
        for path in filter(None, (self.rankings, self.figures)):
            if not path.parent.is_dir():
                raise EvaluationError(f"The folder {path.parent} does not exist: make it, or choose another file.")

    def write(self, evaluation: Evaluation, report: Report, notices: Sequence[str]) -> None:
        """Write the files."""
        if self.rankings is not None:
            names = [row.name for row in report.rows if row.missing is None]
            write_rankings(self.rankings, evaluation, self.rank_with or preferred(names))
        if self.figures is not None:
            write_figures(self.figures, report, notices)


def write_rankings(path: Path, evaluation: Evaluation, name: str) -> None:
    """Write the best 200 of a recommender for each question, past partners and who asks left out."""
    missing = evaluation.outcomes[name].missing
    if missing:
        raise EvaluationError(f"{name} was not run ({missing}): no rankings are written; name another by --rank-with.")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(RANKING_COLUMNS)
        for task in (PARTNERS, CONSORTIUM):
            for query, organisations in evaluation.ranked(name, task):
                writer.writerows((task, query, rank, key) for rank, key in enumerate(organisations, start=1))


def write_figures(path: Path, report: Report, notices: Sequence[str]) -> None:
    """Write a report as JSON; what is not known is null."""
    figures = _without_nan(asdict(report)) | {"notices": list(notices)}
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def _without_nan(value: Any) -> Any:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, dict):
        return {key: _without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(inner) for inner in value]
    return None if isinstance(value, float) and math.isnan(value) else value
