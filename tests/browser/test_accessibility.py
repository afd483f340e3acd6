"""What axe finds on every page, narrow and wide, light and dark; and what pages weigh."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.axe import Rules, serious
from tests.browser.focus import FOCUSABLE, out_of_order

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
MOST_BYTES = 300_000
Scheme = Literal["light", "dark"]
COLOURS: Rules = ("color-contrast",)
SEEN: tuple[tuple[Scheme, int, Rules], ...] = (
    ("light", 1600, None),
    ("dark", 360, None),
    ("light", 360, COLOURS),
    ("dark", 1600, COLOURS),
)
"""How a page is seen: all rules at both widths, colours in both schemes at both."""

DRAWING = re.compile("/vendor/(cytoscape|cytoscape-fcose|cose-base|layout-base)/")


@dataclass(frozen=True)
class Look:
    """One look at a page: what axe finds in it, and the bytes of it and of all it asks for, by address.

    `out_of_order` is where the keyboard goes another way than the eye, with the width; `travelled` are bytes as
    they come, compressed; `stored` as they are unpacked, without the libraries that draw.
    """

    found: list[tuple[str, int, str, str]]
    out_of_order: list[tuple[int, tuple[str, str]]]
    travelled: dict[str, int]
    stored: dict[str, int]


@pytest.fixture(scope="module", params=PAGES)
def look(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Look]:
    """A page, looked at once by all tests: in both widths and both schemes, but loaded only once."""
    context = chromium.new_context(reduced_motion="reduce")
    page, responses = context.new_page(), list[Response]()
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  as in conftest
    page.goto(address + request.param)
    page.wait_for_load_state("networkidle")
    travelled = {one.url: one.request.sizes()["responseBodySize"] for one in responses}
    stored = {one.url: len(one.body()) for one in responses if not DRAWING.search(one.url)}
    found: list[tuple[str, int, str, str]] = []
    wrong: list[tuple[int, tuple[str, str]]] = []
    for scheme, width, rules in SEEN:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [(scheme, width, *one) for one in serious(page, rules)]
        wrong += [(width, pair) for pair in out_of_order(page)] if rules is None else []
    yield Look(found, wrong, travelled, stored)
    context.close()


def test_axe_finds_nothing_serious(look: Look) -> None:
    assert look.found == []


def test_the_keyboard_goes_through_a_page_as_the_eye_does(look: Look) -> None:
    assert look.out_of_order == []


def test_what_is_moved_on_the_page_but_not_in_its_source_is_found(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + "/about")
    assert out_of_order(page) == []
    reached = page.evaluate(f"{FOCUSABLE}.map(one => one.innerText.trim())")
    page.keyboard.press("Tab")  # the link over the header
    for name in reached[:12]:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText.trim()") == name
    page.evaluate("document.querySelector('.top .own').style.order = '-1'")
    assert len(out_of_order(page)) == 1
    context.close()


def test_no_page_with_all_that_it_asks_for_is_over_300_kilobytes(look: Look) -> None:
    """As it travels, compressed; without the libraries that draw networks, none is over as it is stored either."""
    assert sum(look.travelled.values()) <= MOST_BYTES, look.travelled
    assert sum(look.stored.values()) <= MOST_BYTES, look.stored


def test_axe_would_find_what_is_serious(chromium: Browser, address: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "/about")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelector('main').innerHTML = '<input><p>Grey</p>'")
    page.evaluate("Object.assign(document.querySelector('main p').style, {color: '#888', background: '#999'})")
    assert {rule for rule, _ in serious(page)} == {"label", "color-contrast"}
    context.close()
