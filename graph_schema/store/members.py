"""Who is in a cluster, when that was last changed, and who was in it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownMembershipError, sentence
from graph_schema.store.query_files import rows_of
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write

_MILLISECONDS = 1_000

_IMPOSSIBLE: Final = {
    "end_membership": sentence("{organisation_id!r} is no member of the cluster {cluster_id!r}."),
    "resume_membership": sentence("{organisation_id!r} was not taken out of the cluster {cluster_id!r}."),
}


@dataclass(frozen=True, slots=True)
class MemberState:
    """A member as its manager looks after it: what tells it apart, when it was last changed, how many may log in."""

    id: str
    name: str
    kind: str
    city: str | None
    country: str | None
    changed: datetime
    accounts: int


@dataclass(frozen=True, slots=True)
class FormerMember:
    """An organisation that was taken out of a cluster: when, and by whom."""

    id: str
    name: str
    until: datetime
    by: str


def read_members(graph: Graph, cluster_id: str) -> tuple[MemberState, ...]:
    """Read a cluster's members by name."""

    def work(tx: ManagedTransaction) -> tuple[MemberState, ...]:
        return tuple(
            # A version is a time in milliseconds, see `graph_version`.
            MemberState(
                changed=datetime.fromtimestamp(row.pop("changed_at") / _MILLISECONDS, UTC),
                **row | {"name": row["name"] or row["id"], "kind": row["kind"] or "other"},
            )
            for row in rows_of(tx, "read_members", cluster_id=cluster_id)
        )

    return graph.read(work)


def read_former_members(graph: Graph, cluster_id: str) -> tuple[FormerMember, ...]:
    """Read who was taken out of a cluster and is not in it now, the latest first."""
    rows = graph.read(lambda tx: rows_of(tx, "read_former_members", cluster_id=cluster_id))
    return tuple(FormerMember(**row | {"until": row["until"].to_native()}) for row in rows)


def end_membership(graph: Graph, cluster_id: str, organisation_id: str, by: str) -> WriteSummary:
    """Take an organisation out of a cluster; it stays in the graph. UnknownMembershipError where it is not in it."""
    return _written(graph, "end_membership", cluster_id, organisation_id, by=by, now=datetime.now(UTC))


def resume_membership(graph: Graph, cluster_id: str, organisation_id: str) -> WriteSummary:
    """Put back an organisation that was taken out of a cluster; UnknownMembershipError where it was not."""
    return _written(graph, "resume_membership", cluster_id, organisation_id)


def _written(
    graph: Graph,
    query: Literal["end_membership", "resume_membership"],
    cluster_id: str,
    organisation_id: str,
    **more: object,
) -> WriteSummary:
    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        ids = {"cluster_id": cluster_id, "organisation_id": organisation_id}
        if not rows_of(tx, query, version=version, **ids, **more):
            raise UnknownMembershipError(_IMPOSSIBLE[query], **ids)
        ended = end_write(tx, version, is_changed=True)
        return WriteSummary(ended, {"memberships": WriteCounts(changed=1)})

    return graph.write(work)
