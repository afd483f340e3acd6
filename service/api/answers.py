"""What all answers of the API share: their base, what they were computed from, and organisations in short.

Models are filled from the matchers' results by attribute name.
"""

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
