"""Rows into the graph, all in one transaction: everything or nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import ChangedMeanwhileError, UnknownRowError
from graph_schema.progress import Progress, silent
from graph_schema.records import GraphRows, Profile
from graph_schema.store.editing import read_own_facts, without_own_facts
from graph_schema.store.facts import KIND_RANKS
from graph_schema.store.fresh import apart
from graph_schema.store.imports import ImportStamp
from graph_schema.store.parameters import (
    cluster_parameters,
    network_ties,
    node_parameters,
    profile_parameters,
    stale_organisation_tags,
    stale_profile_tags,
    stale_project_tags,
    tie_parameters,
)
from graph_schema.store.query_files import Row, asked, row_of, rows_of, run
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write

_BATCH: Final = 2_000
"""Rows a query takes at once: large enough that the round trips do not count, small enough to tell progress."""

_LAST_STEP: Final = "Making it final"


def write_rows(  # noqa: PLR0913 - what is written, and five things that seldom are said
    graph: Graph,
    rows: GraphRows,
    *,
    stamp: ImportStamp | None = None,
    same_as: Mapping[str, str] | None = None,
    may_replace: Callable[[str], bool] | None = None,
    dry_run: bool = False,
    progress: Progress = silent,
) -> WriteSummary:
    """Write rows in one transaction; rows that are there already change nothing, None erases nothing.

    Tags that the same source gave a subject before and no longer gives are removed, if the rows have tags at all.
    `stamp` puts the import on record; `same_as` maps ids that a list gave to the ids of the organisations that
    a person found them to be. `may_replace` tells of the id of an organisation whether its profiles may be replaced;
    without it anybody's may. A dry run does all of it and takes it back: its summary is what a write would do.
    Raises UnknownRowError where a tie names an id that neither rows nor graph have, and ChangedMeanwhileError where a
    profile has the id of one that must not be replaced.
    """

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        write = _Write(tx, rows.source, version, datetime.now(UTC), progress)
        if may_replace:
            _check_owners(tx, rows.profiles, may_replace)
        made = _write_nodes(write, rows)
        _write_ties(write, rows, made)
        _remove_stale(write, rows, same_as or {})
        _derive(write, rows)
        summary = _end(write, stamp)
        if dry_run:
            raise _TakenBackError(summary)
        return summary

    try:
        summary = graph.write(work)
    except _TakenBackError as taken_back:
        summary = taken_back.summary
    progress(_LAST_STEP, 1, 1)
    return summary


def _check_owners(tx: ManagedTransaction, profiles: Sequence[Profile], may_replace: Callable[[str], bool]) -> None:
    for row in rows_of(tx, "read_profile_owners", ids=[profile.id for profile in profiles]):
        if not may_replace(row["organisation_id"]):
            raise ChangedMeanwhileError(
                "Somebody else has just posted what has the id {value!r}: choose another one.", value=row["id"]
            )


class _TakenBackError(Exception):
    """Lets the driver roll the transaction of a dry run back."""

    def __init__(self, summary: WriteSummary) -> None:
        super().__init__("A dry run was taken back.")
        self.summary = summary


@dataclass(slots=True)
class _Write:
    """A write under way: its transaction, what every query of it is told, and what it has done so far."""

    tx: ManagedTransaction
    source: str
    version: int
    now: datetime
    progress: Progress
    counts: dict[str, WriteCounts] = field(default_factory=dict)
    removed: int = 0
    gone: Sequence[str] = ()
    _under_way: Callable[[], None] | None = field(default=None, init=False)

    def put(
        self,
        noun: str,
        parameters: Sequence[dict[str, Any]],
        advice: str = "",
        fresh: Sequence[dict[str, Any]] = (),
    ) -> None:
        """Write rows of one sort in batches; all that they name must be found.

        They are compared with what is there by the query `write_<noun>`; before them `fresh` ones, of what is not
        there, are created by `create_<noun>`, which takes half the time. The last batch is left under way, so that the
        next is made ready while the database works: `settle` waits for it.
        """
        self.counts[noun] = WriteCounts()
        done, total = 0, len(fresh) + len(parameters)
        for query, rows in (("create", fresh), ("write", parameters)):
            for start in range(0, len(rows), _BATCH):
                batch = rows[start : start + _BATCH]
                done += len(batch)
                answer = asked(self.tx, f"{query}_{noun}", rows=batch, ranks=KIND_RANKS, **self._stamps())
                self.settle()
                self._under_way = partial(self._count, noun, batch, answer, advice, (done, total))

    def settle(self) -> None:
        """Wait for the batch that the database still writes, and count it."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way()

    def _count(
        self, noun: str, batch: Sequence[dict[str, Any]], answer: Callable[[], Row], advice: str, done: tuple[int, int]
    ) -> None:
        told = answer()
        if told["found"] != len(batch):
            raise self._unknown(noun, batch, advice)
        unchanged = told["found"] - told["created"] - told["changed"]
        self.counts[noun] += WriteCounts(told["created"], told["changed"], unchanged)
        self.progress(f"Writing {noun.replace('_', ' ')}", *done)

    def _unknown(self, noun: str, batch: Sequence[dict[str, Any]], advice: str) -> UnknownRowError:
        ids = [value for row in batch for name, value in row.items() if name.endswith("_id")]
        unknown = [row["id"] for row in rows_of(self.tx, "unknown_ids", ids=ids)]
        return UnknownRowError(
            "Some {noun} name ids that are not known ({unknown}): {advice}",
            noun=noun.replace("_", " "),
            unknown=", ".join(unknown),
            advice=advice,
        )

    def remove(self, query: str, parameters: Sequence[dict[str, Any]]) -> dict[str, Any]:
        """Run a query that removes what no longer holds, count that, and return what it tells; nothing without rows."""
        if not parameters:
            return {}
        told = row_of(self.tx, query, rows=parameters, **self._stamps())
        self.removed += int(told["removed"])
        return told

    def derive(self, query: str) -> None:
        """Run a query that brings what follows from nodes changed by this write up to date."""
        run(self.tx, query, version=self.version)

    def _stamps(self) -> dict[str, object]:
        return {"source": self.source, "version": self.version, "now": self.now}


def _write_nodes(write: _Write, rows: GraphRows) -> Collection[str]:
    """Write nodes; return the ids of projects that were not there before."""
    organisations = [node_parameters(row) for row in rows.organisations]
    own = read_own_facts(write.tx, [row["id"] for row in organisations])
    fresh, others = apart(organisations, ("id",), lambda row: row["id"] not in own)
    write.put("organisations", without_own_facts(write.source, others, own), fresh=fresh)
    projects = [node_parameters(row) for row in rows.projects]
    known = {row["id"] for row in rows_of(write.tx, "read_known_projects", ids=[row["id"] for row in projects])}
    fresh, others = apart(projects, ("id",), lambda row: row["id"] not in known)
    write.put("projects", others, fresh=fresh)
    write.put("networks", [node_parameters(row) for row in rows.networks])
    write.put("clusters", [cluster_parameters(row) for row in rows.clusters])
    return {row["id"] for row in fresh}


def _write_ties(write: _Write, rows: GraphRows, made: Collection[str]) -> None:
    """Write ties; `made` are projects that had none before."""
    unknown = "bring the organisation, project or cluster in with them."
    untold = "update the vocabulary with `flask migrate`, and bring in what is tagged."
    ends = ("organisation_id", "project_id")
    fresh, others = apart(tie_parameters(rows.participations), ends, lambda row: row["project_id"] in made)
    write.put("participations", others, unknown, fresh)
    write.put("memberships", tie_parameters(rows.memberships), unknown)
    write.put("cluster_networks", network_ties(rows.clusters), "bring the network in with its name.")
    write.put("profiles", [profile_parameters(row) for row in rows.profiles], "bring the organisation in first.")
    write.put("project_tags", tie_parameters(rows.project_tags), untold)
    write.put("organisation_tags", tie_parameters(rows.organisation_tags), untold)
    write.put("profile_tags", tie_parameters(rows.profile_tags), untold)
    write.settle()


def _remove_stale(write: _Write, rows: GraphRows, same_as: Mapping[str, str]) -> None:
    write.remove("remove_project_tags", stale_project_tags(rows))
    write.remove("remove_organisation_tags", stale_organisation_tags(rows))
    write.remove("remove_profile_tags", stale_profile_tags(rows))
    decided = [{"id": own, "same_as": other} for own, other in same_as.items() if own != other]
    if not decided:
        return
    for query in ("move_profiles", "move_introductions", "move_contacts", "move_refusals"):
        run(write.tx, query, rows=decided, source=write.source, version=write.version)
    write.gone = write.remove("write_same_as", decided).get("ids", [])


_DERIVED: Final = {
    "write_kind_labels": "organisations",
    "write_capability_text": "organisation_tags",
    "locate_organisations": "organisations",
    "locate_clusters": "clusters",
    "write_calls": "projects",
}
"""Queries for what follows from the rows of a sort, and would be the same without them."""


def _derive(write: _Write, rows: GraphRows) -> None:
    for query, sort in _DERIVED.items():
        if getattr(rows, sort):
            write.derive(query)


def _end(write: _Write, stamp: ImportStamp | None) -> WriteSummary:
    write.progress(_LAST_STEP, 0, 0)
    done = WriteSummary(write.version, write.counts, write.removed)
    if stamp:
        total = {"created": done.total.created, "changed": done.total.changed, "unchanged": done.total.unchanged}
        fingerprint = {"id": stamp.id, "fingerprint": stamp.fingerprint}
        run(write.tx, "write_import", source=write.source, now=write.now, **fingerprint, **total)
    version = end_write(write.tx, write.version, is_changed=done.is_changed, removed=write.gone)
    return WriteSummary(version, write.counts, write.removed)
