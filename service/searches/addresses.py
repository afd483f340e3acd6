"""Where a saved search is asked, and where its feed is."""

from flask import url_for

from graph_schema.account_records import SavedSearch
from service.auth.feed_addresses import word_of
from service.searches.pages import PAGES, SearchPage, read_asked


def page_address(search: SavedSearch) -> str:
    """Return the address of the page that asks what a search asks."""
    asking = PAGES[SearchPage(search.page)]
    asked = read_asked(search.asked)
    told = {asking.on_page if name == asking.words else name: value for name, value in asked.items()}
    return url_for(asking.endpoint, _external=True, **told)


def feed_address(search: SavedSearch) -> str:
    """Return the address of a search's feed."""
    return url_for("searches.feed", word=word_of(search), _external=True)
