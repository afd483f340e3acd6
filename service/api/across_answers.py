"""What the API answers across clusters. Models are filled from the matchers' results by attribute name."""

from pydantic import Field

from service.api.answers import Answer, CapabilityTag, ClusterSummary, Meta, OrganisationSummary, Reason


class Able(Answer):
    """An organisation that can do what is asked."""

    organisation: OrganisationSummary
    score: float = Field(description="From 0 to 1: the sum of the reasons' contributions.")
    evidence: list[str] = Field(description="What shows that it can, a sentence each.")
    reasons: list[Reason]


class ClusterAble(Answer):
    """Who in one cluster can do what is asked."""

    cluster: ClusterSummary
    members: int = Field(description="How many members were looked at: those that the filters let through.")
    able: int = Field(description="How many of them can; 0 where nobody can.")
    unnamed: int = Field(description="How many of those are counted here and not named to you.")
    best: list[Able] = Field(description="The best of those that are named.")


class WhoCanAnswer(Answer):
    """Who in which cluster can do what is asked, the cluster with most first."""

    text: str = Field(description="What was asked; long texts are cut here.")
    notes: list[str] = Field(description="What to know about this answer, such as that a text was cut.")
    capabilities: list[CapabilityTag] = Field(description="The capabilities that the text names.")
    clusters: list[ClusterAble]
    elsewhere: int | None = Field(description="How many can and are in no cluster; null where clusters were chosen.")
    meta: Meta
