"""One thing that a cluster's manager wants: of a member's suggestions, or of a match type's weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What is done with those whom a wish is about: they are shown first, or never."""

    PIN = "pin"
    EXCLUDE = "exclude"


@dataclass(frozen=True, slots=True)
class Wish:
    """A cluster's manager wants a member (`organisation`) to be shown somebody first, or somebody never.

    A pin names a `partner` and a `match_type`. An exclusion counts for every match type and names one of: a `partner`,
    whom the member is not suggested to either; a `kind` of organisation; or `outside`, a country (ISO code) outside
    which nobody is suggested.
    """

    id: str
    act: Act
    cluster: str
    organisation: str
    match_type: str | None = None
    partner: str | None = None
    kind: str | None = None
    outside: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A cluster's manager has turned weights of a match type: how many times as declared each feature counts."""

    cluster: str
    match_type: str
    factors: Mapping[str, float] = field(default_factory=dict)
