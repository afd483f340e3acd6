"""What the API answers about where members are. Models are filled from the map's places by attribute name."""

from pydantic import Field

from service.api.answers import Answer, Meta


class MemberAtPlace(Answer):
    """A member by id and name."""

    id: str
    name: str


class PlaceOfCluster(Answer):
    """A place where members are, or organisations that they have worked with."""

    city: str = Field(description="Empty where it is not told.")
    country: str = Field(description="ISO 3166-1 alpha-2; empty where it is not told.")
    latitude: float | None = Field(description="WGS84 degrees; null where the place is not known.")
    longitude: float | None = Field(description="WGS84 degrees; null where the place is not known.")
    members: list[MemberAtPlace]
    partners: int = Field(description="Organisations outside the cluster that members have worked with.")


class PlacesAnswer(Answer):
    """The places of a cluster, those with most members first."""

    items: list[PlaceOfCluster]
    meta: Meta
