"""What an organisation was suggested week by week, so that it stays the same within one and does not come too often."""

from collections.abc import Sequence
from datetime import UTC, datetime

from graph_schema.connection import Graph
from graph_schema.errors import UnknownOrganisationError
from graph_schema.store.query_files import rows_of

Pairs = tuple[tuple[str, str], ...]
"""(id of the suggested partner, match type), in the order shown."""


def read_weeks(graph: Graph, organisation_id: str, since: str) -> dict[str, Pairs]:
    """Read what an organisation was suggested, by week (as in 2026-W48), in the weeks from `since` on."""
    rows = graph.read(lambda tx: rows_of(tx, "read_weeks", organisation_id=organisation_id, since=since))
    return {row["week"]: _pairs(row["pairs"]) for row in rows}


def write_week(graph: Graph, organisation_id: str, week: str, pairs: Sequence[tuple[str, str]]) -> Pairs:
    """Keep what an organisation is suggested in a week, and return it: what somebody else has kept before stands.

    Raises UnknownOrganisationError for one that the graph does not have.
    """
    told = {"organisation_id": organisation_id, "id": f"{organisation_id}|{week}", "week": week}
    written = ["|".join(pair) for pair in pairs]
    rows = graph.write(lambda tx: rows_of(tx, "write_week", pairs=written, now=datetime.now(UTC), **told))
    if not rows:
        raise UnknownOrganisationError("There is no organisation with the id {value!r}.", value=organisation_id)
    return _pairs(rows[0]["pairs"])


def _pairs(written: Sequence[str]) -> Pairs:
    split = (one.rpartition("|") for one in written)
    return tuple((partner, match_type) for partner, _, match_type in split)
