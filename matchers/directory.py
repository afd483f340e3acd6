"""Looking organisations, clusters and their networks up in a snapshot."""

from collections.abc import Container, Iterator

import numpy as np
from scipy import sparse

from matchers.candidates import passing
from matchers.directory_results import (
    CapabilityCard,
    ClusterCard,
    NetworkCard,
    OrganisationDetail,
    OrganisationPage,
    OrganisationSearch,
    ProjectCard,
)
from matchers.evidence_said import evidence_said
from matchers.paging import rows_of_page
from matchers.results import OrganisationCard
from matchers.searching import found_by_all
from matchers.snapshot.columns import Strings, row_of
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import COORDINATOR, Snapshot
from matchers.text import words

CAPABILITIES_ON_CARD = 6
PARTNERS_SHOWN = 20


def search_organisations(snapshot: Snapshot, search: OrganisationSearch) -> OrganisationPage:
    """Return a page of the organisations that every word finds (by its beginning) and the filter lets through.

    Best first: where the words stand (name, capability, place), then the number of projects, then the id.
    """
    allowed = passing(snapshot, search.filter)
    found, worth = found_by_all(words(search.words), snapshot.search_tokens, snapshot.search_postings, allowed)
    rows = np.flatnonzero(found)
    shown, last = rows_of_page(rows, worth[rows], snapshot.project_count[rows], snapshot.organisation_id, search.page)
    cards = tuple(organisation_card(snapshot, row) for row in shown)
    return OrganisationPage(cards, total=len(rows), page=search.page.number, page_size=search.page.size, last=last)


def organisation_card(snapshot: Snapshot, row: int) -> OrganisationCard:
    """Return the card of a row's organisation."""
    columns, strengths = row_of(snapshot.capability, row)
    strongest = columns[np.argsort(-strengths, kind="stable")][:CAPABILITIES_ON_CARD].tolist()
    sme = int(snapshot.enterprises.is_sme[row])
    return OrganisationCard(
        id=snapshot.organisation_id(row),
        name=snapshot.name(row),
        kind=snapshot.kind_of(row),
        country=snapshot.country_of(row),
        city=snapshot.column("organisation.city")[row],
        is_sme=None if sme < 0 else bool(sme),
        clusters=tuple(snapshot.tables.clusters[column].id for column in row_of(snapshot.membership, row)[0]),
        capabilities=tuple(
            (snapshot.tables.capabilities[column].id, snapshot.capability_label(column)) for column in strongest
        ),
        projects=int(snapshot.project_count[row]),
    )


def organisation_detail(snapshot: Snapshot, organisation_id: str) -> OrganisationDetail:
    """Return all that is known of an organisation, or raise UnknownIdError."""
    row = snapshot.row(organisation_id)
    latitude, longitude = (
        None if np.isnan(side := snapshot.array(f"organisation.{name}")[row]) else float(side)
        for name in ("latitude", "longitude")
    )
    enterprise = snapshot.enterprises.at(row)
    twins = np.flatnonzero(snapshot.group == snapshot.group[row]).tolist()
    return OrganisationDetail(
        card=organisation_card(snapshot, row),
        description=snapshot.column("organisation.description")[row],
        website=snapshot.column("organisation.website")[row],
        region=snapshot.column("organisation.region")[row],
        pic=snapshot.column("organisation.pic")[row],
        vat=snapshot.column("organisation.vat")[row],
        lei=snapshot.column("organisation.lei")[row],
        ror=snapshot.column("organisation.ror")[row],
        latitude=latitude,
        longitude=longitude,
        employees=enterprise.employees,
        size_class=enterprise.size_class,
        founded=enterprise.founded,
        family_owned=enterprise.family_owned,
        seeks_successor=enterprise.seeks_successor,
        capabilities=capability_cards(snapshot, snapshot.capability, snapshot.capability_evidence, row),
        projects=_projects(snapshot, row),
        partners=_partners(snapshot, row),
        partner_count=int(snapshot.degree[row]),
        possible_duplicates=tuple(organisation_card(snapshot, twin) for twin in twins if twin != row),
    )


def cluster_cards(snapshot: Snapshot) -> tuple[ClusterCard, ...]:
    """Return all clusters, with their members counted by kind."""
    return tuple(cluster_card(snapshot, column) for column in snapshot.cluster_at.values())


def cluster_card(snapshot: Snapshot, column: int) -> ClusterCard:
    """Return one cluster by its column; who withholds its name counts as a member."""
    cluster = snapshot.tables.clusters[column]
    members = counted_members_of(snapshot, cluster.id)
    counts = np.bincount(snapshot.kind[members], minlength=len(KINDS))
    return ClusterCard(
        id=cluster.id,
        names=cluster.names,
        descriptions=cluster.descriptions,
        country=cluster.country,
        networks=tuple(network_cards(snapshot, cluster.networks)),
        members=len(members),
        kinds={kind: int(count) for kind, count in zip(KINDS, counts, strict=True) if count},
    )


def network_cards(snapshot: Snapshot, ids: Container[str]) -> Iterator[NetworkCard]:
    """Yield the networks of these ids."""
    for row in snapshot.tables.networks:
        if row.id in ids:
            yield NetworkCard(row.id, row.name, row.website)


def members_of(snapshot: Snapshot, cluster_id: str) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return the rows of a cluster's members, or raise UnknownIdError."""
    column = snapshot.cluster_column(cluster_id)
    return np.flatnonzero(snapshot.membership[:, [column]].toarray().ravel() > 0)


def counted_members_of(snapshot: Snapshot, cluster_id: str) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    """Return the rows of a cluster's members with those who only count, or raise UnknownIdError."""
    column = snapshot.cluster_column(cluster_id)
    return np.flatnonzero(snapshot.counted_membership[:, [column]].toarray().ravel() > 0)


def member_names(snapshot: Snapshot, cluster_id: str) -> tuple[tuple[str, str], ...]:
    """Return (id, name) of a cluster's members by name, or raise UnknownIdError."""
    rows = members_of(snapshot, cluster_id).tolist()
    names = ((snapshot.organisation_id(row), snapshot.name(row)) for row in rows)
    return tuple(sorted(names, key=lambda name: name[1].casefold()))


def name_of(snapshot: Snapshot, organisation_id: str) -> str:
    """Return an organisation's name, or its id where the snapshot does not have it any more."""
    row = snapshot.row_by_id.get(organisation_id)
    return organisation_id if row is None else snapshot.name(row)


def member_ids(snapshot: Snapshot, cluster_id: str) -> list[str]:
    """Return the ids of a cluster's members, or raise UnknownIdError."""
    return [snapshot.organisation_id(int(row)) for row in members_of(snapshot, cluster_id)]


def capability_options(snapshot: Snapshot) -> tuple[tuple[str, str], ...]:
    """Return (id, English label) of all capabilities that someone has, by label."""
    used = np.flatnonzero(np.bincount(snapshot.capability.indices, minlength=snapshot.capability.shape[1])).tolist()
    options = ((snapshot.tables.capabilities[column].id, snapshot.capability_label(column)) for column in used)
    return tuple(sorted(options, key=lambda option: option[1].casefold()))


def capability_cards(
    snapshot: Snapshot, matrix: sparse.csr_array, evidence: Strings, row: int
) -> tuple[CapabilityCard, ...]:
    """Return the capabilities in a row of a matrix (rows, c), strongest first; `evidence` is that of its values."""
    start = int(matrix.indptr[row])
    columns, strengths = row_of(matrix, row)
    return tuple(
        CapabilityCard(
            id=snapshot.tables.capabilities[columns[i]].id,
            label=snapshot.capability_label(int(columns[i])),
            stage=snapshot.tables.capabilities[columns[i]].stage,
            strength=float(strengths[i]),
            evidence=evidence_said(evidence.text(start + int(i))),
        )
        for i in np.argsort(-strengths, kind="stable")
    )


def _projects(snapshot: Snapshot, row: int) -> tuple[ProjectCard, ...]:
    projects, roles = row_of(snapshot.participation, row)
    latest_first = np.argsort(-np.nan_to_num(snapshot.project_year[projects]), kind="stable")
    return tuple(_project_card(snapshot, int(projects[i]), float(roles[i])) for i in latest_first)


def _project_card(snapshot: Snapshot, project: int, role: float) -> ProjectCard:
    return ProjectCard(
        id=snapshot.column("project.id").text(project),
        acronym=snapshot.column("project.acronym").text(project),
        title=snapshot.column("project.title")[project],
        start=snapshot.column("project.start")[project],
        end=snapshot.column("project.end")[project],
        role="coordinator" if role == COORDINATOR else "participant",
    )


def _partners(snapshot: Snapshot, row: int) -> tuple[tuple[OrganisationCard, int], ...]:
    partners, counts = row_of(snapshot.tie_count, row)
    order = np.lexsort((partners, -row_of(snapshot.tie_strength, row)[1], -counts))[:PARTNERS_SHOWN]
    return tuple((organisation_card(snapshot, int(partners[i])), int(counts[i])) for i in order)
