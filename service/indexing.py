"""From the graph to the snapshot: which rows changed, what matching needs of them, and the build."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from graph_schema.connection import Graph
from graph_schema.progress import Progress, silent
from graph_schema.records import Capability, CapabilityTag, GraphRows, Organisation, ParticipationRole, Project
from graph_schema.store import graph_version, read_changes, read_rows, write_vectors
from graph_schema.vocabulary import capabilities
from matchers.corpus import CapabilityRow, ClusterRow, Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.encoder import Encoder
from matchers.errors import SnapshotCorruptError, SnapshotMissingError
from matchers.snapshot import BuildReport, Snapshot, build_snapshot, open_snapshot
from matchers.snapshot.files import building
from matchers.snapshot.restore import corpus_of
from service.settings import Settings

ALL = sys.maxsize
"""More changes than any number of rows."""

Tags = tuple[tuple[str, float, str], ...]


def update_snapshot(
    settings: Settings, graph: Graph, progress: Progress = silent, encoder: Encoder | None = None
) -> BuildReport | None:
    """Bring the snapshot up to the graph's version; None where it is there already.

    Only rows that changed are read and only texts that changed are encoded, unless there is no usable snapshot, the
    model or the vocabulary is another one, or something was deleted.
    """
    encoder = encoder or Encoder(settings.embedding_model)
    with building(settings.snapshot_dir):
        version = graph_version(graph)
        previous = _usable(settings)
        if previous is not None and _is_current(previous, version, encoder):
            return None
        encoder.unpack(partial(progress, "Unpacking the embedding model"))
        report = build_snapshot(
            settings.snapshot_dir,
            _corpus(graph, previous),
            encoder,
            version,
            previous,
            partial(progress, "Encoding texts"),
        )
    vectors = ((key, hashed, vector.tolist()) for key, hashed, vector in report.encoded_organisations)
    write_vectors(graph, encoder.model_id, vectors, progress)
    return report


def changes_waiting(settings: Settings, graph: Graph) -> int:
    """Return how many organisations and projects changed since the snapshot; ALL where it has to be built anew."""
    previous = _usable(settings)
    changes = None if previous is None else read_changes(graph, previous.manifest.graph_version)
    if changes is None or changes.needs_full_read:
        return ALL
    return len(changes.rows.organisations) + len(changes.rows.projects)


def corpus_from(rows: GraphRows, vocabulary: Iterable[Capability] | None = None) -> Corpus:
    """Return what matching needs of rows; the vocabulary is this release's unless another is given."""
    organisation_tags, project_tags = _tags(rows.organisation_tags), _tags(rows.project_tags)
    clusters = defaultdict(list)
    for membership in rows.memberships:
        clusters[membership.organisation_id].append(membership.cluster_id)
    return Corpus(
        organisations=tuple(
            _organisation(row, tuple(clusters[row.id]), organisation_tags.get(row.id, ())) for row in rows.organisations
        ),
        projects=tuple(_project(row, project_tags.get(row.id, ())) for row in rows.projects),
        participations=tuple(
            ParticipationRow(tie.organisation_id, tie.project_id, tie.role is ParticipationRole.COORDINATOR)
            for tie in rows.participations
        ),
        clusters=tuple(ClusterRow(row.id, row.names, row.descriptions, row.country) for row in rows.clusters),
        capabilities=capability_rows(capabilities() if vocabulary is None else vocabulary),
    )


def capability_rows(vocabulary: Iterable[Capability]) -> tuple[CapabilityRow, ...]:
    """Return the vocabulary as matching wants it, in the order of ids."""
    rows = (CapabilityRow(row.id, row.labels, row.stage, row.broader, row.feeds, row.synonyms) for row in vocabulary)
    return tuple(sorted(rows, key=lambda row: row.id))


def _corpus(graph: Graph, previous: Snapshot | None) -> Corpus:
    if previous is not None and previous.tables.capabilities == capability_rows(capabilities()):
        changes = read_changes(graph, previous.manifest.graph_version)
        if not changes.needs_full_read:
            return corpus_of(previous).changed_by(corpus_from(changes.rows))
    return corpus_from(read_rows(graph))


def _usable(settings: Settings) -> Snapshot | None:
    try:
        return open_snapshot(settings.snapshot_dir)
    except (SnapshotMissingError, SnapshotCorruptError):
        return None


def _is_current(snapshot: Snapshot, version: int, encoder: Encoder) -> bool:
    manifest = snapshot.manifest
    same_words = snapshot.tables.capabilities == capability_rows(capabilities())
    return manifest.graph_version == version and manifest.model == encoder.model_id and same_words


def _tags(tags: Iterable[CapabilityTag]) -> dict[str, Tags]:
    found: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for tag in tags:
        found[tag.subject_id].append((tag.capability_id, tag.strength, tag.evidence))
    return {subject: tuple(rows) for subject, rows in found.items()}


def _organisation(row: Organisation, clusters: tuple[str, ...], tags: Tags) -> OrganisationRow:
    return OrganisationRow(
        id=row.id,
        name=row.name,
        kind=row.kind.value,
        country=row.country,
        region=row.region,
        city=row.city,
        latitude=row.latitude,
        longitude=row.longitude,
        website=row.website,
        description=row.description,
        is_sme=row.is_sme,
        pic=row.pic,
        vat=row.vat,
        clusters=clusters,
        capabilities=tags,
    )


def _project(row: Project, tags: Tags) -> ProjectRow:
    return ProjectRow(
        id=row.id,
        acronym=row.acronym,
        title=row.title,
        objective=row.objective,
        start=row.start,
        end=row.end,
        topics=row.topics,
        call=row.call,
        funding_scheme=row.funding_scheme,
        capabilities=tags,
    )
