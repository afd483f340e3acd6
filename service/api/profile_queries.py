"""What clients may ask of offers and requests, and write; the pages read their forms with the same models."""

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from graph_schema.profile_terms import AGREEMENT, ROLE, term_ids
from graph_schema.records import OrganisationKind, Profile, ProfileDirection, ProfileSubject
from matchers.profile_results import ProfileSearch
from matchers.results import MatchQuery
from matchers.said import said
from service.api.fields import ID_PATTERN, Country, Identifier, Request
from service.api.paging import PageFields
from service.api.queries import MAX_LIMIT, PROFILE_TYPE, FilterQuery, OrderFields
from service.profiles import MAX_LISTED, MAX_TEXT, MAX_TITLE, check_days, checked_text, checked_title


def _agreement(term: str) -> str:
    return _term(AGREEMENT, term)


def _role(term: str) -> str:
    return _term(ROLE, term)


def _term(of: str, term: str) -> str:
    if term not in term_ids(of):
        raise ValueError(
            said(
                "{term!r} is no {of} that we know; known are {names}.", term=term, of=of, names=", ".join(term_ids(of))
            )
        )
    return term


Level = Annotated[int, Field(ge=1, le=9)]


class ProfilesQuery(PageFields):
    """A search over offers and requests; of a filter given more than once any value will do."""

    q: str = Field(
        default="", max_length=1_000, description="Words of title, text, capabilities or owner, in any order."
    )
    direction: ProfileDirection | None = Field(default=None, description="Only offers, or only requests.")
    subject: ProfileSubject | None = Field(default=None, description="What it is about.")
    capability: list[Identifier] = Field(default=[], description="Capability ids, from `/capabilities`.")
    country: list[Country] = Field(default=[], description="Where who posted it is, ISO 3166-1 alpha-2.")
    organisation: Identifier | None = Field(default=None, description="Only those of this organisation.")
    include_closed: bool = Field(default=False, description="Also those that expired or were withdrawn.")

    def search(self) -> ProfileSearch:
        """These parameters as the search that the matchers take."""
        return ProfileSearch(
            words=self.q,
            direction=self.direction,
            subject=self.subject,
            capabilities=tuple(self.capability),
            countries=tuple(self.country),
            organisation=self.organisation,
            include_closed=self.include_closed,
            page=self.wanted(),
        )


class ProfileMatchesQuery(FilterQuery, OrderFields):
    """Who may answer an offer or request, and how many to return."""

    type: Identifier = Field(default=PROFILE_TYPE, description="Match type, from `/match-types`.")
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT, description="Most matches to return.")

    def match_query(self, profile: str) -> MatchQuery:
        """These parameters as the query that the engine takes."""
        return MatchQuery(
            match_type=self.type, profile=profile, limit=self.limit, filter=self.filter(), switches=self.switches()
        )


class ProfilePath(Request):
    """A profile's id in the address."""

    profile_id: str = Field(max_length=200, description="The id of an offer or request.")


class WrittenProfilePath(Request):
    """The profile's id: your own stable one."""

    profile_id: str = Field(pattern=ID_PATTERN, max_length=200, description="The id of the offer or request.")


class ProfileBody(Request):
    """An offer or request, told whole: what is left out no longer holds."""

    organisation: Identifier = Field(description="Id of the organisation that offers or seeks.")
    direction: ProfileDirection
    subject: ProfileSubject
    title: Annotated[str, AfterValidator(checked_title)] = Field(description=f"At most {MAX_TITLE} characters.")
    text: Annotated[str, AfterValidator(checked_text)] = Field(description=f"At most {MAX_TEXT:,} characters.")
    trl_min: Level | None = Field(
        default=None, description="Technology readiness level that an offer has reached, or that a request asks for."
    )
    trl_max: Level | None = Field(default=None, description="The highest, where it is a range.")
    roles: list[Annotated[str, AfterValidator(_role)]] = Field(
        default=[], max_length=MAX_LISTED, description="Roles sought in a partner, from `/profile-terms`."
    )
    agreements: list[Annotated[str, AfterValidator(_agreement)]] = Field(
        default=[], max_length=MAX_LISTED, description="Agreements sought, from `/profile-terms`."
    )
    partner_kinds: list[OrganisationKind] = Field(default=[], max_length=MAX_LISTED, description="Kinds sought.")
    countries: list[Country] = Field(default=[], max_length=MAX_LISTED, description="Where partners are wished for.")
    published: date | None = Field(default=None, description="First day it stands; if not given, the day it came.")
    expires: date | None = Field(default=None, description="Last day it stands; if not given, there is none.")

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        check_days(self.published, self.expires)
        if self.trl_max is not None and (self.trl_min is None or self.trl_min > self.trl_max):
            raise ValueError(said("`trl_max` needs a `trl_min` that is not above it."))
        return self

    def profile(self, profile_id: str) -> Profile:
        """Return this as the row that goes into the graph."""
        return Profile(
            id=profile_id,
            organisation_id=self.organisation,
            direction=self.direction,
            subject=self.subject,
            title=self.title,
            text=self.text,
            trl_min=self.trl_min,
            trl_max=self.trl_max or self.trl_min,
            roles=_once(self.roles),
            agreements=_once(self.agreements),
            partner_kinds=tuple(dict.fromkeys(self.partner_kinds)),
            countries=_once(self.countries),
            published=self.published,
            expires=self.expires,
        )


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
