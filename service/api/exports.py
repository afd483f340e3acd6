"""Files of a cluster: its tables as CSV and XLSX, and a report for its board as PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Final, Literal

from flask import Response, send_file
from flask_openapi.types import ResponseDict
from pydantic import Field

from graph_schema.errors import GraphError
from matchers.directory import member_ids
from matchers.errors import UnknownIdError
from matchers.said import labelled, said
from matchers.snapshot import Snapshot
from service.api.blueprints import api_blueprint, problems
from service.api.fields import ID_PATTERN, Identifier, Request
from service.api.queries import DEFAULT_TYPE, ClusterPath, NoQuery
from service.exports import csv_file, pdf, xlsx_file
from service.exports.board import board_pdf
from service.exports.cluster_tables import CLUSTER_TABLES, suggestions_table
from service.exports.report import agreed_pairs, board_report, introduction_counts
from service.exports.table import Table
from service.runtime import current_runtime

File = Literal[
    "members.csv",
    "members.xlsx",
    "figures.csv",
    "figures.xlsx",
    "years.csv",
    "years.xlsx",
    "links.csv",
    "links.xlsx",
    "gaps.csv",
    "gaps.xlsx",
    "suggestions.csv",
    "suggestions.xlsx",
    "cluster.xlsx",
]
ALL_TABLES: Final = "cluster"
SUGGESTIONS: Final = "suggestions"


def _answered_by(*mimes: str) -> ResponseDict:
    return {200: {"content": {mime: {"schema": {"type": "string", "format": "binary"}} for mime in mimes}}}


class ExportPath(ClusterPath):
    """A cluster and one of its files."""

    file: File = Field(description="What to export, and how; `cluster.xlsx` has all tables but the suggestions.")


class ExportQuery(Request):
    """Which suggestions to export; the other files take no heed of these."""

    organisation: str = Field(
        default="", pattern=f"^$|{ID_PATTERN}", max_length=200, description="A member's id; empty for all members."
    )
    type: Identifier = Field(default=DEFAULT_TYPE, description="Match type, from `/match-types`.")
    limit: int = Field(default=3, ge=1, le=20, description="Most suggestions for each member.")


blueprint = api_blueprint("exports", "Files to open in a spreadsheet or to hand to a board.")


@blueprint.get(
    "/clusters/<cluster_id>/exports/<file>", responses={**_answered_by(csv_file.MIME, xlsx_file.MIME), **problems(404)}
)
def export_cluster(path: ExportPath, query: ExportQuery) -> Response:
    """Export a cluster's members, figures, years, links, gaps or suggestions as CSV or XLSX."""
    name, _, form = path.file.partition(".")
    snapshot = current_runtime().snapshot()
    snapshot.cluster_column(path.cluster_id)
    download = f"{path.cluster_id}-{path.file}"
    if name == ALL_TABLES:
        tables = [make(snapshot, path.cluster_id) for make in CLUSTER_TABLES.values()]
    else:
        tables = [_suggestions(path, query) if name == SUGGESTIONS else CLUSTER_TABLES[name](snapshot, path.cluster_id)]
    if form == "csv":
        return _file(csv_file.csv_bytes(tables[0]), csv_file.MIME, download)
    return _file(xlsx_file.xlsx_bytes(tables, _facts(snapshot, path.cluster_id)), xlsx_file.MIME, download)


@blueprint.get("/clusters/<cluster_id>/report.pdf", responses={**_answered_by(pdf.MIME), **problems(401, 404)})
def export_report(path: ClusterPath, query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """Export a report for a cluster's board: figures, bridges, gaps, introductions, sources."""
    snapshot = current_runtime().snapshot()
    members = member_ids(snapshot, path.cluster_id)
    report = board_report(snapshot, path.cluster_id, datetime.now(UTC).date(), None)
    try:
        graph = current_runtime().graph()
        # Both sides of an introduction see each other's names, also through a wall.
        agreed = agreed_pairs(graph, members, current_runtime().whole().snapshot)
        report = replace(report, introductions=introduction_counts(graph, members), agreed=agreed)
    except GraphError:
        pass  # the report says so
    return _file(board_pdf(report), pdf.MIME, f"{path.cluster_id}-report.pdf")


def _suggestions(path: ExportPath, query: ExportQuery) -> Table:
    engine = current_runtime().engine()
    members = member_ids(engine.snapshot, path.cluster_id)
    if query.organisation and query.organisation not in members:
        raise UnknownIdError("member of this cluster", query.organisation)
    return suggestions_table(engine, [query.organisation] if query.organisation else members, query.type, query.limit)


def _facts(snapshot: Snapshot, cluster_id: str) -> tuple[tuple[str, str], ...]:
    names = snapshot.tables.clusters[snapshot.cluster_column(cluster_id)].names
    return (
        (said("Cluster"), labelled(names, cluster_id)),
        (said("Exported"), datetime.now(UTC).date().isoformat()),
        (said("Snapshot"), snapshot.manifest.version),
        (said("Text model"), snapshot.manifest.model),
    )


def _file(content: bytes, mime: str, name: str) -> Response:
    return send_file(BytesIO(content), mimetype=mime, as_attachment=True, download_name=name)
