"""From the graph to the snapshot: which rows changed, what matching needs of them, and the build."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache, partial

import structlog

from graph_schema.connection import Graph
from graph_schema.profile_terms import profile_terms
from graph_schema.progress import Progress, silent
from graph_schema.records import Capability, CapabilityTag, GraphRows, Organisation, ParticipationRole, Profile, Project
from graph_schema.store import graph_version, read_changes, read_rows, rehearse_reading_changes, write_vectors
from graph_schema.vocabulary import capabilities
from matchers.corpus import (
    CapabilityRow,
    ClusterRow,
    Corpus,
    NetworkRow,
    OrganisationRow,
    ParticipationRow,
    ProfileRow,
    ProfileTermRow,
    ProjectRow,
)
from matchers.encoder import Encoder
from matchers.errors import SnapshotCorruptError, SnapshotMissingError
from matchers.snapshot import BuildReport, Snapshot, build_snapshot, current_version, open_snapshot
from matchers.snapshot.audiences import in_order
from matchers.snapshot.files import building
from matchers.snapshot.splicing import splice_snapshot
from service.feedback import refresh_declines
from service.settings import Settings
from service.steering_file import refresh_steering

log = structlog.get_logger(__name__)

ALL = sys.maxsize
"""More changes than any number of rows."""

Tags = tuple[tuple[str, float, str], ...]


class TooManyChangesError(Exception):
    """More rows changed than the caller wants to index; nothing was done."""


class Index:
    """Keeps the snapshot in step with the graph.

    A change is spliced into the snapshot before, so that it costs reading and computing what changed and copying the
    columns that it stands in. That snapshot is trusted where this index wrote or checked it; else it is checked first.
    """

    def __init__(self, settings: Settings, encoder: Encoder) -> None:
        self.settings = settings
        self.encoder = encoder
        self._trusted: str | None = None
        self.is_damaged = False

    def prepare(self) -> None:
        """Do before the first update what makes it quick: check the snapshot, which also brings it into memory.

        One that is damaged is told in the log, and `is_damaged` until an update has made another one.
        """
        self.is_damaged = False
        try:
            self._trusted = open_snapshot(self.settings.snapshot_dir, verify=True).manifest.version
        except SnapshotMissingError:
            return
        except SnapshotCorruptError as error:
            self.is_damaged = True
            log.warning("snapshot is damaged", why=str(error))

    def rehearse(self, graph: Graph) -> None:
        """Have the database plan what an update asks, which it would else do while somebody waits for a change."""
        rehearse_reading_changes(graph)
        refresh_declines(graph, self.settings.snapshot_dir)
        refresh_steering(graph, self.settings.snapshot_dir)

    def update(self, graph: Graph, progress: Progress = silent, most: int = ALL) -> BuildReport | None:
        """Bring the snapshot up to the graph's version, and declines beside it; None where it is there already.

        Only rows that changed are read and only texts that changed are encoded, unless there is no usable snapshot,
        or the model or the vocabulary is another one. Raises TooManyChangesError, before anything is encoded, where
        more than `most` organisations, projects and profiles changed, and SnapshotNotWrittenError.
        """
        refresh_declines(graph, self.settings.snapshot_dir)
        refresh_steering(graph, self.settings.snapshot_dir)
        with building(self.settings.snapshot_dir):
            previous = self._usable()
            version = graph_version(graph)
            if previous is not None and _is_current(previous, version, self.encoder):
                return None
            encoding = partial(progress, "Encoding texts")
            report = self._spliced(graph, previous, most, encoding) if previous is not None else None
            if report is None:
                _refuse_more(ALL, most)
                corpus = corpus_from(read_rows(graph))
                self.encoder.unpack(partial(progress, "Unpacking the embedding model"))
                report = build_snapshot(self.settings.snapshot_dir, corpus, self.encoder, version, previous, encoding)
            self._trusted, self.is_damaged = report.version, False
        vectors = ((key, hashed, vector.tolist()) for key, hashed, vector in report.encoded_organisations)
        write_vectors(graph, self.encoder.model_id, vectors, progress)
        return report

    def _spliced(
        self, graph: Graph, previous: Snapshot, most: int, progress: Callable[[int, int], None]
    ) -> BuildReport | None:
        """Splice what changed into the snapshot before; None where all has to be read again."""
        if previous.manifest.model != self.encoder.model_id or not _has_same_words(previous):
            return None
        changes = read_changes(graph, previous.manifest.graph_version)
        if changes.needs_full_read:
            return None
        rows = changes.rows
        _refuse_more(len(rows.organisations) + len(rows.projects) + len(rows.profiles), most)
        delta, folder = corpus_from(rows), self.settings.snapshot_dir
        return splice_snapshot(folder, previous, delta, changes.removed, self.encoder, changes.version, progress)

    def _usable(self) -> Snapshot | None:
        """Return the current snapshot; None where there is none, or where it is damaged, which is logged."""
        folder = self.settings.snapshot_dir
        try:
            return open_snapshot(folder, verify=current_version(folder) != self._trusted)
        except SnapshotMissingError:
            return None
        except SnapshotCorruptError as error:
            log.warning("snapshot is built anew", why=str(error))
            return None


def corpus_from(rows: GraphRows, vocabulary: Iterable[Capability] | None = None) -> Corpus:
    """Return what matching needs of rows; the vocabulary is this release's unless another is given."""
    organisation_tags, project_tags = _tags(rows.organisation_tags), _tags(rows.project_tags)
    profile_tags = _tags(rows.profile_tags)
    audiences = defaultdict(list)
    for told in rows.audiences:
        audiences[told.organisation_id].append((told.field, told.audience.value))
    clusters = defaultdict(list)
    for membership in rows.memberships:
        clusters[membership.organisation_id].append(membership.cluster_id)
    return Corpus(
        organisations=tuple(
            _organisation(
                row, tuple(clusters[row.id]), organisation_tags.get(row.id, ()), in_order(audiences.get(row.id, ()))
            )
            for row in rows.organisations
        ),
        projects=tuple(_project(row, project_tags.get(row.id, ())) for row in rows.projects),
        participations=tuple(
            ParticipationRow(tie.organisation_id, tie.project_id, tie.role is ParticipationRole.COORDINATOR)
            for tie in rows.participations
        ),
        clusters=tuple(
            ClusterRow(row.id, row.names, row.descriptions, row.country, row.networks) for row in rows.clusters
        ),
        capabilities=vocabulary_rows() if vocabulary is None else capability_rows(vocabulary),
        profiles=tuple(profile_row(row, profile_tags.get(row.id, ())) for row in rows.profiles),
        profile_terms=term_rows(),
        networks=tuple(NetworkRow(row.id, row.name, row.website) for row in rows.networks),
    )


def capability_rows(vocabulary: Iterable[Capability]) -> tuple[CapabilityRow, ...]:
    """Return the vocabulary as matching wants it, in the order of ids."""
    rows = (CapabilityRow(row.id, row.labels, row.stage, row.broader, row.feeds, row.synonyms) for row in vocabulary)
    return tuple(sorted(rows, key=lambda row: row.id))


@cache
def vocabulary_rows() -> tuple[CapabilityRow, ...]:
    """Return this release's vocabulary as matching wants it."""
    return capability_rows(capabilities())


@cache
def term_rows() -> tuple[ProfileTermRow, ...]:
    """Return this release's closed lists of profiles as matching wants them."""
    return tuple(ProfileTermRow(term.list, term.id, term.labels, term.family) for term in profile_terms())


def _refuse_more(changes: int, most: int) -> None:
    if changes > most:
        raise TooManyChangesError


def _is_current(snapshot: Snapshot, version: int, encoder: Encoder) -> bool:
    manifest = snapshot.manifest
    return manifest.graph_version == version and manifest.model == encoder.model_id and _has_same_words(snapshot)


def _has_same_words(snapshot: Snapshot) -> bool:
    return (snapshot.tables.capabilities, snapshot.tables.profile_terms) == (vocabulary_rows(), term_rows())


def _tags(tags: Iterable[CapabilityTag]) -> dict[str, Tags]:
    found: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for tag in tags:
        found[tag.subject_id].append((tag.capability_id, tag.strength, tag.evidence))
    return {subject: tuple(rows) for subject, rows in found.items()}


def _organisation(
    row: Organisation, clusters: tuple[str, ...], tags: Tags, audiences: tuple[tuple[str, str], ...]
) -> OrganisationRow:
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
        employees=row.employees,
        size_class=row.size_class,
        founded=row.founded,
        family_owned=row.family_owned,
        seeks_successor=row.seeks_successor,
        pic=row.pic,
        vat=row.vat,
        lei=row.lei,
        ror=row.ror,
        clusters=clusters,
        capabilities=tags,
        audiences=audiences,
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


def profile_row(row: Profile, tags: Tags) -> ProfileRow:
    """Return an offer or request as a snapshot is built from it."""
    return ProfileRow(
        id=row.id,
        organisation=row.organisation_id,
        direction=row.direction.value,
        subject=row.subject.value,
        title=row.title,
        text=row.text,
        trl_min=row.trl_min,
        trl_max=row.trl_max,
        roles=row.roles,
        agreements=row.agreements,
        partner_kinds=tuple(kind.value for kind in row.partner_kinds),
        countries=row.countries,
        published=row.published,
        expires=row.expires,
        withdrawn=row.withdrawn,
        capabilities=tags,
    )
