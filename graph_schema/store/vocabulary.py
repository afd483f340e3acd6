"""The capability vocabulary into the graph."""

import json
from collections.abc import Sequence
from hashlib import blake2b

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.records import Capability
from graph_schema.store.parameters import Parameters, capability_parameters
from graph_schema.store.query_files import row_of, rows_of, run
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write
from graph_schema.vocabulary import capabilities


def sync_vocabulary(graph: Graph, terms: Sequence[Capability] | None = None) -> WriteSummary:
    """Bring the graph's capabilities to this vocabulary (the package's own if none is given), in one transaction.

    Terms that are gone are removed with their ties. Where anything changed, snapshots have to read everything again.
    """
    wanted = {term.id: term for term in (capabilities() if terms is None else terms)}
    return graph.write(lambda tx: _sync(tx, wanted))


def _sync(tx: ManagedTransaction, wanted: dict[str, Capability]) -> WriteSummary:
    version = begin_write(tx)
    there = {row["id"]: row["fingerprint"] for row in rows_of(tx, "read_capabilities")}
    rows = [_with_fingerprint(term) for term in wanted.values()]
    fresh = [row for row in rows if there.get(row["id"]) != row["properties"]["fingerprint"]]
    removed = int(row_of(tx, "remove_capabilities", ids=sorted(there.keys() - wanted.keys()))["removed"])
    _write(tx, fresh, wanted)
    created = sum(row["id"] not in there for row in fresh)
    counts = {"capabilities": WriteCounts(created, len(fresh) - created, len(rows) - len(fresh))}
    is_changed = bool(fresh or removed)
    ended = end_write(tx, version, is_changed=is_changed, needs_full_read=is_changed)
    return WriteSummary(ended, counts, removed)


def _write(tx: ManagedTransaction, fresh: list[Parameters], wanted: dict[str, Capability]) -> None:
    """Write changed terms, then every link: a link may lead from or to a term that changed."""
    if not fresh:
        return
    run(tx, "write_capabilities", rows=fresh)
    links = [(term.id, other) for term in wanted.values() for other in term.broader]
    run(tx, "link_broader", rows=[{"id": term, "other": other} for term, other in links])
    links = [(term.id, other) for term in wanted.values() for other in term.feeds]
    run(tx, "link_feeds", rows=[{"id": term, "other": other} for term, other in links])


def _with_fingerprint(term: Capability) -> Parameters:
    row = capability_parameters(term)
    text = json.dumps([row, term.broader, term.feeds], sort_keys=True, ensure_ascii=False)
    row["properties"]["fingerprint"] = blake2b(text.encode(), digest_size=16).hexdigest()
    return row
