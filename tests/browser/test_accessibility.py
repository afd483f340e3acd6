"""What axe finds on every page, narrow and wide, light and dark; and what pages weigh."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/organisations?q=milano",
    "/organisations?q=nothing+like+it",
    "/organisations/turbina?country=NO",
    "/organisations/pompa?type=common_lab&explain=changes",
    "/organisations/x:evil-1",
    "/organisations/nobody",
    "/needs",
    "/needs?q=heat+pumps+for+a+town",
    "/profiles",
    "/profiles/need-1",
    "/profiles/gone",
    "/consortia",
    "/consortia?q=heat+pumps+beside+wind+farms&partner=turbina&find=polit",
    "/clusters",
    "/clusters/lombardy",
    "/clusters/lombardy/figures",
    "/clusters/lombardy/gaps",
    "/clusters/lombardy/exports",
    "/clusters/lombardy/map",
    "/who-can",
    "/who-can?q=heat+pumps",
    "/login",
    "/match-types",
    "/ranker",
    "/docs",
    "/docs/schemas",
    "/about",
)
SERIOUS = ("serious", "critical")
MOST_BYTES = 300_000
DRAWING = re.compile("/vendor/(cytoscape|cytoscape-fcose|cose-base|layout-base)/")


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """A page in a light or dark window; tests choose its width."""
    context = chromium.new_context(color_scheme=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothingserious(page: Page, address: str, path: str) -> None:
    found = []
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    for width in (360, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        found += [(width, *one) for one in serious(page)]
    assert found == []


def serious(page: Page) -> list[tuple[str, str]]:
    """Return the rules that something on the page breaks, each with what does."""
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        (violation["id"], node["html"][:200])
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def test_axe_would_find_what_isserious(page: Page, address: str) -> None:
    page.goto(address + "/about")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('main').innerHTML = '<input><p>Grey</p>'")
    page.evaluate("Object.assign(document.querySelector('main p').style, {color: '#888', background: '#999'})")
    assert {rule for rule, _ in serious(page)} == {"label", "color-contrast"}


@pytest.mark.parametrize("path", PAGES)
def test_no_page_with_all_that_it_asks_for_is_over_300_kilobytes(chromium: Browser, address: str, path: str) -> None:
    """As it travels, compressed; without the libraries that draw networks, none is over as it is stored either."""
    context = chromium.new_context()
    page, responses = context.new_page(), list[Response]()
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  as in conftest
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    travelled = {one.url: one.request.sizes()["responseBodySize"] for one in responses}
    own = {one.url: len(one.body()) for one in responses if not DRAWING.search(one.url)}
    context.close()
    assert sum(travelled.values()) <= MOST_BYTES, travelled
    assert sum(own.values()) <= MOST_BYTES, own
