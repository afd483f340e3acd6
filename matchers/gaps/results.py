"""What a gap map comes as."""

from dataclasses import dataclass

from matchers.results import OrganisationCard, Reason


@dataclass(frozen=True, slots=True)
class Needer:
    """A member (id and name) that needs a capability: it `asks`, works where it `feeds` in, or has `touched` it."""

    id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Filler:
    """An organisation outside that could fill a gap; `score` in [0, 1] is the sum of the reasons' contributions.

    `evidence` is what shows that it can. Members that it has worked with are among the reasons.
    """

    organisation: OrganisationCard
    score: float
    evidence: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A capability that members lack; `sentences` say who needs it and who has it.

    `severity` is the number of members that need it, divided by one more than those strong in it. `outside` counts the
    organisations outside with any evidence for it, of which `fillers` are the best.
    """

    capability: str
    label: str
    stage: str
    severity: float
    sentences: tuple[str, ...]
    needed_by: tuple[Needer, ...]
    strong: tuple[OrganisationCard, ...]
    outside: int
    fillers: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the value chain: how many members are strong in it, or have worked on it; `gaps` are capabilities."""

    id: str
    strong: int
    some: int
    outside: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The capabilities of one area of technology in one stage; members counted as in `Stage`."""

    area: str
    stage: str
    strong: int
    some: int
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapMap:
    """A cluster's gap map; `areas` are (id, English label) of the broadest terms, `found` counts all gaps there are."""

    cluster: str
    members: int
    stages: tuple[Stage, ...]
    areas: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    found: int
