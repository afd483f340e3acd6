"""What the API answers about the gaps of a cluster. Models are filled from the matchers' results by attribute name."""

from pydantic import Field

from service.api.answers import Answer, CapabilityTag, Meta, OrganisationSummary
from service.api.fields import Request
from service.api.match_answers import Reason


class GapsQuery(Request):
    """How many gaps to return, and how many organisations that could fill each."""

    limit: int = Field(default=12, ge=1, le=100, description="Most gaps to return.")
    fillers: int = Field(default=5, ge=0, le=20, description="Most organisations that could fill each.")


class Needer(Answer):
    """A member that needs a capability."""

    id: str
    name: str
    why: str = Field(description="asks (a request of it stands), feeds (it is part of its work) or touched (projects).")


class Filler(Answer):
    """An organisation outside the cluster that could fill a gap."""

    organisation: OrganisationSummary
    score: float = Field(description="From 0 to 1: the sum of the reasons' contributions.")
    evidence: str = Field(description="What shows that it can.")
    reasons: list[Reason]


class Gap(Answer):
    """A capability that members need and few of them are strong in."""

    capability: str
    label: str
    stage: str = Field(description="Place in the value chain.")
    severity: float = Field(description="Members that need it / (1 + members that are strong in it); at least 3.")
    sentences: list[str] = Field(description="Who needs it, how we know, and who is strong in it.")
    needed_by: list[Needer]
    strong: list[OrganisationSummary] = Field(description="Members that are strong in it.")
    outside: int = Field(description="How many organisations outside show any evidence for it.")
    fillers: list[Filler] = Field(description="The best of them, best first.")


class StageStrength(Answer):
    """A stage of the value chain."""

    id: str
    strong: int = Field(description="Members that are strong in one of its capabilities.")
    some: int = Field(description="Members with some evidence for one, the strong ones included.")
    outside: int = Field(description="Organisations outside that are strong in one.")
    gaps: list[str] = Field(description="Capability ids of the gaps in it.")


class GapCell(Answer):
    """The capabilities of one area of technology in one stage."""

    area: str
    stage: str
    strong: int
    some: int
    gaps: list[str]


class GapMapAnswer(Answer):
    """What a cluster is strong in along the value chain, what it lacks, and who outside could bring it."""

    cluster: str
    members: int
    stages: list[StageStrength]
    areas: list[CapabilityTag] = Field(description="Areas of technology: the broadest terms.")
    cells: list[GapCell]
    gaps: list[Gap] = Field(description="The most severe first.")
    found: int = Field(description="How many gaps there are in all.")
    meta: Meta
