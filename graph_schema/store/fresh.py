"""Rows of what is not in the graph yet, apart from all others: they are created without comparing anything."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from graph_schema.store.parameters import Parameters


def apart(
    rows: Iterable[Parameters], key: Sequence[str], is_fresh: Callable[[Parameters], bool]
) -> tuple[list[Parameters], list[Parameters]]:
    """Return those rows that are fresh, the first one of each key, and all others; `key` are names of values."""
    fresh, others = [], []
    seen = set()
    key_of = itemgetter(*key)
    for row in rows:
        if is_fresh(row) and key_of(row) not in seen:
            seen.add(key_of(row))
            fresh.append(row)
        else:
            others.append(row)
    return fresh, others
