"""The questions of an evaluation and their answers: who got new partners, who completed a consortium."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.corpus import Corpus
from matchers.past.masking import NameMask
from matchers.past.training import Ints, Training

UNSEEN: Final = -1
"""In the place of a row: the training has no project of this organisation."""

LEAST_PARTNERS: Final = 2
"""Known partners beside the coordinator that make a project a consortium question."""

PARTNERS, CONSORTIUM = "partners", "consortium"


@dataclass(frozen=True, slots=True)
class ProjectIdea:
    """A consortium question: a text with its participants' names blanked, and the coordinator's row or UNSEEN."""

    text: str
    coordinator: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What is right for one question: its id, rows that are not asked for, rows that came true."""

    query: str
    excluded: Ints
    relevant: Ints


@dataclass(frozen=True, slots=True)
class Cases:
    """Questions and answers of both tasks, in the order of their ids.

    `seekers` are the rows of organisations that got at least one new partner among the candidates, `ideas` projects
    with a coordinator and at least two other candidates in them.
    """

    seekers: Ints
    partner_answers: tuple[Answer, ...]
    ideas: tuple[ProjectIdea, ...]
    consortium_answers: tuple[Answer, ...]


def make_cases(training: Training, test: Corpus) -> Cases:
    """Return the questions that projects of a later time answer."""
    teams = _teams(training, test)
    seekers, partner_answers = _partner_cases(training, list(teams.values()))
    ideas, consortium_answers = _consortium_cases(training, test, teams)
    return Cases(seekers, partner_answers, ideas, consortium_answers)


def _teams(training: Training, test: Corpus) -> dict[str, set[int]]:
    """Return the candidates in each test project."""
    teams: dict[str, set[int]] = {row.id: set() for row in sorted(test.projects, key=lambda row: row.id)}
    for tie in test.participations:
        if tie.organisation in training.row_by_id:
            teams[tie.project].add(training.row_by_id[tie.organisation])
    return teams


def _partner_cases(training: Training, teams: Sequence[set[int]]) -> tuple[Ints, tuple[Answer, ...]]:
    together: dict[int, set[int]] = defaultdict(set)
    for team in teams:
        for row in team:
            together[row] |= team
    known = (training.took_part @ training.took_part.T).tocsr()
    seekers, answers = [], []
    for row in sorted(together):
        past = set(known.indices[known.indptr[row] : known.indptr[row + 1]].tolist()) | {row}
        new = together[row] - past
        if new:
            seekers.append(row)
            answers.append(Answer(training.organisations[row].id, _rows(past), _rows(new)))
    return np.array(seekers, dtype=np.int64), tuple(answers)


def _consortium_cases(
    training: Training, test: Corpus, teams: dict[str, set[int]]
) -> tuple[tuple[ProjectIdea, ...], tuple[Answer, ...]]:
    coordinators = {tie.project: tie.organisation for tie in test.participations if tie.is_coordinator}
    asked = {
        project: (row := training.row_by_id.get(coordinator, UNSEEN), teams[project] - {row})
        for project, coordinator in coordinators.items()
    }
    texts = _masked_texts(training.corpus, test)
    ideas, answers = [], []
    for project in (key for key in teams if key in asked and len(asked[key][1]) >= LEAST_PARTNERS):
        coordinator, wanted = asked[project]
        ideas.append(ProjectIdea(texts[project], coordinator))
        answers.append(Answer(project, _rows({coordinator} - {UNSEEN}), _rows(wanted)))
    return tuple(ideas), tuple(answers)


def _masked_texts(known: Corpus, test: Corpus) -> dict[str, str]:
    mask = NameMask((known, test))
    names = {row.id: row.name for row in test.organisations}
    names_of: dict[str, list[str]] = defaultdict(list)
    for tie in test.participations:
        names_of[tie.project].append(names[tie.organisation])
    return {row.id: mask.text(row, names_of[row.id]) for row in test.projects}


def _rows(rows: set[int]) -> Ints:
    return np.array(sorted(rows), dtype=np.int64)
