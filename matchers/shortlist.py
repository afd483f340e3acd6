"""Who is looked at closely where organisations are too many to score them all: the few hundred that can be best.

Every feature that shows common ground (`Feature.is_ground`) has a way of its own to who is strong in it, each of which
costs about the same for 75,000 organisations and for 800,000. Who none of them finds has no ground to be among the
best. Who is on the list is then scored exactly, as everybody is where there are fewer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.candidates import passing
from matchers.conditions import Mask
from matchers.features.capabilities import neighbours_of
from matchers.match_types import MatchType
from matchers.results import OrganisationFilter
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.derive import KINDS
from matchers.snapshot.neighbours import LEAST
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

PROFILES: Final = 500
"""So many of the nearest profiles; of them about half are newcomers', so these need no list of their own."""

IN_THE_FIELD, THROUGH_PARTNERS, BY_CAPABILITY, PAST_PARTNERS, ANSWERING = 1_000, 300, 600, 100, 200
"""So many by their projects in the field, by common partners, by each use of capabilities, and so on."""

OWN_PROJECTS: Final = 24
"""Of the seeker's own projects the latest so many lead to others in the field."""

FIELD_PROJECTS: Final = 900
"""So many of the nearest projects count when organisations in the field are sought."""

SEARCHED: Final = 3
"""Of so many of the seeker's own projects the neighbours are searched for where those known beforehand are few."""

TIES_FOLLOWED: Final = 30_000
"""Ties of partners that are followed at most, those of partners with few ties first, since these count most."""

CAPABILITIES: Final = 12
"""So many of the seeker's capabilities, and of those beside them, the weightiest."""

MOST_WIDENED: Final = 10
"""By so much a list grows at most where a filter lets few through."""

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Sought:
    """Who seeks, in what, which kinds (KINDS) may be found, and by how much lists grow since few others may."""

    seeker: Seeker
    snapshot: Snapshot
    kinds: Mask
    wider: float

    def of_kinds(self, rows: Ints | Rows) -> Ints:
        """Return those of the kinds."""
        return np.asarray(rows[self.kinds[self.snapshot.kind[rows]]], dtype=np.int64)

    def heaviest(self, rows: Ints | Rows, weights: Floats, count: int) -> Ints:
        """Return those of the kinds that have the greatest sums of weights."""
        allowed = self.kinds[self.snapshot.kind[rows]]
        unique, places = np.unique(rows[allowed], return_inverse=True)
        count = round(count * self.wider)
        if len(unique) > count:
            unique = unique[np.argpartition(-np.bincount(places, weights=weights[allowed]), count)[:count]]
        return unique.astype(np.int64)


def shortlist(seeker: Seeker, snapshot: Snapshot, declared: MatchType, wanted: OrganisationFilter) -> Ints | None:
    """Return the rows that are compared for a seeker, ascending; None where all are.

    Where the filter lets only so many through as can be compared one by one, these are. Unknown clusters or
    capabilities in the filter raise UnknownIdError.
    """
    if not snapshot.has_neighbours:
        return None
    kinds = np.isin(np.arange(len(KINDS)), [KINDS.index(kind) for kind in declared.partner_kinds(seeker.kind)])
    share = 1.0
    if wanted != OrganisationFilter() or not snapshot.sees_all:
        rows = np.flatnonzero(passing(snapshot, wanted))
        rows = rows[kinds[snapshot.kind[rows]]]
        if len(rows) <= LEAST:
            return np.asarray(rows, dtype=np.int64)
        share = len(rows) / max(float(snapshot.kind_shares[kinds].sum()) * snapshot.size, 1.0)
    sought = _Sought(seeker, snapshot, kinds, min(1.0 / share, MOST_WIDENED))
    return np.unique(np.concatenate([source(sought) for source in _SOURCES]))


def _near_profiles(sought: _Sought) -> Ints:
    """Those whose profiles are nearest."""
    if not sought.seeker.vector.any():
        return _NOBODY
    # Others than of the kinds are found too, so more are asked for.
    share = max(float(sought.snapshot.kind_shares[sought.kinds].sum()), 1 / MOST_WIDENED)
    found = sought.snapshot.neighbours.near(sought.seeker.vector, round(PROFILES * sought.wider / share))
    return sought.of_kinds(found)


def _in_the_field(sought: _Sought) -> Ints:
    """Those who took part in the projects nearest to the seeker's, or to its words."""
    seeker, snapshot = sought.seeker, sought.snapshot
    projects = _near_projects(seeker, snapshot, round(FIELD_PROJECTS * sought.wider))
    if not len(projects):
        return projects
    cosines = (snapshot.project_vectors[projects] @ seeker.vectors_of(OWN_PROJECTS).T).max(axis=1)
    order = np.argsort(-cosines, kind="stable")
    members = [row_of(snapshot.participants, project)[0] for project in projects[order].tolist()]
    sizes = [len(team) for team in members]
    counted = np.maximum(seeker.alike(cosines[order]), 0.0) ** 2 * snapshot.project_weight[projects[order]]
    everyone = np.concatenate(members)
    by_record = sought.heaviest(everyone, np.repeat(counted, sizes), IN_THE_FIELD)
    # Whoever did the nearest few is there, with however short a record.
    nearest = sought.of_kinds(everyone)
    _, first = np.unique(nearest, return_index=True)
    return np.concatenate([by_record, nearest[np.sort(first)[: round(IN_THE_FIELD * sought.wider)]]])


def _near_projects(seeker: Seeker, snapshot: Snapshot, count: int) -> Ints:
    """Return about so many projects (rows) nearest to the seeker's own, or to what it seeks."""
    own = seeker.latest_projects(OWN_PROJECTS)
    if not len(own):
        return snapshot.project_neighbours.near(seeker.vector, count) if seeker.vector.any() else own
    near = snapshot.project_nearest[own]
    found = np.unique(np.concatenate([near[near >= 0], snapshot.project_neighbours.newest]))
    if len(found) < count:
        # Who has few projects has few neighbours beforehand, and few searches to wait for.
        asked = snapshot.project_vectors[own[:SEARCHED]]
        each = 3 * count // (2 * len(asked))
        found = np.unique(np.concatenate([found, *(snapshot.project_neighbours.near(one, each) for one in asked)]))
    return np.asarray(found[~seeker.took_part[found]], dtype=np.int64)


def _through_partners(sought: _Sought) -> Ints:
    """Those with common partners, by the sum that `common_partners` is made of."""
    snapshot, partners = sought.snapshot, sought.seeker.partner_rows
    if not len(partners):
        return partners
    discount = snapshot.hub_discount[partners]
    order = np.argsort(-discount, kind="stable")
    ends = np.cumsum(snapshot.degree[partners[order]])
    followed = partners[order][: max(1, int(np.searchsorted(ends, TIES_FOLLOWED)))]
    ties = [row_of(snapshot.tie_count, row)[0] for row in followed.tolist()]
    weights = np.repeat(snapshot.hub_discount[followed], [len(tied) for tied in ties])
    return sought.heaviest(np.concatenate(ties), weights, THROUGH_PARTNERS)


def _by_capability(sought: _Sought) -> Ints:
    """Those who are strongest in what the seeker does or seeks, and in what stands beside it in the value chain."""
    wishes = (sought.seeker.capabilities, neighbours_of(sought.seeker, sought.snapshot))
    return np.concatenate([_strong_in(sought, wished) for wished in wishes])


def _strong_in(sought: _Sought, wished: Floats) -> Ints:
    snapshot = sought.snapshot
    order = np.argsort(-wished * snapshot.capability_rarity, kind="stable")
    columns = order[: min(CAPABILITIES, int((wished > 0).sum()))]
    if not len(columns):
        return _NOBODY
    rows = snapshot.strongest[columns]
    weights = (wished * snapshot.capability_rarity)[columns][:, None] * snapshot.strongest_share[columns]
    return sought.heaviest(rows[rows >= 0], weights[rows >= 0], BY_CAPABILITY)


def _tied(sought: _Sought) -> Ints:
    """Those who worked with the seeker, and the members of its clusters."""
    seeker, snapshot = sought.seeker, sought.snapshot
    partners = seeker.partner_rows
    strongest = partners[np.argsort(-seeker.partner_strengths, kind="stable")[:PAST_PARTNERS]]
    clusters = [] if seeker.row is None else row_of(snapshot.membership, seeker.row)[0].tolist()
    members = [row_of(snapshot.members, cluster)[0] for cluster in clusters]
    return sought.of_kinds(np.concatenate([strongest, *members]).astype(np.int64))


def _answering(sought: _Sought) -> Ints:
    """Those whose offers or requests answer the seeker best."""
    if not len(sought.seeker.posts.directions) or not len(sought.snapshot.profiles):
        return _NOBODY
    answers = sought.seeker.answers
    rows = sought.of_kinds(answers.owners)
    return rows[np.argsort(-answers.likeness[rows], kind="stable")[: round(ANSWERING * sought.wider)]]


_NOBODY: Final = np.zeros(0, dtype=np.int64)
_SOURCES: tuple[Callable[[_Sought], Ints], ...] = (
    _near_profiles,
    _in_the_field,
    _through_partners,
    _by_capability,
    _tied,
    _answering,
)
