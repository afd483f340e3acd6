"""What matching starts from: organisations, projects and their ties, as plain rows without any database.

`service.indexing` makes a corpus from the graph, the evaluation makes one from CORDIS folders.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar

PUBLIC_IDS: Final = ("pic", "vat", "lei", "ror")
"""Fields of an organisation by which others than its own source know it: each is of one organisation only."""


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation; `kind` is firm, university, research_centre, public_body, association or other.

    `capabilities` are (capability id, strength in (0, 1], evidence); coordinates are WGS84 degrees; `size_class` is
    micro, small, medium or large, for those whose number of `employees` is not known; `founded` is a year. `audiences`
    are (field, audience) of what is not for all, as in `snapshot.audiences`, in the order of its FIELDS.
    """

    id: str
    name: str
    kind: str = "other"
    country: str | None = None
    region: str | None = None
    city: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    website: str | None = None
    description: str | None = None
    is_sme: bool | None = None
    employees: int | None = None
    size_class: str | None = None
    founded: int | None = None
    family_owned: bool | None = None
    seeks_successor: bool | None = None
    pic: str | None = None
    vat: str | None = None
    lei: str | None = None
    ror: str | None = None
    clusters: tuple[str, ...] = ()
    capabilities: tuple[tuple[str, float, str], ...] = ()
    audiences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project; `capabilities` are (capability id, strength, evidence)."""

    id: str
    acronym: str
    title: str | None = None
    objective: str | None = None
    start: date | None = None
    end: date | None = None
    topics: tuple[str, ...] = ()
    call: str | None = None
    funding_scheme: str | None = None
    capabilities: tuple[tuple[str, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ParticipationRow:
    """An organisation took part in a project."""

    organisation: str
    project: str
    is_coordinator: bool = False


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster, with names and descriptions by ISO 639-1 language code, and the ids of the networks it is part of."""

    id: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    country: str | None = None
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network of clusters."""

    id: str
    name: str
    website: str | None = None


@dataclass(frozen=True, slots=True)
class CapabilityRow:
    """A term of the capability vocabulary; `broader` and `feeds` are ids of other terms."""

    id: str
    labels: dict[str, str]
    stage: str
    broader: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What an organisation offers or seeks; `direction` is offer or request, `capabilities` as in a project.

    Technology readiness levels run from 1 to 9. It stands from `published` to `expires`, both included, unless it
    was withdrawn. `roles` and `agreements` are ids of `ProfileTermRow`s.
    """

    id: str
    organisation: str
    direction: str
    subject: str
    title: str
    text: str
    trl_min: int | None = None
    trl_max: int | None = None
    roles: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    partner_kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    published: date | None = None
    expires: date | None = None
    withdrawn: date | None = None
    capabilities: tuple[tuple[str, float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileTermRow:
    """A term of a closed list of profiles (`list` is agreement or role); terms of one `family` are near each other."""

    list: str
    id: str
    labels: dict[str, str]
    family: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything matching knows. Rows of each kind have unique ids; ties name ids that exist."""

    organisations: tuple[OrganisationRow, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    participations: tuple[ParticipationRow, ...] = ()
    clusters: tuple[ClusterRow, ...] = ()
    capabilities: tuple[CapabilityRow, ...] = ()
    profiles: tuple[ProfileRow, ...] = ()
    profile_terms: tuple[ProfileTermRow, ...] = ()
    networks: tuple[NetworkRow, ...] = ()

    def changed_by(self, delta: "Corpus", gone: Collection[str] = ()) -> "Corpus":
        """Return this corpus with the delta's rows put in the place of rows of the same id, new ones appended.

        Participations are replaced per project: a project in the delta brings all of its participations. Organisations
        that are `gone` (ids), unless the delta has them, are taken out with their participations and profiles.
        """
        touched = {project.id for project in delta.projects}
        lost = {*gone} - {row.id for row in delta.organisations}
        kept = tuple(tie for tie in self.participations if tie.project not in touched)
        return replace(
            self,
            organisations=tuple(row for row in _merged(self.organisations, delta.organisations) if row.id not in lost),
            projects=_merged(self.projects, delta.projects),
            participations=tuple(tie for tie in (*kept, *delta.participations) if tie.organisation not in lost),
            clusters=_merged(self.clusters, delta.clusters),
            capabilities=delta.capabilities or self.capabilities,
            profiles=tuple(row for row in _merged(self.profiles, delta.profiles) if row.organisation not in lost),
            profile_terms=delta.profile_terms or self.profile_terms,
            networks=_merged(self.networks, delta.networks),
        )

    def in_order(self) -> "Corpus":
        """Return this corpus with the rows of each kind in the order of their ids."""
        return replace(
            self,
            organisations=_sorted(self.organisations),
            projects=_sorted(self.projects),
            clusters=_sorted(self.clusters),
            capabilities=_sorted(self.capabilities),
            profiles=_sorted(self.profiles),
            networks=_sorted(self.networks),
        )


Row = TypeVar("Row", OrganisationRow, ProjectRow, ClusterRow, CapabilityRow, ProfileRow, NetworkRow)


def _merged(old: tuple[Row, ...], new: tuple[Row, ...]) -> tuple[Row, ...]:
    rows = {row.id: row for row in old}
    rows.update((row.id, row) for row in new)
    return tuple(rows.values())


def _sorted(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.id))
