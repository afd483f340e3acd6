"""Whom an organisation shows what of itself."""

from typing import Any, Self

from flask import Response
from pydantic import Field, model_validator

from graph_schema.audiences import Audience, AudienceTerm, audience_fields, audiences
from matchers.said import said
from service.api.answers import Answer
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Request
from service.api.meta import respond
from service.api.queries import NoQuery, OrganisationPath
from service.audiences import choose_audiences, chosen_audiences
from service.runtime import current_runtime

ONE = "/organisations/<organisation_id>/audiences"

blueprint = api_blueprint("audiences", "Whom an organisation shows what of itself.")


def _field(name: str) -> Any:  # noqa: ANN401  what pydantic itself returns
    return Field(default=None, description=audience_fields()[name].says["en"])


class AudiencesBody(Request):
    """The audience of fields; what is left out stays as it is."""

    named: Audience | None = _field("named")
    description: Audience | None = _field("description")
    website: Audience | None = _field("website")
    capabilities: Audience | None = _field("capabilities")
    profiles: Audience | None = _field("profiles")
    size: Audience | None = _field("size")
    founded: Audience | None = _field("founded")
    family_owned: Audience | None = _field("family_owned")
    seeks_successor: Audience | None = _field("seeks_successor")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.told():
            raise ValueError(said("Give the audience of at least one of {names}.", names=", ".join(audience_fields())))
        return self

    def told(self) -> dict[str, Audience]:
        """Return the audience of each field that is named."""
        return {name: value for name, value in self if value is not None}


class AudiencesAnswer(Answer):
    """Whom an organisation shows what of itself."""

    organisation_id: str
    fields: dict[str, Audience] = Field(description="The audience of each field, from `/audiences`.")


class AudienceWords(Answer):
    """A field or an audience, in words."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")
    says: dict[str, str] = Field(description="By ISO 639-1 language code.")


class AudienceTermsAnswer(Answer):
    """What an organisation can withhold, and from whom."""

    fields: list[AudienceWords]
    audiences: list[AudienceWords] = Field(description="From all to few: each is within the one before.")


@blueprint.get("/audiences", responses={200: AudienceTermsAnswer})
def list_audiences(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the fields that an organisation can withhold, and the audiences that it can mean them for."""
    return respond(AudienceTermsAnswer(fields=_terms(audience_fields()), audiences=_terms(audiences())))


@blueprint.get(ONE, responses={200: AudiencesAnswer}, security=NEEDS_KEY)
def get_audiences(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Tell whom an organisation shows what of itself, to those who act for it."""
    fields = chosen_audiences(current_runtime(), path.organisation_id)
    return respond(AudiencesAnswer(organisation_id=path.organisation_id, fields=fields))


@blueprint.put(ONE, responses={200: AudiencesAnswer, **problems(413)}, security=NEEDS_KEY)
def put_audiences(path: OrganisationPath, body: AudiencesBody) -> Response:
    """Choose whom an organisation shows what of itself; it counts within about two seconds."""
    fields = choose_audiences(current_runtime(), path.organisation_id, body.told())
    return respond(AudiencesAnswer(organisation_id=path.organisation_id, fields=fields))


def _terms(terms: "dict[str, AudienceTerm] | dict[Audience, AudienceTerm]") -> list[AudienceWords]:
    return [AudienceWords.model_validate(term) for term in terms.values()]
