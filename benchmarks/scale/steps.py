"""Where the time of a suggestion goes: the seconds of a core that each step of it takes, on average."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final
from unittest.mock import patch

from matchers import comparing, engine
from matchers.engine import Engine
from matchers.results import MatchQuery

STEPS: Final = {
    "the lists": (comparing, "shortlist"),
    "some ten thousand by facts": (comparing, "sifted_scores"),
    "1,200 with projects compared in bytes": (comparing, "guessed_scores"),
    "54 exactly, or everybody where they are few": (Engine, "scores"),
    "the order that is shown": (engine, "shown"),
    "what the ten are told by, taken up at once": (engine, "prepare"),
    "the other side's view": (engine, "reciprocities"),
    "words, paths and gains of the ten": (Engine, "_match"),
}
"""Functions that follow each other, none within another, by what they do."""

ALL: Final = "a suggestion in process"
REST: Final = "the rest: what is asked, who may be suggested, what each choice carries on"


def seconds_of_steps(asked: Engine, queries: Sequence[MatchQuery]) -> dict[str, float]:
    """Return the seconds of a core of all and of each step, on average of the queries.

    Each is asked just before it is timed, so that memory is warm and what is left is what is computed.
    """
    spent: dict[str, float] = defaultdict(float)
    for query in queries:
        asked.suggest(query)
        with _timed_steps(spent):
            began = time.thread_time()
            asked.suggest(query)
            spent[ALL] += time.thread_time() - began
    steps = {name: spent[name] / len(queries) for name in (ALL, *STEPS)}
    return steps | {REST: 2 * steps[ALL] - sum(steps.values())}


@contextmanager
def _timed_steps(spent: dict[str, float]) -> Iterator[None]:
    with ExitStack() as stack:
        for name, (where, function) in STEPS.items():
            stack.enter_context(patch.object(where, function, _timed(getattr(where, function), name, spent)))
        yield


def _timed(act: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*told: Any, **named: Any) -> Any:  # noqa: ANN401  # any step
        began = time.thread_time()
        try:
            return act(*told, **named)
        finally:
            spent[name] += time.thread_time() - began

    return timed
