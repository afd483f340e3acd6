"""One size after another, step by step: import, encoding, build, start, change, suggestions, peers."""

import json
import resource
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.bench import command, database, full
from benchmarks.clients import load
from benchmarks.federation import Federation
from benchmarks.scale import peers
from benchmarks.scale.changes import changes_in_graph, changes_in_rows
from benchmarks.scale.corpus import corpus_of_parts, encoder_of
from benchmarks.scale.encoding import OTHER_WAYS, rates
from benchmarks.scale.serving import served
from benchmarks.scale.table import Figures
from graph_schema.connection import Graph
from graph_schema.records import GraphRows
from graph_schema.store import graph_version, write_rows
from matchers.match_types import match_type
from matchers.precision import is_slow
from matchers.snapshot import build_snapshot, open_snapshot
from matchers.text import project_text
from service.graph_access import connected_graph
from service.settings import Settings

if TYPE_CHECKING:
    from benchmarks.scale.word_means import WordMeans

ASKED, TOGETHER, CLIENTS = 200, 1_600, 16
WARMING = 160
"""Questions by all clients before any counts, so that every worker, and every connection of a peer, has been asked."""
SAMPLE = 300
PORT = 8766
PEER_TYPE = "strategic_alliance"


class Bench:
    """Measures one federation; what it writes goes below `folder`.

    Writing vectors into Neo4j is given up after `patience` seconds.
    """

    def __init__(self, federation: Federation, folder: Path, figures: Figures, patience: float) -> None:
        self._federation, self._figures, self._size = federation, figures, federation.size
        self._patience = patience
        self._own, self._others = ({"DATA_DIR": str(folder / name), "WEB_WORKERS": "2"} for name in ("own", "others"))
        self._settings = Settings(data_dir=folder / "own")
        self._encoder: WordMeans | None = None

    def run(self, *, whole: bool) -> None:
        """Measure it; all of it is imported, or its nodes and links alone."""
        self._encoder = encoder_of(self._federation)
        with ExitStack() as stack:
            graph = self._imported(stack, whole=whole)
            self._built(graph_version(graph))
            self._encoding()
            self._in_process()
            self._change(graph if whole else None)
            self._over_http()
            self._exact()
            self._neo4j()

    def _tell(self, figure: str, value: float, unit: str = "s") -> float:
        return self._figures.tell(self._size, figure, value, unit)

    def _ratio(self, figure: str, ours: str, theirs: str, *, inverse: bool = False) -> None:
        one, other = self._figures.of(self._size, ours), self._figures.of(self._size, theirs)
        if one and other:
            self._tell(figure, one / other if inverse else other / one, "times")

    def _imported(self, stack: ExitStack, *, whole: bool) -> Graph:
        parts = list(self._federation.parts())
        stack.enter_context(database(self._own))
        stack.enter_context(database(self._others))
        for environment in (self._own, self._others):
            command(environment, "migrate")
        graph = connected_graph(self._settings)
        bare = [GraphRows("plain", part.organisations, part.projects, part.participations) for part in parts]
        with peers.driver(self._peer_graph().address) as to, to.session(database="neo4j") as session:
            self._timed("import of nodes and links by plain batched UNWIND", peers.plain_import, session, bare)
        self._timed("import of the same rows, ours", lambda: [write_rows(graph, part) for part in bare])
        self._ratio(
            "… plain over ours", "import of the same rows, ours", "import of nodes and links by plain batched UNWIND"
        )
        if whole:
            rest = [replace(part, organisations=(), projects=(), participations=()) for part in parts]
            self._timed("import of tags, clusters and offers on top", lambda: [write_rows(graph, one) for one in rest])
        return graph

    def _built(self, version: int) -> None:
        # Part by part, since of a large federation rows are in memory once only.
        corpus = self._timed("generate the federation", lambda: corpus_of_parts(self._federation.parts()))
        self._tell("links", len(corpus.participations), "")
        folder = self._settings.snapshot_dir
        report = self._timed("snapshot build, stand-in encoding and index", self._build, folder, corpus, version)
        files = list((folder / report.version).iterdir())
        self._tell("snapshot on disk", sum(path.stat().st_size for path in files), "B")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        self._tell("greatest memory so far, the federation's rows and the model included", peak, "B")

    def _build(self, folder: Path, corpus: Any, version: int) -> Any:  # noqa: ANN401  # corpus and report as build has
        assert self._encoder is not None  # noqa: S101  # made before
        return build_snapshot(folder, corpus, self._encoder, version)

    def _encoding(self) -> None:
        parts = [self._federation.part(0), self._federation.part(1)]
        organisations = [row.description for part in parts for row in part.organisations if row.description]
        projects = [project_text(row) for row in corpus_of_parts(parts[:1]).projects]
        texts = [*organisations[: SAMPLE // 2], *projects[: SAMPLE // 2]]
        plain, ours, overlap = rates(texts)
        self._tell(f"texts a second by plain encode(), sample of {len(texts)}", plain, "texts/s")
        self._tell("texts a second, ours", ours, "texts/s")
        self._tell("… ours over plain", ours / plain, "times")
        self._tell("top-10 overlap of both", overlap, "")
        for precision, runtime in OTHER_WAYS:
            if is_slow(precision):
                print(f"This processor takes longer in {precision}: by {runtime} it is not measured.", flush=True)
                continue
            plain, ours, overlap = rates(texts, precision, runtime)
            self._tell(f"ours in {precision} by {runtime} over plain", ours / plain, "times")
            self._tell(f"top-10 overlap of {precision} by {runtime} and plain", overlap, "")

    def _in_process(self) -> None:
        asking = [sys.executable, "-m", "benchmarks.scale.answering", str(self._settings.snapshot_dir)]
        limits = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        done = subprocess.run(asking, check=True, env=full(limits), text=True, stdout=subprocess.PIPE)
        told = json.loads(done.stdout.splitlines()[-1])
        self._tell("start: open the snapshot and answer once", told["start"])
        self._tell("suggestion in process, p50", told["median"])
        for step, seconds in told["steps"].items():
            self._tell(f"processor time, just asked before: {step}", seconds)
        self._tell("memory of a process that answers, own", told["own"], "B")
        self._tell("… shared mapping in use", told["shared"], "B")
        self._tell("recall@50 of profiles against exact search", told["recall"], "")
        for match_type_id, (ten, fifty) in told["agreement"].items():
            self._tell(f"of the 10 best by exact score found, {match_type_id}", ten, "")
            self._tell(f"of the 50 best, {match_type_id}", fifty, "")
        self._tell("top 20 of an organisation without words, processor time", told["ranked"])
        self._tell("top 20 of all organisations on two cores, from that", told["ranked"] * self._size / 2)

    def _change(self, graph: Graph | None) -> None:
        assert self._encoder is not None  # noqa: S101  # made before
        if graph is not None:
            for name, seconds, used in changes_in_graph(self._settings, self._encoder, graph):
                self._tell(f"a change becomes visible: {name}", seconds)
                self._tell(f"… in processor time of ours: {name}", used)
        for name, seconds, used in changes_in_rows(self._settings, self._encoder):
            self._tell(f"the same without the database: {name}", seconds)
            self._tell(f"… without it, in processor time: {name}", used)

    def _over_http(self) -> None:
        with served(self._settings, self._own, PORT) as ids:
            load(PORT, ids, WARMING, CLIENTS)
            alone, together = (load(PORT, ids, ASKED, 1), load(PORT, ids, TOGETHER, CLIENTS))
        self._tell("suggestion over HTTP alone, p50", float(np.median(alone.seconds)))
        self._tell(f"suggestions over HTTP, {CLIENTS} clients", together.requests_a_second, "/s")
        self._tell("… failed", alone.failed + together.failed, "")

    def _exact(self) -> None:
        vectors = np.asarray(open_snapshot(self._settings.snapshot_dir).vectors)
        rows = np.random.default_rng(0).integers(0, len(vectors), 20).tolist()
        self._tell("exact numpy, p50", float(np.median(peers.exact_numpy(vectors, rows)[0])))
        self._tell("scikit-learn NearestNeighbors, p50", float(np.median(peers.exact_sklearn(vectors, rows)[0])))

    def _neo4j(self) -> None:
        snapshot = open_snapshot(self._settings.snapshot_dir)
        known = [
            row for row in np.random.default_rng(1).permutation(snapshot.size).tolist() if snapshot.vectors[row].any()
        ]
        kinds = match_type(PEER_TYPE)
        questions = [
            {
                "id": snapshot.organisation_id(row),
                "vector": snapshot.vectors[row].tolist(),
                "kinds": list(kinds.partner_kinds(snapshot.kind_of(row))),
            }
            for row in known[:TOGETHER]
        ]
        with peers.driver(self._peer_graph().address) as to:
            with to.session(database="neo4j") as session:
                written = self._timed(
                    "writing vectors into Neo4j and its index", peers.write_vectors, session, snapshot, self._patience
                )
            if written < snapshot.size:
                self._tell("… so many were written when the time for it was over, so no peer", written, "")
                return
            peers.graphrag(to, questions[:WARMING], CLIENTS)
            self._tell(
                "Neo4j's vector index alone, p50", float(np.median(peers.index_alone(to, questions[:ASKED], 1)[0]))
            )
            self._tell("neo4j-graphrag alone, p50", float(np.median(peers.graphrag(to, questions[:ASKED], 1)[0])))
            _, elapsed = peers.graphrag(to, questions, CLIENTS)
            self._tell(f"neo4j-graphrag, {CLIENTS} clients", len(questions) / elapsed, "/s")
        self._ratio(
            "p50 alone, neo4j-graphrag over ours", "suggestion over HTTP alone, p50", "neo4j-graphrag alone, p50"
        )
        together, theirs = f"suggestions over HTTP, {CLIENTS} clients", f"neo4j-graphrag, {CLIENTS} clients"
        self._ratio(f"throughput at {CLIENTS} clients, ours over neo4j-graphrag", together, theirs, inverse=True)

    def _peer_graph(self) -> Graph:
        return connected_graph(Settings(data_dir=Path(self._others["DATA_DIR"])))

    def _timed(self, figure: str, act: Any, *told: Any) -> Any:  # noqa: ANN401  # any step
        began = time.perf_counter()
        result = act(*told)
        self._tell(figure, time.perf_counter() - began)
        return result
