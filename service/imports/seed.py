"""The seed data: CORDIS tables with ready-made tags, and clusters with their members. Layout: seed_data/README.md."""

from dataclasses import fields, replace
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from graph_schema.connection import Graph
from graph_schema.progress import Progress, silent
from graph_schema.records import CapabilityTag, Cluster, GraphRows, Membership, Network, Organisation
from graph_schema.store import ImportStamp, WriteSummary, was_imported, write_rows
from service.imports.cordis import PROJECT_FILE, read_cordis
from service.imports.errors import ImportFileError, RowErrors, raise_if_any
from service.imports.kinds import kind_from_name
from service.imports.limits import CORDIS_LIMITS
from service.imports.rows import Model, models
from service.imports.tables import Table, read_table_file
from service.imports.tagging import organisation_rows
from service.imports.values import CountryCode, Line, WebAddress, listed

SOURCE: Final = "seed"
_CLUSTERS: Final = "clusters.csv"
_NETWORKS: Final = "networks.csv"
_MEMBERS: Final = "members.csv"
_TAGS: Final = "project_capabilities.csv"


class _TagRecord(BaseModel):
    model_config = ConfigDict(frozen=True)

    project: Line
    capability: Line
    strength: Annotated[float, Field(gt=0, le=1)]
    evidence: str


class _NetworkRecord(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: Line
    name: Line
    website: WebAddress | None = None


class _MemberRecord(BaseModel):
    model_config = ConfigDict(frozen=True)

    organisation: Line = Field(validation_alias="organisationID")
    name: Line
    city: Line | None = None
    country: CountryCode | None = None
    region: Line | None = None


def load_seed(graph: Graph, folder: Path, progress: Progress = silent) -> WriteSummary | None:
    """Bring the seed data into the graph; None if these very files were brought in before.

    The vocabulary has to be there (`sync_vocabulary`). Raises ImportFileError and ImportRowsError for damaged files.
    """
    stamp = ImportStamp(SOURCE, _fingerprint(folder))
    if was_imported(graph, stamp):
        return None
    progress("Reading the seed data", 0, 0)
    rows = read_seed(folder)
    progress("Reading the seed data", 1, 1)
    return write_rows(graph, rows, stamp=stamp, progress=progress)


def read_seed(folder: Path) -> GraphRows:
    """Read all of the seed data into rows; what members.csv says of an organisation wins over CORDIS."""
    clusters = _clusters(folder)
    bundles = [_cordis_rows(found.parent) for found in sorted(folder.glob(f"*/{PROJECT_FILE}"))]
    members = [(cluster.id, _members(folder / cluster.id)) for cluster in clusters]
    told = {row.id: row for rows in bundles for row in rows.organisations}
    for _, records in members:
        told |= {record.organisation: _with_member(told.get(record.organisation), record) for record in records}
    return GraphRows(
        source=SOURCE,
        organisations=tuple(told.values()),
        projects=tuple(row for rows in bundles for row in rows.projects),
        participations=tuple(row for rows in bundles for row in rows.participations),
        networks=_networks(folder),
        clusters=clusters,
        memberships=tuple(Membership(record.organisation, cluster) for cluster, rows in members for record in rows),
        project_tags=tuple(row for rows in bundles for row in rows.project_tags),
        organisation_tags=tuple(row for rows in bundles for row in rows.organisation_tags),
    )


def _cordis_rows(folder: Path) -> GraphRows:
    rows = read_cordis(folder, source=SOURCE)
    tags = tuple(
        CapabilityTag(record.project, record.capability, record.evidence, record.strength)
        for record in _records(folder / _TAGS, _TagRecord)
    )
    of_organisations = organisation_rows(rows.projects, rows.participations, tags)
    return replace(rows, project_tags=tags, organisation_tags=of_organisations)


def _clusters(folder: Path) -> tuple[Cluster, ...]:
    table = _table(folder / _CLUSTERS)
    rows = [{name: cells[place] for name, place in table.column_indices().items()} for _, cells in table.rows]
    return tuple(
        Cluster(
            id=row["id"],
            names=_by_language(row, "name_"),
            descriptions=_by_language(row, "description_"),
            country=row.get("country") or None,
            region=row.get("region") or None,
            networks=listed(row.get("networks", "")),
        )
        for row in rows
    )


def _networks(folder: Path) -> tuple[Network, ...]:
    """Return the networks that clusters are said to be part of; the table need not be there."""
    path = folder / _NETWORKS
    records = _records(path, _NetworkRecord) if path.is_file() else []
    return tuple(Network(record.id, record.name, record.website) for record in records)


def _by_language(row: dict[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in row.items() if name.startswith(prefix) and text}


def _members(folder: Path) -> list[_MemberRecord]:
    return _records(folder / _MEMBERS, _MemberRecord)


def _records(path: Path, model: type[Model]) -> list[Model]:
    table = _table(path)
    errors = RowErrors(path.name)
    records = [record for _, record in models(table, model, table.column_indices(), errors)]
    raise_if_any(errors)
    return records


def _table(path: Path) -> Table:
    if not path.is_file():
        raise ImportFileError(f"The seed data lacks {path.name} in {path.parent}: check out the repository again.")
    return read_table_file(path, CORDIS_LIMITS)


def _with_member(known: Organisation | None, record: _MemberRecord) -> Organisation:
    if known is None:
        kind, evidence = kind_from_name(record.name)
        known = Organisation(record.organisation, record.name, kind, evidence)
    told = {field.name: getattr(record, field.name, None) for field in fields(known)}
    return replace(known, **{name: value for name, value in told.items() if value is not None})


def _fingerprint(folder: Path) -> str:
    """Return a hash of all tables of the folder and where they lie."""
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.csv")):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
