"""What a recommender may learn from: the projects before a cut, an earlier programme's ties, and nothing else."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.corpus import Corpus, OrganisationRow, ProjectRow
from matchers.tagging import ProjectTags, Tag, organisation_tags

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Matrix = Any
"""A scipy sparse array in CSR form, float32; scipy has no types."""

CorpusBefore = Callable[[date], Corpus]
"""Returns what was known before a date."""

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Training:
    """Everything known at the cut; `earlier` are (project, organisation) of an earlier programme, without dates.

    n organisations (those of the corpus, in the order of their ids: the candidates), p projects, m nodes: the n and
    behind them those that only the earlier programme knows. `corpus_before` gives the corpus of an earlier day, from
    rows of that time alone, so that a learner can make training cases of its own by time.
    """

    corpus: Corpus
    cut: date
    corpus_before: CorpusBefore
    earlier: tuple[tuple[str, str], ...] = ()

    def before(self, cut: date) -> "Training":
        """Return what was known before an earlier cut."""
        return replace(self, corpus=self.corpus_before(cut), cut=cut)

    @cached_property
    def organisations(self) -> tuple[OrganisationRow, ...]:
        """The candidates (n) in the order of their ids."""
        return tuple(sorted(self.corpus.organisations, key=lambda row: row.id))

    @cached_property
    def projects(self) -> tuple[ProjectRow, ...]:
        """The projects (p) in the order of their ids."""
        return tuple(sorted(self.corpus.projects, key=lambda row: row.id))

    @cached_property
    def row_by_id(self) -> dict[str, int]:
        """Organisation id to candidate row."""
        return {row.id: position for position, row in enumerate(self.organisations)}

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Ids of all nodes (m): the candidates, then organisations of the earlier programme alone."""
        others = {organisation for _, organisation in self.earlier} - self.row_by_id.keys()
        return tuple(self.row_by_id) + tuple(sorted(others))

    @cached_property
    def took_part(self) -> Matrix:
        """Who took part in what (n, p), ones."""
        column = {row.id: position for position, row in enumerate(self.projects)}
        pairs = ((self.row_by_id[tie.organisation], column[tie.project]) for tie in self.corpus.participations)
        return incidence(pairs, (len(self.organisations), len(column)))

    @cached_property
    def took_part_earlier(self) -> Matrix:
        """Who took part in what in the earlier programme (m, its projects), ones."""
        row = {node: position for position, node in enumerate(self.nodes)}
        column = {key: position for position, key in enumerate(sorted({project for project, _ in self.earlier}))}
        pairs = ((row[organisation], column[project]) for project, organisation in self.earlier)
        return incidence(pairs, (len(row), len(column)))

    @cached_property
    def project_counts(self) -> Floats:
        """The number of projects of each candidate (n)."""
        return np.asarray(self.took_part.sum(axis=1), dtype=np.float32).ravel()

    @cached_property
    def years_ago(self) -> Floats:
        """Years between each project's start and the cut (p); NaN where it has no date."""
        days = [np.nan if row.start is None else (self.cut - row.start).days for row in self.projects]
        return np.asarray(days, dtype=np.float32) / np.float32(DAYS_A_YEAR)

    def hubs(self, count: int) -> Ints:
        """Return the candidates with most projects, of equals the first by id; at most `count` rows."""
        order = np.argsort(-self.project_counts, kind="stable")
        return np.asarray(order[:count], dtype=np.int64)


def incidence(pairs: Iterable[tuple[int, int]], shape: tuple[int, int]) -> Matrix:
    """Return a matrix of ones at the pairs (row, column); a pair that comes twice counts once."""
    unique = np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)
    return sparse.csr_array((np.ones(len(unique), dtype=np.float32), (unique[:, 0], unique[:, 1])), shape=shape)


def corpus_before(corpus: Corpus, cut: date) -> Corpus:
    """Return the projects that started before a day and the organisations in them; tags are told by these alone.

    Projects without a date are left out: they may be of any time. Names, kinds and places of organisations stay as
    the corpus has them.
    """
    return corpus_of_projects(corpus, [row for row in corpus.projects if row.start is not None and row.start < cut])


def corpus_of_projects(corpus: Corpus, projects: Sequence[ProjectRow]) -> Corpus:
    """Return a corpus of these projects, who took part in them, and what that tells of their capabilities."""
    kept = {row.id: row for row in projects}
    ties = tuple(tie for tie in corpus.participations if tie.project in kept)
    told: dict[str, list[ProjectTags]] = {}
    sizes: dict[str, int] = {}
    for tie in ties:
        sizes[tie.project] = sizes.get(tie.project, 0) + 1
    for tie in ties:
        told.setdefault(tie.organisation, []).append(_tags(kept[tie.project], sizes[tie.project]))
    organisations = tuple(
        replace(row, capabilities=_organisation_tags(told[row.id])) for row in corpus.organisations if row.id in told
    )
    return replace(corpus, projects=tuple(projects), participations=ties, organisations=organisations)


def day_after_last_start(corpus: Corpus) -> date:
    """Return the day by which all projects of a corpus had started; 1 January 1970 if none has a date."""
    return max((row.start for row in corpus.projects if row.start), default=date(1969, 12, 31)) + timedelta(days=1)


def _tags(project: ProjectRow, participants: int) -> ProjectTags:
    return ProjectTags(project.acronym, participants, tuple(Tag(*row) for row in project.capabilities))


def _organisation_tags(told: Iterable[ProjectTags]) -> tuple[tuple[str, float, str], ...]:
    return tuple((tag.capability, tag.strength, tag.evidence) for tag in organisation_tags(told))
