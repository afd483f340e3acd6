"""A cluster's members one by one, for pages and API: who they are, one more by hand, and one less."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.records import GraphRows, Membership
from graph_schema.store import MemberState, WriteSummary
from matchers.answers import today
from matchers.completeness import Counted, counted
from matchers.said import said
from matchers.snapshot import Snapshot
from service.auth.audit import record
from service.auth.viewer import current_viewer
from service.errors import FieldProblem, InvalidRequestError
from service.findings import sentence_of
from service.imports.duplicates import Duplicate, likely_duplicates
from service.imports.known import told_of
from service.imports.member_records import MemberRecord
from service.imports.member_tags import member_tags
from service.imports.members import single_member
from service.imports.report import identities
from service.imports.tagging import vocabulary_tagger
from service.runtime import current_runtime


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a member by hand: its id; `alike` are those it may be, in which case nothing was written."""

    id: str
    alike: tuple[Duplicate, ...] = ()


def add(cluster_id: str, told: MemberRecord, within: frozenset[str] | None, *, although_alike: bool) -> Added:
    """Add one organisation to a cluster, as a row of its list would; who looks like others is added only on demand.

    `within` as for `import_members`. Raises InvalidRequestError for its VAT number, or where it is a member already.
    """
    graph = current_runtime().graph()
    try:
        member = single_member(told, cluster_id)
    except ValueError as error:
        raise InvalidRequestError(FieldProblem(field="vat", message=sentence_of(error))) from error
    row = member.organisation
    there = store.read_identities(graph)
    if any(one.id == row.id and cluster_id in one.clusters for one in there):
        raise InvalidRequestError(
            FieldProblem(field="name", message=said("{name} is a member already.", name=row.name))
        )
    alike = likely_duplicates(identities([row]), told_of(there, within))
    if alike and not although_alike:
        return Added(row.id, alike)
    rows = GraphRows(
        f"members:{cluster_id}",
        organisations=(row,),
        memberships=(Membership(row.id, cluster_id),),
        organisation_tags=member_tags([member], vocabulary_tagger()).rows,
    )
    store.write_rows(graph, rows)
    record(graph, AuditKind.MEMBER_ADDED, about=f"{cluster_id}: {row.id}")
    return Added(row.id)


def take_out(cluster_id: str, organisation_id: str) -> WriteSummary:
    """End a membership; the organisation stays. UnknownMembershipError where there is none."""
    graph = current_runtime().graph()
    summary = store.end_membership(graph, cluster_id, organisation_id, current_viewer().id)
    record(graph, AuditKind.MEMBER_REMOVED, about=f"{cluster_id}: {organisation_id}")
    return summary


def put_back(cluster_id: str, organisation_id: str) -> WriteSummary:
    """Take a membership up again that was ended; UnknownMembershipError where none was."""
    graph = current_runtime().graph()
    summary = store.resume_membership(graph, cluster_id, organisation_id)
    record(graph, AuditKind.MEMBER_PUT_BACK, about=f"{cluster_id}: {organisation_id}")
    return summary


@dataclass(frozen=True, slots=True)
class Listed:
    """Members in their order, and of each how many facts are known; who is too new to be counted is left out there."""

    items: tuple[MemberState, ...]
    facts: Mapping[str, Counted]


SORTS: Final[dict[str, Callable[[MemberState, Mapping[str, Counted]], Any]]] = {
    "name": lambda one, _: one.name.casefold(),
    "changed": lambda one, _: -one.changed.timestamp(),
    "accounts": lambda one, _: (one.accounts, one.name.casefold()),
    "completeness": lambda one, facts: (facts[one.id].share if one.id in facts else 0.0, one.name.casefold()),
}
"""How members can be sorted: by name, the latest change first, those without an account first, those of whom least is
known first."""


def listed(cluster_id: str, words: str = "", kind: str | None = None, sort: str = "name") -> Listed:
    """Return a cluster's members whose name, place or id holds these words, in the order of a sort of SORTS."""
    wanted, runtime = words.casefold().split(), current_runtime()
    found = [
        one
        for one in store.read_members(runtime.graph(), cluster_id)
        if kind in {None, one.kind}
        and all(word in f"{one.name} {one.city or ''} {one.id}".casefold() for word in wanted)
    ]
    facts = _facts(runtime.snapshot(), [one.id for one in found])
    return Listed(tuple(sorted(found, key=lambda one: SORTS[sort](one, facts))), facts)


def _facts(snapshot: Snapshot, ids: Iterable[str]) -> Mapping[str, Counted]:
    rows = {key: row for key in ids if (row := snapshot.row_by_id.get(key)) is not None}
    return dict(zip(rows, counted(snapshot, rows.values(), today()), strict=True))
