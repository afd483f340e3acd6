"""Who can be suggested at all: kinds, conditions and filters of the query, minus itself, duplicates and partners."""

import numpy as np

from matchers.conditions import CONDITIONS, Mask
from matchers.match_types import MatchType
from matchers.results import OrganisationFilter
from matchers.seeker import Seeker
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Floats, Snapshot


def candidates(  # noqa: PLR0913  who seeks, what, among whom
    seeker: Seeker,
    snapshot: Snapshot,
    declared: MatchType,
    wanted: OrganisationFilter,
    *,
    include_partners: bool,
    among: Mask | None = None,
) -> Mask:
    """Return who of a snapshot, or a part of it, may be suggested (n); `among` as in `passing`.

    Unknown clusters or capabilities in the filter raise UnknownIdError.
    """
    mask = passing(snapshot, wanted, among) & _of_kinds(snapshot, declared.partner_kinds(seeker.kind))
    for condition in declared.conditions:
        mask &= CONDITIONS[condition](seeker, snapshot)
    if seeker.asker is not None:
        mask &= snapshot.group != seeker.snapshot.group[seeker.asker]
    if not (include_partners or declared.welcomes_partners):
        mask &= ~seeker.has_tie_with(snapshot)
    return mask


def passing(snapshot: Snapshot, wanted: OrganisationFilter, among: Mask | None = None) -> Mask:
    """Return which organisations a filter lets through (n): of those that may be seen, or `among` others."""
    mask = (snapshot.visible if among is None else among).copy()
    if wanted.kinds:
        mask &= _of_kinds(snapshot, wanted.kinds)
    if wanted.countries:
        # The last one answers for -1, the unknown country.
        mask &= np.array([*(country in wanted.countries for country in snapshot.tables.countries), False])[
            snapshot.country
        ]
    if wanted.clusters:
        columns = [snapshot.cluster_column(cluster) for cluster in wanted.clusters]
        mask &= np.asarray(snapshot.counted_membership[:, columns].sum(axis=1)).ravel() > 0
    if wanted.capabilities:
        mask &= np.asarray((snapshot.capability @ with_narrower(snapshot, wanted.capabilities)) > 0)
    return mask


def _of_kinds(snapshot: Snapshot, kinds: tuple[str, ...]) -> Mask:
    return np.array([kind in kinds for kind in KINDS])[snapshot.kind]


def with_narrower(snapshot: Snapshot, capabilities: tuple[str, ...]) -> Floats:
    """Return 1 for these capabilities and all narrower ones (c); an unknown one raises UnknownIdError.

    Who can do the narrower thing can do the broader one: wind turbines answer a search for wind energy.
    """
    wanted = np.zeros(len(snapshot.tables.capabilities), dtype=np.float32)
    for capability in capabilities:
        wanted[snapshot.capability_column(capability)] = 1.0
    for _ in range(len(wanted)):
        reached = np.minimum(wanted + snapshot.narrower @ wanted, 1.0)
        if np.array_equal(reached, wanted):
            break
        wanted = reached
    return wanted
