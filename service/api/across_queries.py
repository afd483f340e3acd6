"""What clients may ask across clusters; the pages read their forms with the same models."""

from pydantic import Field

from matchers.across.results import USUAL_MEETINGS, MeetingsQuery, WhoCanQuery
from matchers.results import OrganisationFilter
from service.api.fields import Identifier, NeedText, Request
from service.api.queries import FilterQuery, MatchFilters

MAX_EACH = 50
MAX_WORDS = 1_000
"""Characters of a text in an address; a longer one is posted."""


MOST_MEETINGS = 10


class WhoCanFields(FilterQuery):
    """Filters of the question who can do something, and how many are shown of each cluster."""

    each: int = Field(default=3, ge=0, le=MAX_EACH, description="Most organisations to show of each cluster.")

    def who_can(self, text: str) -> WhoCanQuery:
        """These parameters as the matchers take them."""
        return WhoCanQuery(text, self.filter(), self.each)


class WhoCanParameters(WhoCanFields):
    """Who can do what is told in a few words."""

    text: NeedText = Field(max_length=MAX_WORDS, description="What is to be done, in free words of any language.")


class WhoCanBody(Request):
    """Who can do what is told in free words, however many."""

    text: NeedText = Field(description="What is to be done, in free words of any language.")
    each: int = Field(default=3, ge=0, le=MAX_EACH, description="Most organisations to show of each cluster.")
    filters: MatchFilters = Field(default=MatchFilters(), description="Which organisations are looked at.")

    def who_can(self) -> WhoCanQuery:
        """This body as the matchers take it."""
        wanted = OrganisationFilter(**{name: tuple(values) for name, values in self.filters})
        return WhoCanQuery(self.text, wanted, self.each)


class MeetingsFields(Request):
    """What the meetings are for, and how many."""

    type: Identifier | None = Field(
        default=None,
        description="Match type, from `/match-types`; where none is given, the one that suits the clusters' countries.",
    )
    meetings: int = Field(
        default=USUAL_MEETINGS, ge=1, le=MOST_MEETINGS, description="Most meetings of one organisation."
    )
    each: int = Field(default=3, ge=0, le=MAX_EACH, description="Meetings of a topic for which reasons are told.")
    include_partners: bool = Field(default=False, description="Also let those meet who have worked together already.")

    def between(self, cluster: str, other: str) -> MeetingsQuery:
        """These parameters as the matchers take them, for two clusters."""
        return MeetingsQuery(cluster, other, self.type, self.meetings, self.each, self.include_partners)


class ClustersPath(Request):
    """The ids of two clusters in the address."""

    cluster_id: str = Field(max_length=200, description="A cluster's id, from `/clusters`.")
    other_id: str = Field(max_length=200, description="The id of another cluster.")
