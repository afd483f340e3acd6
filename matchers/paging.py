"""Pages of a list: by number, or after the last one seen, which holds while rows come and go between two pages."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Ranks = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list: two numbers of which the greater comes first, then the id."""

    first: float
    second: float
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """Which page is wanted: `number` from 1 or, where `after` is a place, the rows that come after it.

    In the order of ids no row that stays can be missed or seen twice; in the order of the best first neither can one
    whose own place stays.
    """

    number: int = 1
    size: int = 20
    after: Place | None = None
    by_id: bool = False


def rows_of_page(
    rows: Rows, first: Ranks, second: Ranks, id_of: Callable[[int], str], page: Page
) -> tuple[list[int], Place | None]:
    """Return the rows on a page, and the place of the last one if more come after it.

    `rows` are in the order of their ids; `first` and `second` (as many as rows) order them before the ids do.
    """
    if page.by_id:
        first = second = np.zeros(len(rows))
    order = np.lexsort((rows, -second, -first))
    if page.after is not None:
        order = order[_after(rows, first, second, id_of, page.after)[order]]
    start = 0 if page.after is not None else (page.number - 1) * page.size
    shown = order[start : start + page.size]
    last = None
    if len(shown) and start + page.size < len(order):
        at = int(shown[-1])
        last = Place(float(first[at]), float(second[at]), id_of(int(rows[at])))
    return rows[shown].tolist(), last


def _after(rows: Rows, first: Ranks, second: Ranks, id_of: Callable[[int], str], place: Place) -> npt.NDArray[np.bool_]:
    # The row itself may be gone, so it is its id that is looked for among those that are there.
    later = np.arange(len(rows)) >= bisect_right(range(len(rows)), place.id, key=lambda at: id_of(int(rows[at])))
    is_lower = (first == place.first) & ((second < place.second) | ((second == place.second) & later))
    return np.asarray((first < place.first) | is_lower)
