"""Searches that one saved: what they find, what is new, and the feeds that tell it."""

from typing import Annotated, Any
from urllib.parse import parse_qsl

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from graph_schema import store
from graph_schema.account_records import SavedSearch
from matchers.errors import UnknownIdError
from service.api.fields import Request
from service.auth.feed_addresses import asked_search
from service.auth.secret_words import new_word
from service.auth.viewer import current_viewer
from service.errors import InvalidRequestError, describe
from service.pages.forms import read_posted, values_of
from service.runtime import Runtime, current_runtime
from service.searches.addresses import feed_address, page_address
from service.searches.atom import MEDIA_TYPE, feed_of
from service.searches.finding import Since, found_since
from service.searches.pages import PAGES, SearchPage
from service.searches.saving import LONGEST_LABEL, MOST_SEARCHES, save

SHOWN = 5
"""Hits of each search that the page shows; its own page shows all."""

blueprint = Blueprint("searches", __name__)


class SaveForm(Request):
    """The page that was asked, what it was asked as a query string, and what to call it."""

    page: SearchPage
    query: Annotated[str, Field(max_length=20_000)] = ""
    label: Annotated[str, Field(max_length=LONGEST_LABEL)] | None = None

    def values(self) -> dict[str, Any]:
        """Return what was asked, as the parameters of the API are called."""
        asking = PAGES[self.page]
        told = ((asking.words if name == asking.on_page else name, value) for name, value in parse_qsl(self.query))
        return values_of(asking.fields, MultiDict(told))


@blueprint.get("/searches")
def show() -> str:
    """Show the searches that one saved, each with what it finds."""
    runtime = current_runtime()
    searches = store.read_saved_searches(runtime.graph(), current_viewer().id)
    return render_template(
        "searches.html",
        searches=[
            (search, *_found(runtime, search), page_address(search), feed_address(search)) for search in searches
        ],
        shown=SHOWN,
        page_names=_page_names(),
        most=MOST_SEARCHES,
    )


def _found(runtime: Runtime, search: SavedSearch) -> tuple[tuple[Since, ...], str | None]:
    """Return what a search finds, and why it can be asked no more, if so: the others are shown all the same."""
    try:
        return found_since(runtime, search), None
    except (InvalidRequestError, UnknownIdError) as error:
        problem = describe(error)
        return (), " ".join([*(f"{one.field}: {one.message}" for one in problem.errors)] or [problem.detail])


def _page_names() -> dict[SearchPage, str]:
    return {
        SearchPage.WHO_CAN: gettext("Who in which cluster can do this"),
        SearchPage.ORGANISATIONS: gettext("Organisations"),
        SearchPage.PROFILES: gettext("Offers and requests"),
    }


@blueprint.post("/searches")
def keep() -> AnyResponse:
    """Save what a page was asked."""
    form = read_posted(SaveForm)
    save(form.page, form.values(), form.label)
    return redirect(url_for("searches.show"))


@blueprint.post("/searches/<search_id>/remove")
def remove(search_id: str) -> AnyResponse:
    """Remove a search; its feed ends."""
    store.remove_saved_search(current_runtime().graph(), current_viewer().id, search_id)
    return redirect(url_for("searches.show"))


@blueprint.post("/searches/<search_id>/feed")
def renew_feed(search_id: str) -> AnyResponse:
    """Give the feed another address; the one until now leads nowhere."""
    store.renew_feed(current_runtime().graph(), current_viewer().id, search_id, new_word())
    return redirect(url_for("searches.show"))


@blueprint.get("/feeds/<word>")
def feed(word: str) -> AnyResponse:  # noqa: ARG001  the gate has read it
    """Tell what a saved search finds, for readers of feeds, who look again and again."""
    search = asked_search()
    told = feed_of(search, found_since(current_runtime(), search), feed_address(search), page_address(search))
    answer = Response(told, mimetype=MEDIA_TYPE)
    answer.add_etag()
    answer.cache_control.private = True
    answer.cache_control.no_cache = True
    return answer.make_conditional(request)
