"""What is told of organisations, clusters and networks."""

from pydantic import Field, model_validator

from service.api.answers import Answer, Meta, OrganisationSummary


class OrganisationsAnswer(Answer):
    """One page of organisations."""

    items: list[OrganisationSummary]
    total: int = Field(description="How many there are on all pages.")
    page: int | None = Field(description="Null where a cursor was sent.")
    page_size: int
    next: str | None = Field(description="The cursor of the next page; null on the last one.")
    meta: Meta


class ProjectSummary(Answer):
    """A project that an organisation took part in."""

    id: str
    acronym: str
    title: str | None
    start: str | None = Field(description="ISO 8601 date.")
    end: str | None = Field(description="ISO 8601 date.")
    role: str = Field(description="coordinator or participant.")


class CapabilityEvidence(Answer):
    """A capability of an organisation, with what shows it."""

    id: str
    label: str
    stage: str = Field(description="Place in the value chain.")
    strength: float = Field(description="How sure the evidence makes it, from 0 to 1.")
    evidence: str


class Partner(Answer):
    """An organisation that this one worked with."""

    organisation: OrganisationSummary
    projects: int = Field(description="In how many projects they worked together.")

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: object) -> object:
        return {"organisation": value[0], "projects": value[1]} if isinstance(value, tuple) else value


class OrganisationAnswer(Answer):
    """All that is known of one organisation."""

    organisation: OrganisationSummary = Field(validation_alias="card")
    description: str | None
    website: str | None
    region: str | None = Field(description="NUTS code.")
    pic: str | None = Field(description="Participant identification code of the European Commission.")
    vat: str | None = Field(description="VAT number with its country.")
    lei: str | None = Field(description="Legal entity identifier (ISO 17442).")
    ror: str | None = Field(description="Id in the Research Organization Registry.")
    latitude: float | None = Field(description="WGS84 degrees.")
    longitude: float | None = Field(description="WGS84 degrees.")
    employees: int | None = Field(description="How many people work there; null if not known, as for the next four.")
    size_class: str | None = Field(description="micro, small, medium or large, where the number is not told.")
    founded: int | None = Field(description="The year of its foundation.")
    family_owned: bool | None = Field(description="Whether a family owns most of it.")
    seeks_successor: bool | None = Field(description="Whether it seeks someone to take it over.")
    capabilities: list[CapabilityEvidence]
    projects: list[ProjectSummary]
    partners: list[Partner] = Field(description="Those it worked with most, at most 20, most often first.")
    partner_count: int = Field(description="How many it worked with in all.")
    possible_duplicates: list[OrganisationSummary] = Field(description="Other records that may be the same one.")
    meta: Meta


class NetworkOfClusters(Answer):
    """A network that clusters are part of."""

    id: str
    name: str
    website: str | None


class ClusterSummary(Answer):
    """A cluster."""

    id: str
    names: dict[str, str] = Field(description="By ISO 639-1 language code.")
    descriptions: dict[str, str] = Field(description="By ISO 639-1 language code.")
    country: str | None
    networks: list[NetworkOfClusters] = Field(description="The networks it is part of.")
    members: int
    kinds: dict[str, int] = Field(description="How many members are of which kind.")


class ClustersAnswer(Answer):
    """All clusters."""

    items: list[ClusterSummary]
    meta: Meta


class NetworkNode(Answer):
    """An organisation in a network."""

    id: str
    name: str
    kind: str
    country: str | None
    projects: int
    is_member: bool = Field(description="Whether it belongs to the cluster, or is a partner from outside.")


class NetworkEdge(Answer):
    """Two organisations that worked together."""

    source: str
    target: str
    projects: int = Field(description="In how many projects.")
    since: int | None = Field(description="The year in which the first of them started; null where none has a date.")


class NetworkAnswer(Answer):
    """A network of organisations that worked together."""

    nodes: list[NetworkNode]
    edges: list[NetworkEdge]
    omitted: int = Field(description="How many organisations were left out to keep it readable.")
    meta: Meta
