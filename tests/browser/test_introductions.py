"""From a suggestion to an agreement and the board's report, in two real browsers against a real database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph
from service.auth import accounts
from tests.browser.test_accessibility import serious

pytestmark = pytest.mark.browser

PASSWORD = "wind water wood"  # noqa: S105  of nobody
SUGGESTIONS = "/organisations/turbina?type=common_lab&include_partners=true"

Join = Callable[[str, Role, ActsFor], Page]


@pytest.fixture(params=["light", "dark"])
def join(request: pytest.FixtureRequest, chromium: Browser, walled_address: str, graph: Graph) -> Iterator[Join]:
    """Accept an invitation in a browser of one's own."""
    contexts: list[BrowserContext] = []

    def joined(name: str, role: Role, acts_for: ActsFor) -> Page:
        contexts.append(chromium.new_context(base_url=walled_address, color_scheme=request.param))
        page = contexts[-1].new_page()
        page.goto(f"/invitation/{accounts.invite(graph, role, acts_for, f'{name}@example.org')}")
        page.get_by_label("Your name").fill(name.title())
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name.title())
        return page

    yield joined
    for context in contexts:
        context.close()


def fine(page: Page) -> None:
    """Fail where the page is wider than its window, or axe finds something serious, narrow or wide."""
    page.wait_for_load_state("networkidle")
    for width in (360, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert serious(page) == []


def test_a_manager_and_a_member_bring_two_organisations_together(join: Join, tmp_path: Path) -> None:
    manager = join("ann", Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"))
    member = join("bo", Role.SME_MEMBER, ActsFor(organisation_id="turbina"))
    manager.goto("/introductions")
    expect(manager.get_by_text("No introduction has begun.")).to_be_visible()
    fine(manager)

    manager.goto(SUGGESTIONS)
    card = manager.get_by_role("article").filter(
        has=manager.get_by_role("link", name="Centro Ricerca Vento", exact=True)
    )
    fine(manager)
    card.get_by_role("link", name="Propose, decline").click()
    manager.get_by_text("Propose it").first.click()
    fine(manager)
    manager.get_by_label("In your words").first.fill("They have a test stand.")
    manager.get_by_role("button", name="Propose it").click()
    expect(manager.get_by_text("waits for TURBINA SRL")).to_be_visible()

    member.goto("/introductions")
    expect(member.get_by_text("Your turn:")).to_be_visible()
    fine(member)
    member.get_by_role("link", name="TURBINA SRL and Centro Ricerca Vento").click()
    expect(member.get_by_text("They have a test stand.")).to_be_visible()
    member.get_by_role("button", name="Yes, we are interested").click()
    expect(member.get_by_text("waits for Centro Ricerca Vento")).to_be_visible()
    fine(member)

    manager.reload()
    manager.get_by_role("link", name="Act for Centro Ricerca Vento instead").click()
    for button, state in (
        ("Yes, we are interested", "Both are interested"),
        ("They have met", "Met"),
        ("They have agreed", "Agreed"),
    ):
        manager.get_by_role("button", name=button).click()
        expect(manager.get_by_role("listitem").filter(has_text=state).first).to_be_visible()
    expect(manager.get_by_text("Nothing more is to be done here")).to_be_visible()
    fine(manager)

    manager.goto("/clusters/lombardy/exports")
    with manager.expect_download() as download:
        manager.locator('a[href$="report.pdf"]').click()
    download.value.save_as(tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_other_pages_of_those_who_are_logged_in(join: Join) -> None:
    manager = join("ann", Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"))
    for path in (
        "/account",
        "/people",
        "/audit",
        "/clusters/lombardy/openness",
        "/clusters/lombardy/import",
        "/clusters/lombardy/members",
    ):
        answer = manager.goto(path)
        assert answer is not None
        assert answer.ok, path
        fine(manager)
