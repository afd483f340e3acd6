"""A small world of two fields that hardly meet, so that it is clear who will work with whom."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import TypeVar

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.past.training import Training, corpus_before

Row = TypeVar("Row")

WORDS = {
    "wind": ["offshore", "wind", "turbine", "rotor", "blades", "gearbox", "nacelle", "foundation", "gusts"],
    "solar": ["photovoltaic", "perovskite", "silicon", "module", "irradiance", "rooftop", "inverter", "tracking"],
}
CUT = date(2018, 1, 1)
FIELD_SIZE = 20


def two_fields(seed: int = 0) -> Corpus:
    """Three organisations of a field do a project together, one of each field a week, for four years."""
    draw = Random(seed)
    organisations = [
        OrganisationRow(f"{field}-{number:02}", f"{field} {number}", "firm", "IT" if number % 2 else "NO")
        for field in WORDS
        for number in range(FIELD_SIZE)
    ]
    projects, ties = [], []
    for week in range(200):
        for field, words in WORDS.items():
            text = " ".join(draw.choices(words, k=6))
            start = date(2014, 1, 6) + timedelta(weeks=week)
            projects.append(ProjectRow(f"{field}-p{week:03}", field, text, None, start, funding_scheme="RIA"))
            # Half the field is active at first, so that newcomers and new pairs keep coming.
            active = min(FIELD_SIZE, 6 + week // 12)
            team = draw.sample(range(active), 3)
            ties += [ParticipationRow(f"{field}-{row:02}", projects[-1].id, row == team[0]) for row in team]
    return Corpus(tuple(organisations), tuple(projects), tuple(ties))


def training_of(corpus: Corpus, cut: date = CUT) -> Training:
    return Training(
        corpus_before(corpus, cut), cut, partial(corpus_before, corpus), (("7", "wind-00"), ("7", "wind-01"))
    )


def shuffled(corpus: Corpus) -> Corpus:
    draw = Random(7)

    def mixed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(draw.sample(rows, len(rows)))

    return replace(
        corpus,
        organisations=mixed(corpus.organisations),
        projects=mixed(corpus.projects),
        participations=mixed(corpus.participations),
    )
