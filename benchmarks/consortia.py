"""Prints how often consortium completion finds hidden members: `python -m benchmarks.consortia FOLDER 2019-01-01`.

Of each project of a CORDIS folder that started since that day, with a text and five members known before, half of the
members (at most eight) are given, the coordinator among them, the others hidden. All that is suggested from is older.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from matchers.consortium import ConsortiumQuery, TeamWishes, assemble
from matchers.consortium.idea import read_idea
from matchers.consortium.relevance import relevance
from matchers.consortium.results import Consortium
from matchers.corpus import Corpus
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.past.masking import NameMask
from matchers.snapshot import build_snapshot, open_snapshot
from service.evaluation import Folder
from service.settings import Settings

LEAST_MEMBERS = 5
MOST_GIVEN = 8
RANKED = 50
NO_RULES = TeamWishes(rules="none")

Scores = npt.NDArray[np.float32]
console = Console()


@dataclass(frozen=True)
class Case:
    """A project: its text without its members' names, who is given (the coordinator first) and who is hidden."""

    text: str
    given: tuple[str, ...]
    hidden: frozenset[str]


def main() -> None:
    """Print a table of rankings, and one of what an answer shows beside as many names of each ranking."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("since", type=date.fromisoformat)
    chosen = parser.parse_args()
    folder = Folder(chosen.folder)
    folder.find_capabilities(lambda *_: None)
    known = folder.before(chosen.since)
    cases = list(
        cases_of(known, folder.corpus(lambda project: project.start is not None and project.start >= chosen.since))
    )
    with TemporaryDirectory() as directory:
        encoder = Encoder(Settings().embedding_model)
        build_snapshot(Path(directory), known, encoder, graph_version=1)
        measure(Engine(open_snapshot(Path(directory)), encoder), cases)


def cases_of(known: Corpus, later: Corpus) -> Iterator[Case]:
    """Yield the later projects that have a text and enough members among the known organisations."""
    ids = {row.id for row in known.organisations}
    names = {row.id: row.name for row in later.organisations}
    mask = NameMask((known, later))
    members: dict[str, list[str]] = defaultdict(list)
    leaders = {}
    for tie in later.participations:
        members[tie.project].append(tie.organisation)
        if tie.is_coordinator:
            leaders[tie.project] = tie.organisation
    for project in sorted(later.projects, key=lambda row: row.id):
        there = set(members[project.id]) & ids
        text = mask.text(project, [names[member] for member in members[project.id]])
        if text and len(there) >= LEAST_MEMBERS:
            first = [leader] if (leader := leaders.get(project.id)) in there else []
            others = sorted(there - set(first), key=lambda one: crc32(f"{project.id} {one}".encode()))
            given = [*first, *others][: min(MOST_GIVEN, len(there) // 2)]
            yield Case(text, tuple(given), frozenset(there - set(given)))


def measure(engine: Engine, cases: Sequence[Case]) -> None:
    """Print how many of the hidden members are among the first 10 and 50, and among as many as an answer shows."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    shown_sizes = []
    for case in cases:
        shown = suggested(assemble(engine, ConsortiumQuery(case.text, case.given, NO_RULES)))
        shown_sizes.append(len(shown))
        for name, scores in rankings(engine, case).items():
            order = ranked(engine, case, scores)
            found[name].append(tuple(recall(order[:count], case) for count in (10, RANKED, len(shown))))  # type: ignore[arg-type]
        found["roles and teams"].append((np.nan, np.nan, recall(shown, case)))
    table = Table("", "in 10", f"in {RANKED}", "in as many as an answer shows", title=f"{len(cases)} projects")
    for name, rows in found.items():
        table.add_row(name, *("" if np.isnan(one) else f"{one:.3f}" for one in np.mean(rows, axis=0)))
    console.print(table)
    console.print(f"An answer shows {np.mean(shown_sizes):.0f} organisations on average.")


def rankings(engine: Engine, case: Case) -> dict[str, Scores]:
    """Return scores of all organisations: how many projects they have, how alike the texts are, and ours."""
    snapshot = engine.snapshot
    idea = read_idea(engine, case.text, case.given)
    return {
        "popularity": snapshot.project_count,
        "text similarity": np.asarray(snapshot.vectors @ idea.seeker.vector),
        "relevance": relevance(idea).totals,
    }


def ranked(engine: Engine, case: Case, scores: Scores) -> list[str]:
    """Return ids best first, without those given."""
    order = np.argsort(-scores, kind="stable").tolist()
    return [one for row in order if (one := engine.snapshot.organisation_id(row)) not in case.given]


def suggested(answer: Consortium) -> list[str]:
    """Return the ids of all that an answer names for roles and in teams."""
    roles = (partner.organisation.id for role in answer.missing for partner in role.partners)
    teams = (member.organisation.id for team in answer.teams for member in team.members if not member.is_on_board)
    return list(dict.fromkeys([*roles, *teams]))


def recall(found: Sequence[str], case: Case) -> float:
    """Return the share of hidden members that were found."""
    return len(case.hidden.intersection(found)) / len(case.hidden)


if __name__ == "__main__":
    main()
