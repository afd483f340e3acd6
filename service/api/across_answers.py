"""What the API answers across clusters. Models are filled from the matchers' results by attribute name."""

from pydantic import Field

from service.api.answers import Answer, CapabilityTag, Meta, OrganisationSummary
from service.api.match_answers import EvidencePath, Reason
from service.api.organisation_answers import ClusterSummary


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


class MeetingSide(Answer):
    """One side of a meeting."""

    score: float = Field(description="How well the other suits it, from 0 to 1.")
    reasons: list[Reason] = Field(description="What the score is made of, as this side would read it.")
    gains: list[str] = Field(description="What this side gains.")


class Meeting(Answer):
    """Two organisations that should meet, one of each cluster."""

    ours: OrganisationSummary = Field(description="The member of the first cluster.")
    theirs: OrganisationSummary = Field(description="The member of the other cluster.")
    both: float = Field(description="The harmonic mean of both sides' scores: low where either is.")
    nature: str = Field(description="alike, complementary, or other where no capability ties the two.")
    round: int = Field(description="From 1; nobody has two meetings in one round.")
    sides: list[MeetingSide] | None = Field(
        description="The first cluster's side and the other's; null beyond the `each` best meetings of a topic."
    )
    paths: list[EvidencePath] = Field(description="What ties the two, as the first cluster's side would read it.")


class TopicSide(Answer):
    """How strong a cluster is in a topic."""

    members: int = Field(description="Members that have a capability in it.")
    projects: int = Field(description="Projects of members about it.")


class TopicMeetings(Answer):
    """A topic of two clusters: aggregates, then the meetings to hold."""

    id: str = Field(description="The id of a capability; empty where the common ground is in no capability.")
    label: str
    ours: TopicSide | None
    theirs: TopicSide | None
    pairs: int = Field(description="Pairs of members that are worth a meeting.")
    alike: int = Field(description="Of these, how many do the same things.")
    complementary: int = Field(description="How many do what feeds into what the other does.")
    strength: float = Field(description="The mean of the pairs' scores, from 0 to 1.")
    unnamed: int = Field(description="Pairs of which a side is not named to you; they get no meeting here.")
    meetings: list[Meeting] = Field(description="Best first.")


class ClusterMeetingsAnswer(Answer):
    """Which members of two clusters should meet, the topic with most to meet for first."""

    match_type: str
    clusters: list[ClusterSummary] = Field(description="The two clusters, in the order asked.")
    compared: int = Field(description="Pairs that the match type is for.")
    pairs: int = Field(description="Pairs that are worth a meeting.")
    met: list[int] = Field(description="How many members of either cluster get a meeting.")
    topics: list[TopicMeetings]
    meta: Meta
