"""The lists that a shortlist is chosen from: one function for each way in which somebody can be found."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.candidates import passing
from matchers.conditions import Mask
from matchers.features.graph import common_from, past_from
from matchers.features.texts import record_from
from matchers.match_types import MatchType
from matchers.results import OrganisationFilter
from matchers.seeker import Seeker
from matchers.shortlist.field import Field, field_of
from matchers.shortlist.hints import Hints
from matchers.shortlist.met import Met, Sums
from matchers.shortlist.wide import found_by_facts
from matchers.snapshot.columns import distinct, row_of, rows_of
from matchers.snapshot.derive import KINDS
from matchers.snapshot.neighbours import LEAST
from matchers.snapshot.snapshot import Ints, Snapshot

PROFILES: Final = 50
"""So many of the nearest profiles; of them about half are newcomers', so these need no list of their own."""

PROFILES_EFFORT: Final = 64
"""How closely the index of profiles looks (`Neighbours.near`)."""

IN_THE_FIELD, THROUGH_PARTNERS, PAST_PARTNERS, ANSWERING = 2_000, 1_000, 100, 200
"""So many by their projects in the field, by common partners, and so on."""

TIES_FOLLOWED: Final = 30_000
"""Ties of partners that are followed at most, those of partners with few ties first, since these count most."""

MOST_WIDENED: Final = 10
"""By so much a list grows at most where a filter lets few through."""

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Who may be among the best (rows, ascending), with hints; None where all of these are to be scored."""

    rows: Ints
    hints: Hints | None = None


@dataclass(frozen=True, slots=True)
class _Sought:
    """Who seeks, in what, by which features, which kinds (KINDS) may be found, how much lists grow since few may.

    `hints` fill as one source after another is asked.
    """

    seeker: Seeker
    snapshot: Snapshot
    names: frozenset[str]
    field: Field
    kinds: Mask
    wider: float
    hints: Hints = dataclasses.field(default_factory=Hints)

    def of_kinds(self, rows: Ints | Rows) -> Ints:
        """Return those of the kinds."""
        return np.asarray(rows[self.kinds[self.snapshot.kind[rows]]], dtype=np.int64)

    def heaviest(self, met: Met, sums: Sums, count: int) -> Ints:
        """Return those who were met that are of the kinds and have the greatest sums (of k)."""
        is_sought = self.kinds[self.snapshot.kind[met.found]]
        found, sums = met.found[is_sought], sums[is_sought]
        count = round(count * self.wider)
        return found if len(found) <= count else found[np.argpartition(-sums, count)[:count]]


def shortlist(seeker: Seeker, snapshot: Snapshot, declared: MatchType, wanted: OrganisationFilter) -> Shortlist | None:
    """Return who can be among the best for a seeker; None where all are to be scored.

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
            return Shortlist(np.asarray(rows, dtype=np.int64))
        share = len(rows) / max(float(snapshot.kind_shares[kinds].sum()) * snapshot.size, 1.0)
    wider = min(1.0 / share, MOST_WIDENED)
    names = frozenset(row.feature.name for row in declared.features if row.feature.suits(seeker))
    sought = _Sought(seeker, snapshot, names, field_of(seeker, wider), kinds, wider)
    return Shortlist(distinct(np.concatenate([source(sought) for source in _SOURCES])), sought.hints)


def _near_profiles(sought: _Sought) -> Ints:
    """Those whose profiles are nearest."""
    if not sought.seeker.vector.any() or "profile_similarity" not in sought.names:
        return _NOBODY
    # Others than of the kinds are found too, so more are asked for.
    share = max(float(sought.snapshot.kind_shares[sought.kinds].sum()), 1 / MOST_WIDENED)
    count = round(PROFILES * sought.wider / share)
    found = sought.snapshot.neighbours.near(sought.seeker.vector, count, PROFILES_EFFORT)
    return sought.of_kinds(found)


def _in_the_field(sought: _Sought) -> Ints:
    """Those who took part in the projects nearest to the seeker's, or to its words."""
    projects, snapshot = sought.field.projects, sought.snapshot
    if not len(projects):
        return projects
    everyone, _, sizes = rows_of(snapshot.participants, projects)
    met, closeness = Met(everyone, snapshot.size), sought.field.closeness
    record = met.sums(np.repeat(closeness**2 * snapshot.project_weight[projects], sizes))
    closest = met.first(np.repeat(closeness, sizes))  # the nearest projects come first
    field, projects_of = sought.field, snapshot.project_count
    usual = float(np.mean(field.at_random**2))
    sought.hints.told["closest_projects"] = lambda rows: np.maximum(
        met.told_of(rows, closest), field.closest_of(projects_of[rows])
    )
    sought.hints.told["track_record"] = lambda rows: record_from(
        met.told_of(rows, record) + usual * snapshot.weight_of_projects[rows]
    )
    by_record = sought.heaviest(met, record, IN_THE_FIELD)
    # Whoever did the nearest few is there, with however short a record.
    return np.concatenate([by_record, sought.of_kinds(everyone)[: round(IN_THE_FIELD * sought.wider)]])


def _through_partners(sought: _Sought) -> Ints:
    """Those with common partners, by the sum that `common_partners` is made of."""
    snapshot, partners = sought.snapshot, sought.seeker.partner_rows
    if not len(partners) or "common_partners" not in sought.names:
        return _NOBODY
    discount = snapshot.hub_discount[partners]
    order = np.argsort(-discount, kind="stable")
    ends = np.cumsum(snapshot.degree[partners[order]])
    followed = partners[order][: max(1, int(np.searchsorted(ends, TIES_FOLLOWED)))]
    tied, _, sizes = rows_of(snapshot.tie_count, followed)
    met = Met(tied, snapshot.size)
    common = met.sums(np.repeat(snapshot.hub_discount[followed], sizes))
    sought.hints.told["common_partners"] = lambda rows: common_from(met.told_of(rows, common))
    if len(followed) == len(partners):
        sought.hints.exact.add("common_partners")
    return sought.heaviest(met, common, THROUGH_PARTNERS)


def _by_facts(sought: _Sought) -> Ints:
    """Those who can do what is sought, are near by, or are handed over."""
    return sought.of_kinds(found_by_facts(sought.seeker, sought.names))


def _tied(sought: _Sought) -> Ints:
    """Those who worked with the seeker, and the members of its clusters."""
    seeker, snapshot = sought.seeker, sought.snapshot
    partners = seeker.partner_rows
    strongest = partners[np.argsort(-seeker.partner_strengths, kind="stable")[:PAST_PARTNERS]]
    if "past_partner" in sought.names:
        everyone = rows_of(snapshot.participants, seeker.projects)[0]
        met = Met(everyone, snapshot.size)
        joint = met.sums(np.ones(len(everyone), dtype=np.float32))
        sought.hints.told["past_partner"] = lambda rows: past_from(met.told_of(rows, joint))
        sought.hints.exact.add("past_partner")
    clusters = [] if seeker.row is None else row_of(snapshot.membership, seeker.row)[0].tolist()
    members = [row_of(snapshot.members, cluster)[0] for cluster in clusters]
    return sought.of_kinds(np.concatenate([strongest, *members]).astype(np.int64))


def _answering(sought: _Sought) -> Ints:
    """Those whose offers or requests answer the seeker best."""
    if not sought.seeker.has_posted and "does_what_is_sought" not in sought.names:
        return _NOBODY
    answers = sought.seeker.answering
    best_first = answers.owners[np.argsort(-answers.likeness, kind="stable")]
    return sought.of_kinds(best_first)[: round(ANSWERING * sought.wider)]


_NOBODY: Final = np.zeros(0, dtype=np.int64)
_SOURCES: tuple[Callable[[_Sought], Ints], ...] = (
    _near_profiles,
    _in_the_field,
    _through_partners,
    _by_facts,
    _tied,
    _answering,
)
