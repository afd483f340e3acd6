"""What is asked of consortium completion: an idea, who is on board, and what is wished for."""

from dataclasses import dataclass, field
from typing import Final

from matchers.results import OrganisationFilter

LEAST_SIZE: Final = 3
MOST_SIZE: Final = 12
"""Members of a team: three is the least that European rules know, twelve what one page can compare."""

DEFAULT_RULES: Final = "horizon_europe_collaborative"


@dataclass(frozen=True, slots=True)
class TeamWishes:
    """What teams must be like; `size` counts everybody, None leaves it to what each further member adds.

    `kinds` are groups of alternatives, of each of which a team has at least one member. `pinned` (ids) are in every
    team, `excluded` (ids) in none; `filter` holds for members that are not on board or pinned.
    """

    rules: str = DEFAULT_RULES
    size: int | None = None
    countries: int = 0
    kinds: tuple[tuple[str, ...], ...] = ()
    filter: OrganisationFilter = field(default_factory=OrganisationFilter)
    pinned: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsortiumQuery:
    """A project idea in any words, the partners so far (ids, the coordinator first), and how many teams to suggest.

    `asked_by` (an id) is who asks, so that what it declined counts; if nobody is named, the first partner.
    """

    text: str
    partners: tuple[str, ...] = ()
    wishes: TeamWishes = field(default_factory=TeamWishes)
    teams: int = 3
    role_partners: int = 5
    asked_by: str | None = None
