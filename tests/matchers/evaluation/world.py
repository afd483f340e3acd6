"""Small worlds to evaluate on: one by hand whose right answers are known, one drawn at random around two subjects."""

import random
from datetime import date

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.past.training import Training, corpus_before, corpus_of_projects

CUT = date(2019, 1, 1)
EARLIER = (("old-1", "a"), ("old-1", "gone"), ("old-2", "gone"), ("old-2", "e"), ("old-3", "a"), ("old-3", "c"))
"""An earlier programme: a and c worked together; a and e both worked with `gone`, who is in no later project."""


def project(key: str, year: int | None, text: str | None, *members: str) -> tuple[ProjectRow, list[ParticipationRow]]:
    """Return a project and who takes part in it; the first coordinates."""
    start = None if year is None else date(year, 5, 1)
    row = ProjectRow(key, key.upper(), title=text, start=start, capabilities=(("wind", 0.5, 'title: "wind"'),))
    return row, [ParticipationRow(member, key, is_coordinator=not place) for place, member in enumerate(members)]


def corpus_of(*projects: tuple[ProjectRow, list[ParticipationRow]], names: dict[str, str] | None = None) -> Corpus:
    """Return the projects and everyone in them, by default called as their ids."""
    ties = tuple(tie for _, members in projects for tie in members)
    called = names or {}
    organisations = tuple(
        OrganisationRow(key, called.get(key, key)) for key in sorted({tie.organisation for tie in ties})
    )
    return Corpus(organisations, tuple(row for row, _ in projects), ties)


BY_HAND = corpus_of(
    project("p1", 2015, "wind turbine blades of glass", "a", "b"),
    project("p2", 2016, "wind turbine blades of carbon", "b", "c"),
    project("p3", 2017, "biogas from slurry and straw", "d", "e"),
    project("p4", 2018, "wind farm control in gusts", "a", "d"),
    project("undated", None, "wind of any time", "a", "f"),
    project("t1", 2019, "wind turbine towers made by Bee Ltd", "a", "b", "c", "new"),
    project("t2", 2020, "biogas upgrading", "e", "d"),
    project("t3", 2020, None, "stranger", "c", "d"),
    project("t4", 2020, "a later idea", "b", "d"),
    names={"b": "Bee Ltd."},
)
"""Before 2019: a-b, b-c, d-e, a-d. From 2019: t1 joins a and c anew, t3 c and d, t4 b and d; t2 repeats d and e."""


def by_hand(earlier: tuple[tuple[str, str], ...] = EARLIER) -> tuple[Training, Corpus]:
    """Return the world by hand, divided at CUT."""
    return divided(BY_HAND, earlier)


def divided(corpus: Corpus, earlier: tuple[tuple[str, str], ...] = ()) -> tuple[Training, Corpus]:
    """Return what was known before CUT and the projects from then on."""
    training = Training(corpus_before(corpus, CUT), CUT, lambda cut: corpus_before(corpus, cut), earlier)
    return training, corpus_of_projects(corpus, [row for row in corpus.projects if row.start and row.start >= CUT])


WORDS = {
    "wind": ["turbine", "rotor", "blade", "tower", "gust", "offshore", "yaw", "nacelle", "gearbox", "farm"],
    "bio": ["biogas", "slurry", "straw", "digester", "methane", "enzyme", "silage", "sludge", "boiler", "pellet"],
}


def two_subjects(organisations: int = 40, projects: int = 120) -> Corpus:
    """Return a world in which who works on one subject seldom works on the other, and the first are the most active."""
    drawn = random.Random(7)
    rows = []
    for number in range(projects):
        subject = drawn.choice(list(WORDS))
        members = {_member(drawn, subject, organisations) for _ in range(5)}
        text = " ".join(drawn.choices(WORDS[subject], k=12))
        rows.append(project(f"p{number:03d}", 2014 + number * 7 // projects, text, *sorted(members)))
    return corpus_of(*rows)


def _member(drawn: random.Random, subject: str, organisations: int) -> str:
    number = min(int(drawn.expovariate(4 / organisations)), organisations - 1)
    crossing = drawn.random() < 0.05
    other = "bio" if subject == "wind" else "wind"
    return f"{other if crossing else subject}-{number:02d}"
