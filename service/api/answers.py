"""What the API answers with. Models are filled from the matchers' results by attribute name."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Answer(BaseModel):
    """The base of all answers: filled from an object's attributes."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Meta(Answer):
    """What an answer was computed from."""

    snapshot_version: str = Field(description="The version of the snapshot of the graph.")
    built_at: datetime = Field(description="When that snapshot was built.")
    age_seconds: float = Field(description="How old it is.")
    stale: bool = Field(description="True while the database is away, so that later changes cannot be known.")
    model: str = Field(description="The text model that the vectors were made with.")


class CapabilityTag(Answer):
    """A capability by id and English label."""

    id: str
    label: str

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: object) -> object:
        return {"id": value[0], "label": value[1]} if isinstance(value, tuple) else value


class OrganisationSummary(Answer):
    """An organisation as lists show it."""

    id: str
    name: str
    kind: str
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    city: str | None
    is_sme: bool | None = Field(description="Whether it is a small or medium-sized enterprise; null if not known.")
    clusters: list[str] = Field(description="Ids of the clusters it belongs to.")
    capabilities: list[CapabilityTag] = Field(description="Strongest first.")
    projects: int = Field(description="In how many projects it took part.")


class Reason(Answer):
    """One feature's part in a score."""

    feature: str
    sentence: str
    ours: str = Field(description="The value on the side of the one who asks.")
    theirs: str = Field(description="The value on the side of the suggested partner.")
    value: float = Field(description="The feature's value, from 0 to 1.")
    contribution: float = Field(description="What it adds to the score, or takes off; all add up to it.")


class PathStep(Answer):
    """One node on a path through the graph."""

    node: str = Field(description="organisation, project, capability, cluster, network, profile or need.")
    id: str
    label: str


class EvidencePath(Answer):
    """A path through the graph that ties the two organisations."""

    sentence: str
    steps: list[PathStep]


class Gains(Answer):
    """What each side gains, one sentence a gain."""

    ours: list[str]
    theirs: list[str]


class AnsweringProfile(Answer):
    """The suggested partner's offer or request that answers what is asked."""

    id: str
    direction: str = Field(description="offer or request.")
    title: str


class ShownBefore(Answer):
    """A near-duplicate of a match that is shown before it."""

    id: str
    name: str


class Reciprocity(Answer):
    """The interest of both sides, by the features of the match type: how well each suits the other."""

    ours: float = Field(description="How well they suit the one who asks, from 0 to 1.")
    theirs: float | None = Field(description="How well the one who asks suits them; null where the type is not for it.")
    both: float | None = Field(description="The harmonic mean of the two: low where either is.")
    note: str | None = Field(description="Why there is no score of their side.")


class Change(Answer):
    """A change that one of the two sides could make."""

    sentence: str
    before: float = Field(description="The score as it is.")
    after: float = Field(description="The score with this change and nothing else changed.")


class Match(Answer):
    """One suggested partner."""

    organisation: OrganisationSummary
    score: float = Field(description="From 0 to 1: the sum of the reasons' contributions.")
    reasons: list[Reason]
    paths: list[EvidencePath]
    gains: Gains
    changes: list[Change] = Field(description="What would change the score most; only where `explain` asks for it.")
    reciprocity: Reciprocity | None = Field(description="Null for a need in free words.")
    unknown: list[str] = Field(description="What is not known of the two and was left out of the score.")
    answer: AnsweringProfile | None = Field(description="Its offer or request that comes near to what is asked.")
    chance: float | None = Field(
        description="The probability that the two come together in a project within a year, learned from who did in "
        "European projects; null where nothing was learned of them, or they have worked together already."
    )
    behind: ShownBefore | None = Field(description="The near-duplicate of it before which it would stand by its score.")
    has_newcomer_place: bool = Field(description="Whether it stands here since the first ten are to have a newcomer.")
    is_pinned: bool = Field(description="Whether a cluster's manager wants it to be looked at first.")
    notes: list[str] = Field(description="The same in sentences: why it is not where its score alone would put it.")


class DeclinedPartner(Answer):
    """An organisation that is left out since who asks declined it."""

    id: str
    name: str
    match_type: str
    label: str = Field(description="The reason in words.")
    day: str = Field(description="When, ISO 8601 date.")


class MatchAnswer(Answer):
    """The answer to one query, best match first."""

    match_type: str
    organisation: str | None = Field(description="Whom partners were sought for, if it was an organisation.")
    profile: str | None = Field(description="The offer or request that was asked for, if it was one.")
    text: str | None = Field(description="The need that was asked for, if it was one; long ones are cut here.")
    considered: int = Field(description="How many candidates were scored.")
    notes: list[str] = Field(description="What to know about this answer, such as that a text was cut.")
    declined: list[DeclinedPartner] = Field(description="Who is left out since who asks declined them.")
    turned: dict[str, float] = Field(
        description="How many times as declared features count, where the manager of the cluster turned their weights."
    )
    kept_apart: int = Field(description="How many are left out since the manager of the cluster wants it.")
    matches: list[Match]


class SuggestionsAnswer(MatchAnswer):
    """Suggested partners of an organisation."""

    meta: Meta


class MatchesAnswer(Answer):
    """The answers to many queries, in their order."""

    results: list[MatchAnswer]
    meta: Meta


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


class FeatureDescription(Answer):
    """A feature that a match type looks at."""

    name: str
    weight: float = Field(
        description="Its greatest contribution to a score; with the learned ranker's share the weights add up to 1."
    )
    sentence: str = Field(description="What it looks at.")
    best_value: float | None = Field(description="The value that counts most, where more is not better.")
    is_ground: bool = Field(description="Whether it shows common ground; the others count only as far as these do.")
    needs_organisation: bool = Field(description="Whether it says nothing about a need in free words.")


class ConditionDescription(Answer):
    """What must hold for a candidate to be scored at all."""

    name: str
    sentence: str


class MatchTypeDescription(Answer):
    """A kind of partnership that can be suggested, describing itself."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")
    description: dict[str, str] = Field(description="By ISO 639-1 language code.")
    pairs: dict[str, list[str]] = Field(description="Which kinds may be suggested to which kind; `any` to any.")
    conditions: list[ConditionDescription]
    welcomes_partners: bool = Field(description="Whether past partners are suggested without being asked for.")
    learned: float = Field(description="The share of a score that the learned ranker gives where it can.")
    features: list[FeatureDescription]


class MatchTypesAnswer(Answer):
    """All match types."""

    items: list[MatchTypeDescription]


class CapabilitiesAnswer(Answer):
    """The capabilities that some organisation has."""

    items: list[CapabilityTag]
    meta: Meta


class WriteCounts(Answer):
    """Of one sort of row: how many were new, differed from what was there, or were there already."""

    created: int
    changed: int
    unchanged: int


class WriteAnswer(Answer):
    """What a write did; `version` counts the graph's changes and stays where nothing changed."""

    version: int
    counts: dict[str, WriteCounts] = Field(description="By sort of row: organisations, memberships and so on.")
    removed: int = Field(description="How many ties no longer hold and were taken out.")


class Identity(Answer):
    """What tells an organisation apart from others."""

    id: str
    name: str
    country: str | None


class DuplicatePair(Answer):
    """Two organisations that may be the same; a person decides."""

    incoming: Identity = Field(description="The one of the list.")
    other: Identity = Field(description="The one that is there, or another one of the list.")
    reason: str


class ImportAnswer(Answer):
    """What an import found and did; in a dry run, what it would have done."""

    source: str
    dry_run: bool
    found: dict[str, int] = Field(description="What the file holds, by sort of row.")
    written: WriteAnswer
    duplicates: list[DuplicatePair]
    notices: list[str] = Field(description="What was left out, and why.")


class Check(Answer):
    """Whether one part of the service works."""

    ok: bool
    detail: str


class HealthAnswer(Answer):
    """The process answers."""

    status: str


class ReadyAnswer(Answer):
    """Whether the service has all it needs."""

    ready: bool = Field(description="Whether database, snapshot and model are there; not so for the learned ranker.")
    checks: dict[str, Check]
