"""How soon a change shows: from the end of its write until a snapshot that has it is open."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from graph_schema.connection import Graph
from graph_schema.records import GraphRows, Organisation, Participation, Project
from graph_schema.store import merge, write_rows
from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.encoder import Encoder
from matchers.snapshot import open_snapshot
from matchers.snapshot.files import building
from matchers.snapshot.splicing import splice_snapshot
from service.indexing import Index
from service.settings import Settings

TIMES: Final = 3
"""How often each is done; the middle one is told."""

PARTNERS: Final = 12
KITES: Final = ("Bench Kite S.r.l.", "Tethered kites for wind energy.")

Act = Callable[[int], object]
"""Does something for the so manieth time."""

Taken = tuple[str, float, float]
"""What was done, and the seconds and processor seconds of this process until it showed."""


def changes_in_graph(settings: Settings, encoder: Encoder, graph: Graph) -> Iterator[Taken]:
    """Yield how soon what is written into the graph shows."""
    index = Index(settings, encoder)
    index.prepare()
    index.rehearse(graph)
    for name, write in _writes(graph, _some_ids(settings)).items():
        yield (name, *_taken(settings, write, lambda _: index.update(graph)))


def changes_in_rows(settings: Settings, encoder: Encoder) -> Iterator[Taken]:
    """Yield how long it takes to splice rows that changed into the snapshot, without a database."""
    folder = settings.snapshot_dir

    def splice(changed: tuple[Corpus, Sequence[str]]) -> None:
        with building(folder):
            before = open_snapshot(folder)
            splice_snapshot(folder, before, *changed, encoder, before.manifest.graph_version)

    for name, change in _changes(_some_ids(settings)).items():
        yield (name, *_taken(settings, lambda _: None, lambda at, change=change: splice(change(at))))  # type: ignore[misc]


def _taken(settings: Settings, write: Act, bring_up_to_date: Act) -> tuple[float, float]:
    seconds, of_processor = [], []
    for at in range(TIMES):
        write(at)
        began, used = time.perf_counter(), time.process_time()
        bring_up_to_date(at)
        open_snapshot(settings.snapshot_dir)
        seconds.append(time.perf_counter() - began)
        of_processor.append(time.process_time() - used)
    return median(seconds), median(of_processor)


def _some_ids(settings: Settings) -> list[str]:
    snapshot = open_snapshot(settings.snapshot_dir)
    return [snapshot.organisation_id(row) for row in range(0, snapshot.size, snapshot.size // 50)]


def _writes(graph: Graph, ids: Sequence[str]) -> dict[str, Act]:
    name, description = KITES

    def put(key: str, words: str) -> object:
        return write_rows(graph, GraphRows("bench", (Organisation(key, name, description=words),)))

    def put_project(at: int) -> object:
        project = Project(f"BENCH-{at}", "KITES", f"Kites at sea, {at}")
        ties = tuple(Participation(key, project.id) for key in ids[:PARTNERS])
        return write_rows(graph, GraphRows("bench", projects=(project,), participations=ties))

    return {
        "organisation added": lambda at: put(f"BENCH-{at}", description),
        "description edited": lambda at: put("BENCH-0", f"{description} {at}"),
        "project added": put_project,
        "organisation gone": lambda at: merge(graph, ids[-1 - at], ids[0], "bench"),
    }


def _changes(ids: Sequence[str]) -> dict[str, Callable[[int], tuple[Corpus, Sequence[str]]]]:
    kites = OrganisationRow("ROWS-0", KITES[0], description=KITES[1])

    def project(at: int) -> Corpus:
        row = ProjectRow(f"ROWS-{at}", "KITES", f"Kites at sea, {at}")
        return Corpus(projects=(row,), participations=tuple(ParticipationRow(key, row.id) for key in ids[:PARTNERS]))

    return {
        "organisation added": lambda at: (Corpus((replace(kites, id=f"ROWS-{at}"),)), ()),
        "description edited": lambda at: (Corpus((replace(kites, description=f"{KITES[1]} {at}"),)), ()),
        "project added": lambda at: (project(at), ()),
        "organisation gone": lambda at: (Corpus(), ids[20 + at : 21 + at]),
    }
