"""Suggestions for very many organisations, without words: by several processes, which share the mapped snapshot."""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import chain
from multiprocessing import get_context
from typing import Final

from threadpoolctl import threadpool_limits

from matchers.engine import Engine
from matchers.results import MatchQuery, Ranked

TOGETHER: Final = 64
"""So many organisations are handed to a process at once: some seconds' work, so that none waits long for the last."""

Answers = list[tuple[Ranked, ...]]

_asked: list[tuple[Engine, MatchQuery]] = []
"""What a process of the pool answers from and to; a forked one has it without a copy being sent."""


def rank_all(
    engine: Engine, query: MatchQuery, organisations: Sequence[str], processes: int = 1
) -> Iterator[tuple[str, tuple[Ranked, ...]]]:
    """Yield (id, whom `Engine.rank` suggests) for each organisation in its order, each asked what `query` asks.

    Errors as `Engine.suggest`. With more than one process this is for a process without other threads, since it forks.
    """
    if processes == 1:
        yield from ((one, engine.rank(replace(query, organisation=one))) for one in organisations)
        return
    shares = [organisations[start : start + TOGETHER] for start in range(0, len(organisations), TOGETHER)]
    pool = ProcessPoolExecutor(processes, get_context("fork"), initializer=_begin, initargs=(engine, query))
    try:
        yield from zip(organisations, chain.from_iterable(pool.map(_ranked, shares)), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)  # whoever interrupts waits for no more than the shares at hand


def _begin(engine: Engine, query: MatchQuery) -> None:
    threadpool_limits(1)  # each process has a core to itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the parent ends in order, its helpers at once
    _asked[:] = [(engine, query)]


def _ranked(organisations: Sequence[str]) -> Answers:
    engine, query = _asked[0]
    return [engine.rank(replace(query, organisation=one)) for one in organisations]
