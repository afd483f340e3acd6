"""Likely duplicates for a manager to decide, for pages and API: the same, different, or later; and taken back again."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.store import Comparison, Identity
from matchers.said import said
from service.auth.audit import record
from service.auth.viewer import current_viewer
from service.errors import NotFoundError
from service.imports.duplicates import likely_duplicates
from service.imports.known import told_of
from service.runtime import current_runtime
from service.steering_file import refresh_steering


class Decision(StrEnum):
    """What somebody says of two organisations that look alike."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two organisations that look alike, of which `kept` stays if they are the same; whether it was put off."""

    gone: Identity
    kept: Identity
    reason: str
    is_for_later: bool = False


@dataclass(frozen=True, slots=True)
class Duplicates:
    """The pairs of a cluster that are to be decided, those put off last, and what was decided, the latest first."""

    open: tuple[LikelyPair, ...]
    decided: tuple[Comparison, ...]


def duplicates(cluster_id: str, within: frozenset[str] | None) -> Duplicates:
    """Return which members look like others; organisations of other clusters than `within` alone are not told of."""
    graph = current_runtime().graph()
    known = told_of(store.read_identities(graph), within)
    ids = {one.id: one for one in known}
    decided = {frozenset((one.one_id, one.other_id)): one for one in store.read_comparisons(graph)}
    members = [one for one in known if cluster_id in one.clusters]
    pairs = []
    for found in likely_duplicates(members, known):
        before = decided.get(frozenset((found.incoming.id, found.other.id)))
        if before is None or before.decision == Decision.LATER:
            # Found among members, they come without their clusters: take them as they are known.
            one, other = _in_order(ids[found.incoming.id], ids[found.other.id])
            pairs.append(LikelyPair(one, other, found.reason, before is not None))
    mine = tuple(one for one in decided.values() if one.decision != Decision.LATER and _concerns(one, members))
    return Duplicates(tuple(sorted(pairs, key=lambda pair: pair.is_for_later)), mine)


def decide(cluster_id: str, pair: tuple[str, str], decision: Decision, within: frozenset[str] | None) -> None:
    """Decide a pair that is to be decided, in whichever order; NotFoundError for any other pair."""
    found = next((one for one in duplicates(cluster_id, within).open if {one.gone.id, one.kept.id} == set(pair)), None)
    if found is None:
        raise NotFoundError(
            said("These two are not to be decided here: somebody may have done so. Open the page again.")
        )
    graph, by = current_runtime().graph(), current_viewer().id
    if decision is Decision.SAME:
        store.merge(graph, found.gone.id, found.kept.id, by)
    else:
        store.compare(graph, found.gone.id, found.kept.id, decision, by)
    _refresh()
    record(graph, AuditKind.DUPLICATES_DECIDED, about=f"{found.gone.id} {decision} {found.kept.id}")


def take_back(cluster_id: str, pair: tuple[str, str], within: frozenset[str] | None) -> None:
    """Take a decision back: the two are to be decided again. Errors as `decide`, and NotMergedError."""
    decided = duplicates(cluster_id, within).decided
    found = next((one for one in decided if {one.one_id, one.other_id} == set(pair)), None)
    if found is None:
        raise NotFoundError(said("Nothing was decided here of these two, or it was taken back. Open the page again."))
    graph = current_runtime().graph()
    undo = store.part if found.decision == Decision.SAME else store.reopen
    undo(graph, found.one_id, found.other_id)
    _refresh()
    record(graph, AuditKind.DUPLICATES_REOPENED, about=f"{found.one_id} {found.decision} {found.other_id}")


def _refresh() -> None:
    runtime = current_runtime()
    refresh_steering(runtime.graph(), runtime.settings.snapshot_dir)


def _concerns(comparison: Comparison, members: Sequence[Identity]) -> bool:
    return not {comparison.one_id, comparison.other_id}.isdisjoint(one.id for one in members)


def _in_order(one: Identity, other: Identity) -> tuple[Identity, Identity]:
    """Return which record goes and which is kept if they are the same: the one that took part in more projects."""
    snapshot = current_runtime().whole().snapshot
    rows = snapshot.row_by_id
    known = [int(snapshot.project_count[rows[key]]) if key in rows else -1 for key in (one.id, other.id)]
    return (one, other) if known[0] <= known[1] else (other, one)
