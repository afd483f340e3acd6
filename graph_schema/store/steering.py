"""What managers want of suggestions: pins, exclusions, turned weights. None of it raises the graph's version."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import blake2b

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownOrganisationError, UnknownWishError
from graph_schema.steering_records import WeightingRow, WishRow
from graph_schema.store.query_files import Row, rows_of, run

_TOLD = ("act", "cluster_id", "organisation_id", "match_type", "partner_id", "kind", "outside")


def write_wish(graph: Graph, wish: WishRow) -> str:
    """Put down a wish and return its id, which follows from what it says; the same again changes nothing.

    Raises UnknownOrganisationError where the graph does not have its cluster or one of its organisations.
    """
    told = {name: getattr(wish, name) for name in _TOLD}
    key = blake2b("\n".join(map(str, told.values())).encode(), digest_size=10).hexdigest()

    def work(tx: ManagedTransaction) -> list[Row]:
        return rows_of(tx, "write_wish", id=key, by=wish.by, now=datetime.now(UTC), **told)

    if not graph.write(work):
        raise UnknownOrganisationError(
            "The graph does not have the organisation {named!r}: look its id up.",
            named=wish.partner_id or wish.organisation_id,
        )
    return key


def remove_wish(graph: Graph, cluster_id: str, wish_id: str) -> None:
    """Take a wish of a cluster back; UnknownWishError where there is none of this id."""
    if not graph.write(lambda tx: rows_of(tx, "remove_wish", cluster_id=cluster_id, id=wish_id)):
        raise UnknownWishError(
            "There is no pin or exclusion {wish_id!r} of the cluster {cluster_id!r}.",
            wish_id=wish_id,
            cluster_id=cluster_id,
        )


def read_wishes(graph: Graph, cluster_id: str | None = None) -> tuple[WishRow, ...]:
    """Read the wishes of a cluster, or all, the oldest first."""
    rows = graph.read(lambda tx: rows_of(tx, "read_wishes", cluster_id=cluster_id))
    return tuple(WishRow(**row | {"at": row["at"].to_native()}) for row in rows)


def write_weighting(graph: Graph, cluster_id: str, match_type: str, factors: Mapping[str, float], by: str) -> None:
    """Keep how many times as declared features of a match type count for a cluster's members.

    Raises UnknownWishError where the graph does not have the cluster.
    """

    def work(tx: ManagedTransaction) -> list[Row]:
        told = {"factors": [f"{name}={one:g}" for name, one in factors.items()], "by": by, "now": datetime.now(UTC)}
        return rows_of(tx, "write_weighting", cluster_id=cluster_id, match_type=match_type, **told)

    if not graph.write(work):
        raise UnknownWishError("There is no cluster with the id {value!r}.", value=cluster_id)


def remove_weighting(graph: Graph, cluster_id: str, match_type: str) -> None:
    """Let a match type count as declared again; a second time changes nothing."""
    graph.write(lambda tx: run(tx, "remove_weighting", cluster_id=cluster_id, match_type=match_type))


def read_weightings(graph: Graph) -> tuple[WeightingRow, ...]:
    """Read how weights are turned, of all clusters and match types."""
    rows = graph.read(lambda tx: rows_of(tx, "read_weightings"))
    return tuple(
        WeightingRow(**row | {"at": row["at"].to_native(), "factors": dict(map(_factor, row["factors"]))})
        for row in rows
    )


def _factor(told: str) -> tuple[str, float]:
    feature, _, factor = told.partition("=")
    return feature, float(factor)
