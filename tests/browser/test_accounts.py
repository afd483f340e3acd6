"""From an invitation to an API key, in a real browser against a real database."""

import re
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph
from service.auth import accounts
from tests.browser.conftest import Visit
from tests.browser.test_visits import CONTRAST, LOW_CONTRAST, UNNAMED

pytestmark = pytest.mark.browser

PASSWORD = "wind water wood"  # noqa: S105  of nobody
OTHER = "another word nobody knows"


@pytest.fixture(params=[("light", 1280), ("dark", 360)], ids=["large and light", "small and dark"])
def walled_visit(request: pytest.FixtureRequest, chromium: Browser, walled_address: str) -> Iterator[Visit]:
    scheme, width = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    opened = Visit(context, walled_address)
    yield opened
    context.close()


def readable(visit: Visit) -> None:
    """Fail where the page scrolls sideways, is hard to read, or has a control without a name."""
    page = visit.page
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    ratio, words = page.evaluate(LOW_CONTRAST)
    assert ratio >= CONTRAST, words
    assert page.evaluate(UNNAMED) == []


def test_from_an_invitation_to_a_key_and_out_again(walled_visit: Visit, graph: Graph) -> None:
    """Be led to log in, accept, make a key, use it, change the password, revoke the key, open a cluster, log out."""
    token = accounts.invite(graph, Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"), "ann@example.org")
    page = walled_visit.go("/organisations/turbina")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    readable(walled_visit)

    walled_visit.go(f"/invitation/{token}")
    readable(walled_visit)
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lombardy")
    page.get_by_role("link", name="Ann", exact=True).click()

    page.get_by_label("What it is for").fill("Our customer database")
    page.get_by_label("It may").select_option(label="read and write")
    page.get_by_role("button", name="Make a key").click()
    readable(walled_visit)
    key = page.locator("#made").inner_text()
    assert re.fullmatch(r"fil_[0-9a-f]{16}_[\w-]{43}", key)
    asked = Request(f"{walled_visit.address}/api/v1/organisations/turbina", headers={"Authorization": f"Bearer {key}"})  # noqa: S310  our own address
    with urlopen(asked, timeout=10) as answer:  # noqa: S310  our own address
        assert b"TURBINA SRL" in answer.read()

    page.get_by_label("Password until now").fill(PASSWORD)
    page.get_by_label("New password").fill(OTHER)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("status")).to_contain_text("every other session has ended")
    page.get_by_role("button", name="Revoke Our customer database").click()
    expect(page.get_by_role("row", name="Our customer database")).to_contain_text("no more")

    page.get_by_role("link", name="What happened").click()
    expect(page.get_by_role("row", name="Key revoked")).to_contain_text("Ann")
    readable(walled_visit)

    walled_visit.go("/clusters/lombardy")
    page.get_by_role("link", name="Openness").click()
    page.get_by_label("Open it to").select_option(label="Norway (cluster)")
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_role("row", name="Norway")).to_contain_text("Ann")
    readable(walled_visit)
    page.get_by_role("button", name="Close to Norway").click()
    expect(page.get_by_text("open to nobody else")).to_be_visible()

    page.get_by_role("link", name="Ann", exact=True).click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_label("Password").fill(OTHER)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Ann", exact=True)).to_be_visible()
    walled_visit.check()
