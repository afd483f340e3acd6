"""Who may see which field of an organisation: read, and chosen by the organisation or its manager."""

from collections.abc import Mapping

from neo4j import ManagedTransaction

from graph_schema.audiences import Audience
from graph_schema.connection import Graph
from graph_schema.errors import UnknownOrganisationError
from graph_schema.records import FieldAudience
from graph_schema.store.query_files import row_of, rows_of
from graph_schema.store.read import field_audiences
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write


def read_audiences(graph: Graph, organisation_id: str) -> tuple[FieldAudience, ...]:
    """Read what of an organisation is not for all; all other fields are public."""
    return graph.read(lambda tx: field_audiences(rows_of(tx, "read_audiences_of", id=organisation_id)))


def write_audiences(graph: Graph, organisation_id: str, chosen: Mapping[str, Audience]) -> WriteSummary:
    """Let fields of an organisation be for an audience from now on; fields that are not named stay as they are.

    Raises UnknownOrganisationError for one that the graph does not have.
    """
    told = [f"{field}:{audience}" for field, audience in chosen.items() if audience is not Audience.PUBLIC]

    def work(tx: ManagedTransaction) -> WriteSummary:
        version = begin_write(tx)
        done = row_of(
            tx, "write_audiences", id=organisation_id, fields=list(chosen), told=sorted(told), version=version
        )
        if not done["found"]:
            raise UnknownOrganisationError("There is no organisation with the id {value!r}.", value=organisation_id)
        ended = end_write(tx, version, is_changed=done["changed"] > 0)
        counts = WriteCounts(0, done["changed"], done["found"] - done["changed"])
        return WriteSummary(ended, {"audiences": counts})

    return graph.write(work)
