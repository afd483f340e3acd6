"""How much two organisations are the same again: the same projects, the same words, one parent."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Groups = npt.NDArray[np.integer[Any]]
Matrix = Any
"""A scipy sparse array in CSR form; scipy has no types."""

SHARED_HOSTS: Final = frozenset(
    {"facebook.com", "linkedin.com", "google.com", "wordpress.com", "wixsite.com", "github.io", "europa.eu"}
)
"""Domains under which many have their pages, so that they tell of no parent."""

_SECOND_LEVELS: Final = frozenset({"ac", "co", "com", "edu", "gov", "org", "gob", "gouv"})


def likeness(took_part: Matrix, profiles: Floats, groups: Groups, parents: Sequence[str]) -> Floats:
    """Return how alike k organisations are (k, k), from 0 to 1: the greatest of what follows, symmetric, 1 for itself.

    The cosine of who took part in what (k, p), in which the role does not count; how alike their profiles (k, k) are,
    as given; 1 for likely duplicates (the same number in `groups` (k)) and for those of one parent (the same
    string in `parents` (k), "" where not known).
    """
    same = groups[:, None] == groups[None, :]
    numbers = {parent: number for number, parent in enumerate(dict.fromkeys(parents))}
    named = np.array([numbers[parent] if parent else -1 for parent in parents], dtype=np.int64)
    same |= (named[:, None] == named[None, :]) & (named >= 0)[None, :]
    alike = np.maximum(shared_projects(took_part), np.clip(profiles, 0.0, 1.0))
    alike[same] = 1.0
    np.fill_diagonal(alike, 1.0)
    return alike


def shared_projects(took_part: Matrix) -> Floats:
    """Return shared projects over the root of both counts (k, k) for who took part in what (k, p); 0 without any."""
    # Few take part in few, so that a matrix of these is quicker than a sparse one.
    projects, places = np.unique(took_part.indices, return_inverse=True)
    ones = np.zeros((took_part.shape[0], len(projects)), dtype=np.float32)
    ones[np.repeat(np.arange(len(ones)), np.diff(took_part.indptr)), places] = 1.0
    shared = ones @ ones.T
    counts = np.sqrt(np.maximum(shared.diagonal(), 1.0))
    return np.asarray(shared / (counts[:, None] * counts[None, :]), dtype=np.float32)


def parents_of(websites: Iterable[str | None]) -> list[str]:
    """Return whose institute or branch each organisation is, as far as its website tells: the registered domain.

    "" where there is no website, or one under a domain that many share.
    """
    return [_domain(website) if website else "" for website in websites]


@lru_cache(maxsize=65_536)
def _domain(website: str) -> str:
    try:
        host = urlsplit(website if "://" in website else f"//{website}").hostname or ""
    except ValueError:
        return ""
    labels = host.rstrip(".").split(".")
    is_nested = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS  # noqa: PLR2004 - ac.uk
    domain = ".".join(labels[-3:] if is_nested else labels[-2:])
    return "" if len(labels) == 1 or domain in SHARED_HOSTS else domain
