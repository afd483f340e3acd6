"""What an organisation tells of itself: one at a time, told over what lists say, and kept when they come again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import ChangedMeanwhileError, UnknownOrganisationError, UnknownRowError
from graph_schema.records import CapabilityTag, Organisation
from graph_schema.store.disputes import remove_disputes
from graph_schema.store.parameters import OWN, tie_parameters
from graph_schema.store.query_files import row_of, rows_of, run
from graph_schema.store.read import organisation_of
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write

_STRONGER: Final = frozenset({OWN, "api"})
"""Sources of which each write is meant for one organisation: what they tell replaces what it told of itself."""

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourcedTag:
    """A capability of an organisation by one source."""

    capability_id: str
    source: str
    evidence: str
    strength: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """A capability that an organisation says is not its own, who said so in its name, and when."""

    capability_id: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of an organisation by itself, and from where.

    `version` is that of its last change. `facts` tells for a fact, by its name in `Organisation`, the source and since
    when; a fact that is not there is from the first source, `source`. `tags` are
    without those it disputes. `memberships` are (cluster id, source),
    `project_sources` those of its projects.
    """

    organisation: Organisation
    version: int
    source: str
    facts: Mapping[str, tuple[str, date]]
    tags: tuple[SourcedTag, ...]
    disputes: tuple[Dispute, ...]
    memberships: tuple[tuple[str, str], ...]
    project_sources: tuple[str, ...]

    def source_of(self, fact: str) -> str:
        """Return from where a fact is known."""
        return self.facts[fact][0] if fact in self.facts else self.source

    def told_by_itself(self) -> tuple[SourcedTag, ...]:
        """Return the capabilities told in its own name."""
        return tuple(tag for tag in self.tags if tag.source == OWN)


def read_known(graph: Graph, organisation_id: str) -> Known:
    """Read all that is known of an organisation by itself; UnknownOrganisationError where there is none."""
    rows = graph.read(lambda tx: rows_of(tx, "read_told", id=organisation_id))
    if not rows:
        raise _unknown(organisation_id)
    row = rows[0]
    tags = sorted((SourcedTag(**tag) for tag in row["tags"]), key=lambda tag: (-tag.strength, tag.capability_id))
    return Known(
        organisation=organisation_of(row["organisation"]),
        version=int(row["version"]),
        source=row["source"] or "",
        facts=dict(map(_fact, row["fact_sources"])),
        tags=tuple(tags),
        disputes=tuple(Dispute(**one | {"at": one["at"].to_native()}) for one in row["disputes"]),
        memberships=tuple((one["id"], one["source"] or "") for one in row["memberships"]),
        project_sources=tuple(row["project_sources"]),
    )


def edit_organisation(  # noqa: PLR0913  who, what is told, and how it stands to what was there
    graph: Graph,
    organisation_id: str,
    facts: Mapping[str, object],
    tags: Sequence[CapabilityTag] | None = None,
    seen: int | None = None,
    *,
    named: Collection[str] = (),
) -> WriteSummary:
    """Write what an organisation tells of itself; a fact that is None is taken away, one that is not named stays.

    `tags` are all capabilities told in its own name, None leaves them; those of `named` are disputed no more. `seen` is
    the version that was looked at before.
    Raises UnknownOrganisationError, UnknownRowError for a capability that is not there, and ChangedMeanwhileError where
    the organisation was changed since it was `seen`.
    """

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        stamps = {"source": OWN, "version": version, "now": datetime.now(UTC)}
        told = rows_of(tx, "edit_organisation", id=organisation_id, facts=dict(facts), seen=seen, **stamps)
        if not told:
            raise _unknown(organisation_id)
        if told[0]["is_late"]:
            raise ChangedMeanwhileError(
                "Somebody else has changed this meanwhile. Look at it as it is now, and save yours again if it holds."
            )
        counts = {"organisations": WriteCounts(0, min(told[0]["changed"], 1), 0 if told[0]["changed"] else 1)}
        removed = 0
        if tags is not None:
            counts["organisation_tags"], removed = _write_tags(tx, organisation_id, tags, stamps)
            remove_disputes(tx, organisation_id, named, version)
        for query in ("write_kind_labels", "write_capability_text", "locate_organisations"):
            run(tx, query, version=version)
        summary = WriteSummary(version, counts, removed)
        ended = end_write(tx, version, is_changed=summary.is_changed)
        return WriteSummary(ended, counts, removed)

    return graph.write(work)


def read_own_facts(tx: ManagedTransaction, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return which of these organisations are there, each with the names of the facts that it tells itself."""
    return {row["id"]: row["own"] for row in rows_of(tx, "read_known_organisations", ids=ids, own=OWN)}


def without_own_facts(source: str, rows: list[Parameters], own: Mapping[str, Collection[str]]) -> list[Parameters]:
    """Return rows of a list without the facts that organisations tell themselves; in place, as rows are many."""
    if source not in _STRONGER:
        for row in rows:
            for name in own.get(row["id"], ()):
                row["properties"].pop(name, None)
    return rows


def _write_tags(
    tx: ManagedTransaction, organisation_id: str, tags: Sequence[CapabilityTag], stamps: Mapping[str, object]
) -> tuple[WriteCounts, int]:
    kept = [{"id": organisation_id, "capability_ids": [tag.capability_id for tag in tags]}]
    told = row_of(tx, "write_organisation_tags", rows=tie_parameters(tags), **stamps)
    if told["found"] != len(tags):
        raise UnknownRowError("A capability is not in the graph: update its vocabulary with `flask migrate`.")
    removed = row_of(tx, "remove_organisation_tags", rows=kept, **stamps)["removed"]
    return WriteCounts(told["created"], told["changed"], told["found"] - told["created"] - told["changed"]), int(
        removed
    )


def _fact(text: str) -> tuple[str, tuple[str, date]]:
    name, source, day = text.split("|")
    return name, (source, date.fromisoformat(day))


def _unknown(organisation_id: str) -> UnknownOrganisationError:
    return UnknownOrganisationError("There is no organisation with the id {value!r}.", value=organisation_id)
