"""What clients may ask, as models of query parameters and bodies; the pages read their forms with the same models."""

from typing import Literal, Self

from pydantic import Field, model_validator

from graph_schema.records import OrganisationKind
from matchers.directory_results import OrganisationSearch
from matchers.reranking import Switches
from matchers.results import MatchQuery, OrganisationFilter
from matchers.said import said
from service.api.fields import Country, Identifier, NeedText, Request
from service.api.paging import PageFields

MAX_QUERIES = 50
MAX_LIMIT = 100
DEFAULT_TYPE = "international_partner"
PROFILE_TYPE = "request_or_offer"
"""The match type that is asked for an offer or request where none is named."""


class FilterQuery(Request):
    """Filters on the organisations in an answer; a parameter given more than once means "any of these"."""

    kind: list[OrganisationKind] = Field(default=[], description="Kinds of organisation.")
    country: list[Country] = Field(default=[], description="ISO 3166-1 alpha-2 country codes.")
    cluster: list[Identifier] = Field(default=[], description="Cluster ids, from `/clusters`.")
    capability: list[Identifier] = Field(default=[], description="Capability ids, from `/capabilities`.")

    def filter(self) -> OrganisationFilter:
        """These parameters as the filter that the matchers take."""
        return OrganisationFilter(
            kinds=tuple(self.kind),
            countries=tuple(self.country),
            clusters=tuple(self.cluster),
            capabilities=tuple(self.capability),
        )


class OrganisationsQuery(FilterQuery, PageFields):
    """A search over organisations."""

    q: str = Field(default="", max_length=1_000, description="Words of the name, place or capabilities, in any order.")

    def search(self) -> OrganisationSearch:
        """These parameters as the search that the matchers take."""
        return OrganisationSearch(words=self.q, filter=self.filter(), page=self.wanted())


class OrderFields(Request):
    """What is done to the order of scores before suggestions are shown; scores stay what they are."""

    thinning: bool = Field(default=True, description="Let near-duplicates of suggestions before them step back.")
    newcomers: bool = Field(
        default=True, description="Show a newcomer (at most one project) among the first ten, if one is good enough."
    )

    def switches(self) -> Switches:
        """These parameters as the matchers take them."""
        return Switches(thinning=self.thinning, newcomers=self.newcomers)


class SuggestionsQuery(FilterQuery, OrderFields):
    """What kind of partner to suggest, and how many."""

    type: Identifier = Field(default=DEFAULT_TYPE, description="Match type, from `/match-types`.")
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT, description="Most suggestions to return.")
    include_partners: bool = Field(default=False, description="Also suggest those it works with already.")
    explain: Literal["changes"] | None = Field(default=None, description="`changes`: what would change each score.")

    def match_query(self, *, organisation: str | None = None, text: str | None = None) -> MatchQuery:
        """These parameters as the query that the engine takes, for an organisation or a need in free words."""
        return MatchQuery(
            match_type=self.type,
            organisation=organisation,
            text=text,
            limit=self.limit,
            filter=self.filter(),
            include_partners=self.include_partners,
            switches=self.switches(),
            explain_changes=self.explain == "changes",
        )


class MatchFilters(Request):
    """Filters on the candidates of one query; values within one list are alternatives."""

    kinds: list[OrganisationKind] = Field(default=[], description="Kinds of organisation.")
    countries: list[Country] = Field(default=[], description="ISO 3166-1 alpha-2 country codes.")
    clusters: list[Identifier] = Field(default=[], description="Cluster ids, from `/clusters`.")
    capabilities: list[Identifier] = Field(default=[], description="Capability ids, from `/capabilities`.")


class PartnerQuery(OrderFields):
    """Who or what partners are sought for: exactly one of `organisation`, `text` and `profile`."""

    organisation: Identifier | None = Field(default=None, description="An organisation's id.")
    text: NeedText | None = Field(default=None, description="A need in free words, in any language.")
    profile: Identifier | None = Field(default=None, description="The id of an offer or request that stands.")
    asked_by: Identifier | None = Field(
        default=None, description="With a text: the organisation whose need it is, so that what it declined counts."
    )
    type: Identifier = Field(
        default=DEFAULT_TYPE,
        description=f"Match type, from `/match-types`; where none is given with a profile, {PROFILE_TYPE}.",
    )
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT, description="Most matches to return.")
    filters: MatchFilters = Field(default=MatchFilters(), description="Which organisations may be suggested.")
    include_partners: bool = Field(default=False, description="Also suggest those it works with already.")
    explain: Literal["changes"] | None = Field(default=None, description="`changes`: what would change each score.")

    @model_validator(mode="after")
    def _exactly_one_subject(self) -> Self:
        if sum(subject is not None for subject in (self.organisation, self.text, self.profile)) != 1:
            raise ValueError(
                said("Give exactly one of `organisation` (an id), `text` (a need in free words) and `profile` (an id).")
            )
        if self.asked_by is not None and self.text is None:
            raise ValueError(
                said("`asked_by` goes with `text`: an organisation and a profile say themselves who asks.")
            )
        return self

    def match_query(self) -> MatchQuery:
        """This query as the engine takes it."""
        is_usual = self.profile is not None and "type" not in self.model_fields_set
        return MatchQuery(
            match_type=PROFILE_TYPE if is_usual else self.type,
            organisation=self.organisation,
            text=self.text,
            profile=self.profile,
            asked_by=self.asked_by,
            limit=self.limit,
            filter=OrganisationFilter(**{name: tuple(values) for name, values in self.filters}),
            include_partners=self.include_partners,
            switches=self.switches(),
            explain_changes=self.explain == "changes",
        )


class MatchesBody(Request):
    """Many queries at once."""

    queries: list[PartnerQuery] = Field(min_length=1, max_length=MAX_QUERIES, description="Answered in this order.")


class NetworkQuery(Request):
    """How much of a network to return."""

    limit: int = Field(default=150, ge=1, le=500, description="Most organisations to return.")


class NeighbourhoodQuery(Request):
    """How many neighbours to return."""

    limit: int = Field(default=30, ge=1, le=200, description="Most partners to return.")


class NoQuery(Request):
    """No parameters."""


class OrganisationPath(Request):
    """An organisation's id in the address."""

    organisation_id: str = Field(max_length=200, description="An organisation's id.")


class ClusterPath(Request):
    """A cluster's id in the address."""

    cluster_id: str = Field(max_length=200, description="A cluster's id, from `/clusters`.")
