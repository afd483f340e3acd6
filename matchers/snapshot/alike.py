"""Who has a name, a public id or a city in common: each is kept as a number that stands for it, 0 where there is none.

The numbers are 64 bits of a hash, so that all rows can be compared at once; among a million of them two different ones
are the same with a chance of one in forty million.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.corpus import PUBLIC_IDS, OrganisationRow
from matchers.names import name_key
from matchers.snapshot.columns import Arrays
from matchers.text import words

Keys = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.signedinteger[Any]]
Floats = npt.NDArray[np.float32]


def key_arrays(rows: Sequence[OrganisationRow]) -> Arrays:
    """Return the numbers of the name and each public id (n, 1 + ids), and of city and country together (n)."""
    keys = [[_number(name_key(row.name)), *(_number(getattr(row, scheme)) for scheme in PUBLIC_IDS)] for row in rows]
    return {
        "organisation.key": np.array(keys, dtype=np.uint64).reshape(-1, 1 + len(PUBLIC_IDS)),
        "organisation.city_key": np.array([_city(row.country, row.city) for row in rows], dtype=np.uint64),
    }


def duplicate_groups(keys: Keys, countries: Ints) -> npt.NDArray[np.int32]:
    """Number organisations so that likely duplicates share a number: one public id, or name and country, the same.

    `keys` are those of `key_arrays`, `countries` (n) are -1 where not known; then the name alone decides, unless it is
    that of organisations in several countries. The number is the first row of those that share it.
    """
    edges = [_same_value(keys[:, scheme]) for scheme in range(1, keys.shape[1])]
    edges += _same_name(keys[:, 0], countries)
    ones, others = (np.concatenate(side) for side in zip(*edges, strict=True))
    n = len(keys)
    ties = sparse.coo_array((np.ones(len(ones), dtype=np.int8), (ones, others)), shape=(n, n))
    _, group = sparse.csgraph.connected_components(ties, directed=False)
    first = np.zeros(n, dtype=np.int32)
    first[group[::-1]] = np.arange(n, dtype=np.int32)[::-1]
    numbers: npt.NDArray[np.int32] = first[group]
    return numbers


def places(own: Floats, cities: Keys) -> Floats:
    """Return where organisations are (n, 2), in degrees: their own place, else the middle of others' in their city.

    NaN where neither is known.
    """
    is_known = ~np.isnan(own[:, 0]) & ~np.isnan(own[:, 1])
    found: Floats = np.where(is_known[:, None], own, np.float32(np.nan))
    looking = np.flatnonzero(~is_known & (cities != 0))
    telling = np.flatnonzero(is_known & np.isin(cities, cities[looking]))
    if not len(telling):
        return found
    known, counts = np.unique(cities[telling], return_counts=True)
    starts = np.cumsum(counts) - counts
    middles = np.empty((len(known), 2), dtype=np.float32)
    for side in range(2):
        values = own[telling, side]
        values = values[np.lexsort((values, cities[telling]))]
        middles[:, side] = (values[starts + (counts - 1) // 2] + values[starts + counts // 2]) / 2
    at = np.minimum(np.searchsorted(known, cities[looking]), len(known) - 1)
    is_told = known[at] == cities[looking]
    found[looking[is_told]] = middles[at[is_told]]
    return found


def _same_value(values: Keys) -> tuple[Ints, Ints]:
    """Return pairs of rows that follow each other among those of one value, which is not 0."""
    known = np.flatnonzero(values)
    order = known[np.argsort(values[known], kind="stable")]
    same = values[order[1:]] == values[order[:-1]]
    return order[:-1][same], order[1:][same]


def _same_name(names: Keys, countries: Ints) -> Iterable[tuple[Ints, Ints]]:
    order = np.lexsort((countries, names))
    name, country = names[order], countries[order]
    same = (name[1:] == name[:-1]) & (country[1:] == country[:-1])
    yield order[:-1][same], order[1:][same]
    # One country of a name after another: where there are two, the unknown one, which comes first, and one known.
    starts = np.flatnonzero(np.concatenate([[True], ~same])) if len(order) else np.zeros(0, dtype=np.int64)
    begins = np.concatenate([[True], name[starts][1:] != name[starts][:-1]])
    firsts = np.flatnonzero(begins[: len(starts)])
    counts = np.diff(np.append(firsts, len(starts)))
    both = firsts[(counts == 2) & (country[starts[firsts]] < 0)]  # noqa: PLR2004  # as said above
    yield order[starts[both]], order[starts[both + 1]]


def _city(country: str | None, city: str | None) -> int:
    folded = " ".join(_words(city or ""))
    return _number(f"{country or ''} {folded}") if folded else 0


_words = lru_cache(maxsize=1_048_576)(words)
"""Cities are those of many."""


def _number(value: str | None) -> int:
    """Return what stands for a value: 0 for none, and for an empty one."""
    if not value:
        return 0
    return int.from_bytes(blake2b(value.encode("utf-8", "replace"), digest_size=8).digest()) or 1
