"""Typed rows that go into the graph and come out of it.

Ids are the source's own stable ids (a PIC, a project number, a capability's slug). Dates are calendar dates;
countries are ISO 3166-1 alpha-2; regions are NUTS codes; coordinates are WGS84 degrees.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graph_schema.audiences import Audience


class OrganisationKind(StrEnum):
    """What an organisation is. Each but `OTHER` is also a second label on its node."""

    FIRM = "firm"
    UNIVERSITY = "university"
    RESEARCH_CENTRE = "research_centre"
    PUBLIC_BODY = "public_body"
    ASSOCIATION = "association"
    OTHER = "other"


class KindEvidence(StrEnum):
    """How an organisation's kind is known."""

    STATED = "stated"
    NAME = "name"
    UNKNOWN = "unknown"


class SizeClass(StrEnum):
    """How large an enterprise is, by the people who work there (Commission Recommendation 2003/361/EC)."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class ParticipationRole(StrEnum):
    """What an organisation did in a project."""

    COORDINATOR = "coordinator"
    PARTICIPANT = "participant"


class ProfileDirection(StrEnum):
    """Whether a profile offers or seeks something. `Offer` and `Need` are second labels on its node."""

    OFFER = "offer"
    REQUEST = "request"


class ProfileSubject(StrEnum):
    """What a profile is about, as the Enterprise Europe Network tells its profiles apart."""

    TECHNOLOGY = "technology"
    BUSINESS = "business"
    RESEARCH = "research"


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation, as one source tells of it; None is "the source does not say" and never erases what is known.

    `employees` counts people, `size_class` is for sources that tell no number; `founded` is a year.
    """

    id: str
    name: str
    kind: OrganisationKind = OrganisationKind.OTHER
    kind_evidence: KindEvidence = KindEvidence.UNKNOWN
    country: str | None = None
    region: str | None = None
    city: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    website: str | None = None
    description: str | None = None
    is_sme: bool | None = None
    employees: int | None = None
    size_class: SizeClass | None = None
    founded: int | None = None
    family_owned: bool | None = None
    seeks_successor: bool | None = None
    pic: str | None = None
    vat: str | None = None
    lei: str | None = None
    ror: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """One funded project. `topics` are call topics; `call` is the call for proposals it answered."""

    id: str
    acronym: str
    title: str | None = None
    objective: str | None = None
    start: date | None = None
    end: date | None = None
    topics: tuple[str, ...] = ()
    call: str | None = None
    funding_scheme: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """An organisation took part in a project; `order` is its place in the source's list, from 1."""

    organisation_id: str
    project_id: str
    role: ParticipationRole = ParticipationRole.PARTICIPANT
    order: int = 0


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of organisations, with its name in the languages it has (ISO 639-1 code to name).

    `networks` are ids of the networks it is part of; those that a source does not name stay.
    """

    id: str
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    country: str | None = None
    region: str | None = None
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """A network of clusters, for instance an international one."""

    id: str
    name: str
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation belongs to a cluster."""

    organisation_id: str
    cluster_id: str


@dataclass(frozen=True, slots=True)
class CapabilityTag:
    """A project is about a capability, or an organisation has it; `evidence` is a sentence fragment a person can check.

    `strength` is in (0, 1]: how sure the evidence makes it.
    """

    subject_id: str
    capability_id: str
    evidence: str
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What an organisation offers or seeks; told whole, so what is None or empty here no longer holds.

    `trl_min` and `trl_max` are technology readiness levels from 1 to 9; `roles` and `agreements` are ids of
    `profile_terms`; it stands from `published` (None: the day of the first writing) to `expires`, unless withdrawn.
    """

    id: str
    organisation_id: str
    direction: ProfileDirection
    subject: ProfileSubject
    title: str
    text: str
    trl_min: int | None = None
    trl_max: int | None = None
    roles: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    partner_kinds: tuple[OrganisationKind, ...] = ()
    countries: tuple[str, ...] = ()
    published: date | None = None
    expires: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Capability:
    """A term of the capability vocabulary. `labels` by ISO 639-1 code (en, it, no); `broader` and `feeds` are ids.

    `stage` is its place in the value chain; `codes` maps a scheme ("cpc", "euroscivoc") to a code in it;
    `synonyms` are further English phrases by which texts speak of it.
    """

    id: str
    labels: dict[str, str]
    stage: str
    broader: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldAudience:
    """A field of an organisation that is not for all; `field` is an id of `audience_fields`."""

    organisation_id: str
    field: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class GraphRows:
    """A bundle of rows: what an import wants written, or what a read of the graph returned.

    `source` names where the rows come from ("cordis-h2020", "members:lombardy-energy"); `project_tags` and
    `profile_tags` are `ABOUT`, `organisation_tags` are `HAS_CAPABILITY`; `audiences` are only ever read.
    """

    source: str
    organisations: tuple[Organisation, ...] = ()
    projects: tuple[Project, ...] = ()
    participations: tuple[Participation, ...] = ()
    networks: tuple[Network, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    memberships: tuple[Membership, ...] = ()
    project_tags: tuple[CapabilityTag, ...] = ()
    organisation_tags: tuple[CapabilityTag, ...] = ()
    profiles: tuple[Profile, ...] = ()
    profile_tags: tuple[CapabilityTag, ...] = ()
    audiences: tuple[FieldAudience, ...] = ()
