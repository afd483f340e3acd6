"""What clients may ask of consortium completion; the page reads its form with the same checks."""

from typing import Annotated

from pydantic import AfterValidator, Field

from graph_schema.records import OrganisationKind
from matchers.consortium.query import DEFAULT_RULES, LEAST_SIZE, MOST_SIZE, ConsortiumQuery, TeamWishes
from matchers.results import OrganisationFilter
from matchers.said import said
from service.api.fields import Identifier, Request
from service.api.queries import MatchFilters

LEAST_LETTERS = 3
MAX_IDEA = 20_000
"""Characters of an idea: a model reads far fewer, and longer ones are whole proposals."""

MOST_TEAMS = 5
MOST_ROLE_PARTNERS = 20
MOST_EXCLUDED = 500

KindGroup = Annotated[list[OrganisationKind], Field(min_length=1)]


def checked_idea(text: str) -> str:
    """Return the text of an idea, or raise ValueError where it says nothing or is a whole book."""
    if sum(char.isalpha() for char in text) < LEAST_LETTERS:
        raise ValueError(
            said("Say in a few words what the project is about: {text!r} is too short to tell.", text=text.strip())
        )
    if len(text) > MAX_IDEA:
        raise ValueError(
            said(
                "The idea has {length:,} characters; at most {most:,} are accepted. A page is enough.",
                length=len(text),
                most=MAX_IDEA,
            )
        )
    return text


Idea = Annotated[str, AfterValidator(checked_idea)]
Rules = Annotated[Identifier, Field(description="Which rules the teams keep, from `/consortium-rules`.")]
Size = Annotated[
    int | None,
    Field(ge=LEAST_SIZE, le=MOST_SIZE, description="Members of a team in all; unset, as many as are worth it."),
]
Countries = Annotated[
    int, Field(ge=0, le=MOST_SIZE, description="Least number of different countries, where the rules ask for fewer.")
]
Partners = Annotated[
    list[Identifier], Field(max_length=MOST_SIZE, description="Ids of who is on board, the coordinator first.")
]


class ConsortiumBody(Request):
    """A project idea, who is on board, and what teams should be like."""

    idea: Idea = Field(description="What the project is about, in your own words.")
    partners: Partners = Field(default=[])
    rules: Rules = DEFAULT_RULES
    size: Size = None
    countries: Countries = 0
    kinds: list[KindGroup] = Field(
        default=[],
        max_length=6,
        description="Kinds of which a team has at least one each; kinds within one list are alternatives.",
    )
    filters: MatchFilters = Field(default=MatchFilters(), description="Who may join beside partners and pinned.")
    pinned: list[Identifier] = Field(default=[], max_length=MOST_SIZE, description="Ids of who is in every team.")
    excluded: list[Identifier] = Field(
        default=[], max_length=MOST_EXCLUDED, description="Ids of who is in no team, such as those who declined."
    )
    asked_by: Identifier | None = Field(
        default=None, description="Who asks, so that what it declined counts; unset, the first partner."
    )
    teams: int = Field(default=3, ge=1, le=MOST_TEAMS, description="Most teams to suggest.")
    role_partners: int = Field(default=5, ge=1, le=MOST_ROLE_PARTNERS, description="Partners a missing role.")

    def query(self) -> ConsortiumQuery:
        """This body as the question that the matchers take."""
        wishes = TeamWishes(
            rules=self.rules,
            size=self.size,
            countries=self.countries,
            kinds=tuple(tuple(group) for group in self.kinds),
            filter=OrganisationFilter(**{name: tuple(values) for name, values in self.filters}),
            pinned=tuple(self.pinned),
            excluded=tuple(self.excluded),
        )
        return ConsortiumQuery(self.idea, tuple(self.partners), wishes, self.teams, self.role_partners, self.asked_by)


class RepairBody(ConsortiumBody):
    """The same idea and wishes, a team that was put together for it, and who leaves it."""

    team: list[Identifier] = Field(
        min_length=1, max_length=MOST_SIZE, description="Ids of the team's members, the leaving one among them."
    )
    leaving: Identifier = Field(description="Id of the member that leaves, such as one that declined.")
