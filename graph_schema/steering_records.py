"""Typed rows of what the managers of clusters want of suggestions to their members."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WishRow:
    """A pin or an exclusion: `act` is pin or exclude, and one of `partner_id`, `kind` and `outside` says whom it means.

    `match_type` is None where it counts for all; `by` is the account's id or what stands for one, in `at`.
    """

    id: str
    act: str
    cluster_id: str
    organisation_id: str
    match_type: str | None = None
    partner_id: str | None = None
    kind: str | None = None
    outside: str | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WeightingRow:
    """How many times as declared features of a match type count for a cluster's members; `by` and `at` as in a wish."""

    cluster_id: str
    match_type: str
    factors: Mapping[str, float]
    by: str = ""
    at: datetime | None = None
