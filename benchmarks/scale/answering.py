"""Suggestions in process, in a process of their own so that start and memory are told too: prints one line of JSON."""

import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from benchmarks.clients import TYPES
from benchmarks.scale.agreement import agreement
from benchmarks.scale.steps import seconds_of_steps
from matchers.engine import Engine
from matchers.results import MatchQuery
from matchers.snapshot import Snapshot, open_snapshot

if TYPE_CHECKING:
    from matchers.encoder import Encoder

ASKED = 200
NEAREST, LOOKED_FOR = 50, 500
EQUAL = 1e-6
"""What two computations of one cosine can differ by."""


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
        "steps": seconds_of_steps(engine, queries),
        "ranked": _ranked(engine, queries),
        "own": own - before,
        "shared": mapped,
        "recall": _recall(snapshot, rows) if snapshot.has_neighbours else 1.0,
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


def _recall(snapshot: Snapshot, rows: Sequence[int]) -> float:
    """Return which share of the 50 nearest profiles is among those that a shortlist begins with.

    Of profiles that are equally near any counts, as it does where such indexes are compared (Aumüller, Bernhardsson
    and Faithfull, ANN-Benchmarks, 2017, section 2): in a federation that is recombined many are.
    """
    told = [row for row in rows if snapshot.vectors[row].any()]
    return float(np.mean([_found_near(snapshot, row) for row in told]))


def _found_near(snapshot: Snapshot, row: int) -> float:
    cosines = snapshot.vectors @ snapshot.vectors[row]
    least = np.partition(cosines, -NEAREST)[-NEAREST] - EQUAL
    found = cosines[snapshot.neighbours.near(snapshot.vectors[row], LOOKED_FOR)] >= least
    return float(min(found.sum(), NEAREST) / NEAREST)


if __name__ == "__main__":
    main()
