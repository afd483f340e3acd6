"""One row of each of CORDIS' tables, under our names; which column each field is read from."""

from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from service.imports.place_names import place_name
from service.imports.values import (
    Coordinates,
    CountryCode,
    Day,
    Line,
    LongText,
    LooseWebAddress,
    YesNo,
    one_line,
)

PROJECT_COLUMNS: Final = {
    "id": "id",
    "acronym": "acronym",
    "title": "title",
    "objective": "objective",
    "start": "startDate",
    "end": "endDate",
    "topics": "topics",
    "call": "masterCall",
    "funding_scheme": "fundingScheme",
    "programme": "frameworkProgramme",
}
PROJECT_NEEDS: Final = ("id", "acronym", "title", "startDate")

ORGANISATION_COLUMNS: Final = {
    "project": "projectID",
    "organisation": "organisationID",
    "vat": "vatNumber",
    "name": "name",
    "is_sme": "SME",
    "activity_type": "activityType",
    "city": "city",
    "country": "country",
    "region": "nutsCode",
    "coordinates": "geolocation",
    "website": "organizationURL",
    "order": "order",
    "role": "role",
}
ORGANISATION_NEEDS: Final = ("projectID", "organisationID", "name", "country", "role")

_NO_VAT: Final = frozenset({"MISSING", "NOTAPPLICABLE", "NONE", "NA", "N/A", "0"})
"""What CORDIS has in place of a VAT number."""


def topics_of(text: str) -> tuple[str, ...]:
    """Return the call topics in one of CORDIS' cells, which parts them by either mark."""
    return tuple(part.strip() for part in text.replace(",", ";").split(";") if part.strip())


def _loose_vat(text: str) -> str | None:
    """Return a VAT number as CORDIS has it, unchecked: there are numbers of every country and year in it."""
    compact = "".join(char for char in text.upper() if char.isalnum())
    return None if text.strip().upper() in _NO_VAT or not compact else compact


def _role(text: str) -> str:
    role = text.casefold()
    return "coordinator" if role == "coordinator" else "participant"  # partner, thirdParty, associatedPartner, …


class ProjectRecord(BaseModel):
    """A row of project.csv."""

    model_config = ConfigDict(frozen=True)

    id: Line
    acronym: Line
    title: Line | None = None
    objective: LongText | None = None
    start: Day | None = None
    end: Day | None = None
    topics: Annotated[tuple[str, ...], BeforeValidator(topics_of)] = ()
    call: Line | None = None
    funding_scheme: Line | None = None
    programme: Line | None = None


class ParticipationRecord(BaseModel):
    """A row of organization.csv: an organisation as one project tells of it."""

    model_config = ConfigDict(frozen=True)

    project: Line
    organisation: Line
    name: Annotated[str, BeforeValidator(one_line)]
    vat: Annotated[str | None, BeforeValidator(_loose_vat)] = None
    is_sme: YesNo | None = None
    activity_type: Literal["PRC", "HES", "REC", "PUB", "OTH"] | None = None
    city: Annotated[Line, AfterValidator(place_name)] | None = None
    country: CountryCode | None = None
    region: Line | None = None
    coordinates: Coordinates | None = None
    website: LooseWebAddress = None
    order: Annotated[int, Field(ge=0, le=100_000)] = 0
    role: Annotated[Literal["coordinator", "participant"], BeforeValidator(_role)]
