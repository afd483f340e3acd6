"""People in browsers of their own, for journeys that take more than one of them."""

from collections.abc import Callable, Iterator
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph
from service.auth import accounts
from tests.browser.axe import serious
from tests.browser.focus import out_of_order
from tests.browser.tables import pushed_sideways

PASSWORD = "wind water wood"  # noqa: S105  of nobody

NARROW: Final = 360
VIEWS: Final[tuple[tuple[int, Literal["light", "dark"]], ...]] = ((NARROW, "light"), (1600, "dark"))
"""Width of the window in pixels, and the scheme of colours."""

Join = Callable[[str, Role, ActsFor], Page]


@pytest.fixture
def join(chromium: Browser, walled_address: str, graph: Graph) -> Iterator[Join]:
    """Accept an invitation in a browser of one's own."""
    contexts: list[BrowserContext] = []

    def joined(name: str, role: Role, acts_for: ActsFor) -> Page:
        contexts.append(chromium.new_context(base_url=walled_address, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.goto(f"/invitation/{accounts.invite(graph, role, acts_for, f'{name}@example.org')}")
        page.get_by_label("Your name").fill(name.title())
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=name.title(), exact=True)).to_be_visible()
        return page

    yield joined
    for context in contexts:
        context.close()


def fine(page: Page) -> None:
    """Fail where a page is too wide, not accessible, or read by the keyboard in another order than by the eye.

    It is looked at narrow and light, and wide and dark.
    """
    page.wait_for_load_state("networkidle")
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []
        assert out_of_order(page) == []
        assert pushed_sideways(page) == [] or width > NARROW
