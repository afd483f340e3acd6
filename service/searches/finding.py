"""What a saved search finds now for the one who asks, and since when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from graph_schema import store
from graph_schema.account_records import SavedSearch
from matchers.across.who_can import who_can
from matchers.directory import search_organisations
from matchers.engine import Engine
from matchers.profile_directory import search_profiles
from matchers.profile_results import ProfileCard
from matchers.results import OrganisationCard
from matchers.said import joined, said
from service.api.across_queries import WhoCanParameters
from service.api.profile_queries import ProfilesQuery
from service.api.queries import OrganisationsQuery
from service.pages.wording import DIRECTIONS, KINDS, place
from service.runtime import Runtime
from service.searches.pages import PAGES, SearchPage, asked_again
from service.visibility import current_visibility

MOST_FOUND: Final = 200
"""Hits of a search that are looked at; of a cluster, where it is asked by cluster."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An organisation, offer or request that a search finds: its id, how it is called, and what shows that it fits."""

    id: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """A hit, and since when the search finds it."""

    hit: Hit
    since: datetime


def found_since(runtime: Runtime, search: SavedSearch) -> tuple[Since, ...]:
    """Return what a search finds among what its asker may see, what is new first.

    Something counts as found since the first time that anybody looked, at the page, the API or the feed. Raises
    InvalidRequestError and UnknownIdError for what can be asked no more: a cluster may be closed by now.
    """
    page = SearchPage(search.page)
    asking = PAGES[page]
    hits = _FINDERS[page](runtime.engine(), asked_again(search))
    since = store.write_found(runtime.graph(), search.id, asking.finds, [hit.id for hit in hits])
    # Of those found at the same time the best stays first: the sort is stable.
    known = [Since(hit, since[hit.id]) for hit in hits if hit.id in since]
    return tuple(sorted(known, key=lambda one: one.since, reverse=True))


def _who_can(engine: Engine, asked: WhoCanParameters) -> list[Hit]:
    query = asked.model_copy(update={"each": MOST_FOUND}).who_can(asked.text)
    answer = who_can(engine, query, current_visibility(engine.snapshot))
    # Who is in two clusters is one hit, where it stands first.
    able = {item.organisation.id: item for cluster in answer.clusters for item in cluster.best}
    return [Hit(key, item.organisation.name, item.evidence) for key, item in able.items()]


def _organisations(engine: Engine, asked: OrganisationsQuery) -> list[Hit]:
    search = asked.model_copy(update={"page_size": MOST_FOUND}).search()
    return [Hit(card.id, card.name, (_line(card),)) for card in search_organisations(engine.snapshot, search).items]


def _profiles(engine: Engine, asked: ProfilesQuery) -> list[Hit]:
    search = asked.model_copy(update={"page_size": MOST_FOUND}).search()
    return [Hit(card.id, card.title, (_by(card),)) for card in search_profiles(engine.snapshot, search).items]


def _by(card: ProfileCard) -> str:
    direction, organisation = DIRECTIONS[card.direction].one, card.organisation.name
    return said("{direction} of {organisation}", direction=direction, organisation=organisation)


def _line(card: OrganisationCard) -> str:
    return joined([part for part in (KINDS[card.kind].one, place(card)) if part], ", ")


_FINDERS: Final[dict[SearchPage, Callable[[Engine, Any], list[Hit]]]] = {
    SearchPage.WHO_CAN: _who_can,
    SearchPage.ORGANISATIONS: _organisations,
    SearchPage.PROFILES: _profiles,
}
