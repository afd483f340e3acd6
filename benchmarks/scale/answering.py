"""Suggestions in process, in a process of their own so that start and memory are told too: prints one line of JSON."""

import json
import random
import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from benchmarks.clients import TYPES
from benchmarks.scale.agreement import agreement
from matchers.engine import Engine
from matchers.results import MatchQuery
from matchers.snapshot import open_snapshot

if TYPE_CHECKING:
    from matchers.encoder import Encoder

ASKED = 200
COMPARED = 40


def main() -> None:
    """Open the snapshot of a folder, ask, and tell."""
    before = _own_and_mapped()[0]
    began = time.perf_counter()
    snapshot = open_snapshot(Path(sys.argv[1]))
    engine = Engine(snapshot, cast("Encoder", SimpleNamespace(model_id=snapshot.manifest.model)))
    draw = random.Random(0)  # noqa: S311  # keeps no secret
    rows = [draw.randrange(snapshot.size) for _ in range(ASKED)]
    queries = [MatchQuery(draw.choice(TYPES), organisation=snapshot.organisation_id(row)) for row in rows]
    engine.suggest(queries[0])
    start = time.perf_counter() - began
    for query in queries[:10]:
        engine.suggest(query)
    seconds = [_seconds(engine, query) for query in queries]
    own, mapped = _own_and_mapped()
    told: dict[str, Any] = {
        "start": start,
        "median": float(np.median(seconds)),
        "ranked": _ranked(engine, queries),
        "own": own - before,
        "shared": mapped,
        "recall": _recall(engine, rows) if snapshot.has_neighbours else 1.0,
        "agreement": agreement(snapshot) if snapshot.has_neighbours else {},
    }
    print(json.dumps(told))


def _own_and_mapped() -> tuple[int, int]:
    """Return the bytes in memory that are this process's own, and those of mapped files, shared by all who map them."""
    told = dict(line.split(":") for line in Path("/proc/self/smaps_rollup").read_text("ascii").splitlines()[1:])
    kilobytes = {name: int(value.split()[0]) for name, value in told.items()}
    return kilobytes["Anonymous"] * 1024, (kilobytes["Rss"] - kilobytes["Anonymous"]) * 1024


def _seconds(engine: Engine, query: MatchQuery) -> float:
    began = time.perf_counter()
    engine.suggest(query)
    return time.perf_counter() - began


def _ranked(engine: Engine, queries: list[MatchQuery]) -> float:
    """Return the seconds of a core that the 20 best of one organisation take, without words."""
    began = time.process_time()
    for query in queries:
        engine.rank(replace(query, limit=20))
    return (time.process_time() - began) / len(queries)


def _recall(engine: Engine, rows: list[int]) -> float:
    """Return which share of the 50 nearest profiles is among those that a shortlist begins with."""
    vectors, shares = engine.snapshot.vectors, []
    for row in rows[:COMPARED]:
        nearest = np.argpartition(-(vectors @ vectors[row]), 50)[:50]
        shares.append(np.isin(nearest, engine.snapshot.neighbours.near(vectors[row], 500)).mean())
    return float(np.mean(shares))


if __name__ == "__main__":
    main()
