"""Create or change one organisation."""

from typing import Annotated, Self

from flask import Response, g
from pydantic import AfterValidator, Field, HttpUrl, model_validator

from graph_schema import store, vocabulary
from graph_schema.records import (
    CapabilityTag,
    GraphRows,
    KindEvidence,
    Membership,
    Organisation,
    OrganisationKind,
    SizeClass,
)
from matchers import directory
from matchers.said import said
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import ID_PATTERN, Country, Identifier, Name, Request
from service.api.meta import respond
from service.api.write_answers import WriteAnswer
from service.auth.policy import Scope
from service.auth.reach import clusters_of, require_cluster
from service.errors import FieldProblem, InvalidRequestError
from service.imports.enterprise_facts import MOST_EMPLOYEES, check_sizes, founding_year
from service.imports.values import Lei, Ror
from service.runtime import current_runtime

SOURCE = "api"

blueprint = api_blueprint("writing", "Changes to the graph; they show in suggestions within about two seconds.")


class WrittenCapability(Request):
    """A capability that the organisation has."""

    id: Identifier = Field(description="From the vocabulary, see `/capabilities`.")
    evidence: str = Field(min_length=1, max_length=1_000, description="What shows it, as a person can check.")
    strength: float = Field(default=1.0, gt=0, le=1, description="How sure the evidence makes it.")


class OrganisationFacts(Request):
    """What can be told of an organisation, by itself too."""

    kind: OrganisationKind | None = None
    country: Country | None = None
    city: str | None = Field(default=None, max_length=200)
    website: HttpUrl | None = None
    description: str | None = Field(default=None, max_length=20_000)
    is_sme: bool | None = None
    employees: int | None = Field(default=None, ge=0, le=MOST_EMPLOYEES, description="How many people work there.")
    size_class: SizeClass | None = Field(default=None, description="Where the number of employees is not known.")
    founded: Annotated[int, AfterValidator(founding_year)] | None = Field(default=None, description="Year.")
    family_owned: bool | None = Field(default=None, description="Whether a family owns most of it.")
    seeks_successor: bool | None = Field(default=None, description="Whether it seeks someone to take it over.")

    @model_validator(mode="after")
    def _sizes_agree(self) -> Self:
        check_sizes(self.employees, self.size_class)
        return self


class OrganisationBody(OrganisationFacts):
    """An organisation to create or change; what is left out stays as it is."""

    name: Name = Field(min_length=1, max_length=500)
    region: str | None = Field(default=None, pattern="^[A-Z]{2}[A-Z0-9]{0,3}$", description="NUTS code.")
    latitude: float | None = Field(default=None, ge=-90, le=90, description="WGS84 degrees.")
    longitude: float | None = Field(default=None, ge=-180, le=180, description="WGS84 degrees.")
    pic: str | None = Field(default=None, pattern="^[0-9]{9}$", description="Participant identification code.")
    vat: str | None = Field(default=None, max_length=20)
    lei: Lei | None = Field(default=None, description="Legal entity identifier (ISO 17442).")
    ror: Ror | None = Field(default=None, description="Id in the Research Organization Registry.")
    clusters: list[Identifier] = Field(default=[], max_length=50, description="Clusters to add it to.")
    capabilities: list[WrittenCapability] = Field(default=[], max_length=200, description="Capabilities to add.")


class WritePath(Request):
    """The organisation's id: your own stable one, or one that the graph has already."""

    organisation_id: str = Field(pattern=ID_PATTERN, max_length=200, description="The organisation's id.")


@blueprint.put(
    "/organisations/<organisation_id>",
    responses={200: WriteAnswer, **problems(413)},
    security=NEEDS_KEY,
)
def put_organisation(path: WritePath, body: OrganisationBody) -> Response:
    """Create or change an organisation; sending the same again changes nothing."""
    _check_references(body)
    _check_clusters(path.organisation_id, body)
    summary = store.write_rows(current_runtime().graph(), graph_rows(path.organisation_id, body))
    return respond(WriteAnswer.model_validate(summary))


def graph_rows(organisation_id: str, body: OrganisationBody) -> GraphRows:
    """Turn the request into the rows that go into the graph."""
    facts = body.model_dump(mode="json", exclude={"kind", "size_class", "clusters", "capabilities"})
    evidence = KindEvidence.STATED if body.kind else KindEvidence.UNKNOWN
    return GraphRows(
        source=SOURCE,
        organisations=(
            Organisation(
                id=organisation_id,
                kind=body.kind or OrganisationKind.OTHER,
                kind_evidence=evidence,
                size_class=body.size_class,
                **facts,
            ),
        ),
        memberships=tuple(Membership(organisation_id, cluster) for cluster in body.clusters),
        organisation_tags=tuple(
            CapabilityTag(organisation_id, tag.id, tag.evidence, tag.strength) for tag in body.capabilities
        ),
    )


def _check_clusters(organisation_id: str, body: OrganisationBody) -> None:
    """Let nobody put an organisation into a cluster that is not theirs to deal with, nor make one that is in none."""
    if g.scope is Scope.ANY:
        return
    there = clusters_of(current_runtime().whole().snapshot, organisation_id)
    for cluster in body.clusters:
        if cluster not in (there or ()):
            require_cluster(cluster)
    if there is None and not body.clusters:
        raise InvalidRequestError(
            FieldProblem(field="clusters", message=said("Name your cluster, which it is to be in."))
        )


def _check_references(body: OrganisationBody) -> None:
    """Raise InvalidRequestError for clusters and capabilities that do not exist: no write may invent them."""
    clusters = {card.id for card in directory.cluster_cards(current_runtime().snapshot())}
    known = {term.id for term in vocabulary.capabilities()}
    wrong = [
        FieldProblem(
            field=f"clusters.{place}", message=said("There is no cluster with the id {value!r}.", value=cluster)
        )
        for place, cluster in enumerate(body.clusters)
        if cluster not in clusters
    ] + [
        FieldProblem(
            field=f"capabilities.{place}.id",
            message=said("There is no capability with the id {value!r}.", value=tag.id),
        )
        for place, tag in enumerate(body.capabilities)
        if tag.id not in known
    ]
    if wrong:
        raise InvalidRequestError(*wrong)
