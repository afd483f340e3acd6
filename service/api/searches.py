"""Saved searches over HTTP: what can be asked again, what it finds and since when."""

from datetime import datetime
from typing import Any, Self

from flask import Response
from pydantic import Field

from graph_schema import store
from graph_schema.account_records import SavedSearch
from service.api.answers import Answer, Meta
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Request
from service.api.meta import current_meta, respond
from service.api.queries import NoQuery
from service.auth.viewer import current_viewer
from service.runtime import current_runtime
from service.searches.addresses import feed_address
from service.searches.finding import Since, found_since
from service.searches.pages import SearchPage, read_asked
from service.searches.saving import LONGEST_LABEL, save

blueprint = api_blueprint("searches", "Searches that an account saved, with what they find and since when.")


class SearchPath(Request):
    """The id of a saved search in the address."""

    search_id: str = Field(max_length=200, description="The id of a saved search.")


class SearchBody(Request):
    """A search to save."""

    page: SearchPage = Field(description="What is asked: `/who-can`, `/organisations` or `/profiles`.")
    asked: dict[str, Any] = Field(description="Its parameters, as the operation of that name takes them.")
    label: str | None = Field(
        default=None, max_length=LONGEST_LABEL, description="What to call it; if not given, what is sought."
    )


class SavedSearchAnswer(Answer):
    """A saved search."""

    id: str
    label: str
    page: SearchPage
    asked: dict[str, Any] = Field(description="Its parameters.")
    created: datetime
    feed: str = Field(description="Address of its Atom feed, which needs no key: whoever has it reads.")

    @classmethod
    def of(cls, search: SavedSearch) -> Self:
        """Return a search as it is told."""
        return cls(
            id=search.id,
            label=search.label,
            page=SearchPage(search.page),
            asked=read_asked(search.asked),
            created=search.created,
            feed=feed_address(search),
        )


class SavedSearchesAnswer(Answer):
    """The searches of an account, the newest first."""

    items: list[SavedSearchAnswer]


class FoundAnswer(Answer):
    """Something that a search finds."""

    id: str = Field(description="The id of an organisation or, where `page` is `profiles`, of an offer or request.")
    title: str
    shows: list[str] = Field(description="What shows that it fits.")
    since: datetime = Field(description="When somebody first looked and it was there.")

    @classmethod
    def of(cls, found: Since) -> Self:
        """Return a hit as it is told."""
        return cls(id=found.hit.id, title=found.hit.title, shows=list(found.hit.lines), since=found.since)


class SearchFoundAnswer(Answer):
    """A saved search with what it finds, what is new first."""

    search: SavedSearchAnswer
    items: list[FoundAnswer]
    meta: Meta


@blueprint.get("/searches", responses={200: SavedSearchesAnswer}, security=NEEDS_KEY)
def list_searches(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the searches that one's account saved."""
    found = store.read_saved_searches(current_runtime().graph(), current_viewer().id)
    return respond(SavedSearchesAnswer(items=[SavedSearchAnswer.of(search) for search in found]))


@blueprint.post("/searches", responses={200: SavedSearchAnswer, **problems(409)}, security=NEEDS_KEY)
def save_search(body: SearchBody) -> Response:
    """Save a search, so that its feed tells what is new; to save the same again changes no more than the label."""
    return respond(SavedSearchAnswer.of(save(body.page, body.asked, body.label)))


@blueprint.get("/searches/<search_id>", responses={200: SearchFoundAnswer}, security=NEEDS_KEY)
def ask_search(path: SearchPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Ask a saved search: what it finds now, and since when each is found."""
    runtime = current_runtime()
    search = store.read_saved_search(runtime.graph(), path.search_id, current_viewer().id)
    items = [FoundAnswer.of(one) for one in found_since(runtime, search)]
    return respond(SearchFoundAnswer(search=SavedSearchAnswer.of(search), items=items, meta=current_meta()))


@blueprint.delete("/searches/<search_id>", responses={200: SavedSearchesAnswer}, security=NEEDS_KEY)
def remove_search(path: SearchPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Remove a saved search; its feed ends. The answer lists those that are left."""
    graph, account = current_runtime().graph(), current_viewer().id
    store.remove_saved_search(graph, account, path.search_id)
    left = store.read_saved_searches(graph, account)
    return respond(SavedSearchesAnswer(items=[SavedSearchAnswer.of(search) for search in left]))
