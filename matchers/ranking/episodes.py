"""Past cases to learn from: signals from before a day, answers from after it, all before the training's cut."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import numpy as np

from matchers.past.cases import CONSORTIUM, PARTNERS, Answer, make_cases
from matchers.past.introductions import CameTrue, with_introductions
from matchers.past.training import Ints, Training, corpus_of_projects, day_after_last_start
from matchers.ranking.asking import Asked, batches
from matchers.ranking.context import Context
from matchers.ranking.meaning import Encode, no_vectors
from matchers.ranking.questions import Questions
from matchers.ranking.sampling import Rows, joined, sampled
from matchers.ranking.settings import SETTINGS
from matchers.ranking.signals import signals_of
from matchers.ranking.transform import features

YEARS_BACK: Final = 3
LEAST_PROJECTS: Final = 300
"""Projects, or half of all if that is less, that signals of an episode are made from at least."""

SHORTEST_DAYS: Final = 30
HUBS: Final = 100
HUB_SHARE: Final = 0.05
"""Organisations with most projects that one view of the loss leaves out: 100, or one in twenty if that is less."""

Episode = tuple[date, date]
"""Signals come from before the first day, answers from there to before the second."""


def episodes(training: Training) -> tuple[Episode, ...]:
    """Return up to three episodes, the oldest first, each asking about a year or what is left of it.

    An episode with too few projects before its year begins later in the year.
    """
    starts = sorted(row.start for row in training.corpus.projects if row.start is not None)
    if not starts:
        return ()
    earliest = starts[min(LEAST_PROJECTS, len(starts) // 2)]
    last = min(training.cut, day_after_last_start(training.corpus))
    days = [_years_before(last, years) for years in range(YEARS_BACK, -1, -1)]
    moved = [(max(first, earliest), until) for first, until in pairwise(days)]
    return tuple((first, until) for first, until in moved if until - first >= timedelta(SHORTEST_DAYS))


def episode_rows(
    training: Training,
    episode: Episode,
    draw: np.random.Generator,
    came_true: Sequence[CameTrue] = (),
    encode: Encode = no_vectors,
) -> Iterator[tuple[str, Rows]]:
    """Yield for each task that the episode answers the candidates to fit a model on.

    `came_true` are suggestions of its time that did: right answers as new partners in projects are.
    """
    first, until = episode
    before = training.before(first)
    later = [row for row in training.corpus.projects if row.start is not None and first <= row.start < until]
    cases = with_introductions(make_cases(before, corpus_of_projects(training.corpus, later)), before, came_true)
    context = Context(before, encode)
    if cases.partner_answers:
        yield PARTNERS, _rows(PARTNERS, context, cases.seekers, cases.partner_answers, draw)
    if cases.consortium_answers:
        yield CONSORTIUM, _rows(CONSORTIUM, context, cases.ideas, cases.consortium_answers, draw)


def _rows(task: str, context: Context, asked: Asked, answers: Sequence[Answer], draw: np.random.Generator) -> Rows:
    hubs = context.training.hubs(min(HUBS, int(HUB_SHARE * context.candidates)))
    parts, done = [], 0
    for questions in batches(context, asked):
        parts.append(_batch_rows(task, questions, answers[done : done + len(questions)], hubs, draw))
        done += len(questions)
    return joined(parts)


def _batch_rows(
    task: str, questions: Questions, answers: Sequence[Answer], hubs: Ints, draw: np.random.Generator
) -> Rows:
    signals = signals_of(task)
    found = features(signals, questions, task)
    by = [number for number, signal in enumerate(signals) if signal.name in SETTINGS[task].hardest_by]
    return sampled(found, found[by].mean(axis=0), answers, hubs, draw)


def _years_before(day: date, years: int) -> date:
    """Return the same day of an earlier year; for 29 February the 28th."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)
