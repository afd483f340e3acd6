"""What people do on the pages, in a real browser.

Every visit also fails on a word in the console and on a request to another machine.
"""

from typing import Protocol

import pytest
from playwright.sync_api import Page, expect

from tests.browser.focus import out_of_order
from tests.browser.tables import pushed_sideways

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/organisations?q=milano",
    "/organisations/turbina?country=NO",
    "/organisations/x:evil-1",
    "/needs?q=heat+pumps+for+a+town",
    "/consortia?q=heat+pumps+beside+wind+farms&partner=turbina&find=polit",
    "/who-can?q=heat+pumps",
    "/meetings?cluster=lombardy&other=norway&include_partners=true",
    "/clusters",
    "/clusters/lombardy",
    "/clusters/lombardy/figures",
    "/clusters/lombardy/gaps",
    "/clusters/lombardy/exports",
    "/clusters/lombardy/map",
    "/clusters/lombardy/map?view=world",
    "/match-types",
    "/docs",
    "/docs/schemas",
    "/about",
)
CONTRAST = 4.5
"""What WCAG 2.2 AA asks of text of usual size."""

LOW_CONTRAST = """
() => {
  const linear = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
  const light = (c) => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
  const behind = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const colour = parts(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (["SCRIPT", "NOSCRIPT", "OPTION"].includes(element.tagName)) continue;
    const [a, b] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push([ratio, walker.currentNode.data.trim().slice(0, 40)]);
  }
  return found.sort((x, y) => x[0] - y[0])[0];
}
"""
UNNAMED = """
() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")]
  .filter((one) => one.checkVisibility() && !(one.innerText || one.ariaLabel || one.labels?.length || one.title))
  .map((one) => one.outerHTML)
"""


class Visit(Protocol):
    """What the fixtures give."""

    page: Page

    def go(self, path: str) -> Page: ...


def test_from_search_to_a_match_type(visit: Visit) -> None:
    """Search, open the organisation, filter its suggestions, choose another match type: the filter stays."""
    page = visit.go("/")
    page.get_by_label("Find your organisation").fill("turbina")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="TURBINA SRL").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("TURBINA SRL")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Country").select_option(label="Norway")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Common lab").click()
    expect(page.get_by_role("navigation", name="Match type").locator("[aria-current]")).to_have_text("Common lab")
    expect(page.get_by_label("Country")).to_have_value("NO")
    matches = page.locator("article.match")
    expect(matches.first).to_contain_text("Norway")
    expect(matches.first.locator(".reasons li").first).to_contain_text("+0.")


def test_a_need_in_free_words_finds_who_can_do_it(visit: Visit) -> None:
    page = visit.go("/needs")
    page.get_by_label("Say in your own words").fill("heat pumps for district heating")
    page.get_by_role("button", name="Find partners").click()
    expect(page.locator("article.match").first).to_contain_text("heat pumps", ignore_case=True)


def test_a_network_asks_who_in_which_cluster_can_do_something(plain_visit: Visit) -> None:
    page = plain_visit.go("/")
    page.get_by_role("link", name="Who can", exact=True).click()
    page.get_by_label("What is to be done").fill("heat pumps")
    page.get_by_role("button", name="Ask").click()
    norway = page.get_by_role("article", name="Norway")
    expect(norway).to_contain_text("Works on heat pumps")
    norway.get_by_role("link", name="Varmepumpe AS").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Varmepumpe AS")


def test_two_clusters_are_asked_who_should_meet(plain_visit: Visit) -> None:
    page = plain_visit.go("/clusters")
    page.get_by_role("link", name="Which members of two clusters").click()
    page.get_by_label("Members of").first.select_option(label="Lombardy")
    page.get_by_label("should meet members of").select_option(label="Norway")
    page.get_by_label("Also those that have worked together").check()
    page.get_by_role("button", name="Propose meetings").click()
    page.get_by_role("region", name="Topics").get_by_role("link").first.click()
    first = page.locator("article.match").first
    expect(first).to_contain_text("round 1")
    expect(first.locator(".gains h4")).to_have_count(2)


def test_a_consortium_is_put_together_and_repaired(plain_visit: Visit) -> None:
    """Write an idea, put a partner on board, replace a member, take the new team; all without JavaScript."""
    page = plain_visit.go("/consortia")
    page.get_by_label("Say in your own words").fill("heat pumps beside wind farms")
    page.get_by_label("Add who is on board").fill("turbina")
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("button", name="Add TURBINA SRL").click()
    first = page.locator("article.team").first
    expect(first).to_contain_text("On board")
    first.get_by_role("link", name="Replace").last.click()
    page.get_by_role("link", name="Take this team").first.click()
    expect(page.locator("article.team")).to_have_count(1)
    expect(page.locator("article.team")).to_contain_text("Pinned")


def test_a_cluster_is_drawn_and_expands(visit: Visit) -> None:
    page = visit.go("/clusters/lombardy")
    network = page.locator("[data-network]")
    expect(network).to_have_attribute("data-nodes", "6")
    expect(page.locator(".network-drawing canvas").first).to_be_visible()
    page.get_by_role("button", name="Show TURBINA SRL").click()
    page.get_by_role("button", name="Add its partners").click()
    expect(page.get_by_role("status").filter(has_text="Partners added")).to_be_visible()
    expect(network).to_have_attribute("data-nodes", "7")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Show all").click()
    page.locator(".network-chosen").get_by_role("link", name="TURBINA SRL").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("TURBINA SRL")


def test_the_network_can_be_seen_as_it_was_in_an_earlier_year(visit: Visit) -> None:
    """Lombardy's four links began in 2016, 2017, 2019 and 2020."""
    page = visit.go("/clusters/lombardy")
    expect(page.locator("[data-network]")).to_have_attribute("data-nodes", "6")
    drawn = "() => document.querySelector('[data-network]').drawing.cy.edges(':visible').length"
    assert page.evaluate(drawn) == 4
    slider = page.get_by_label("Links up to")
    for year, links in (("2016", 1), ("2018", 2), ("2020", 4)):
        slider.fill(year)
        expect(page.get_by_role("status").filter(has_text=f"By {year}: {links} of 4 links")).to_be_visible()
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate(drawn) == links  # the drawing follows with its next frame
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".network-year output")).to_have_text("2019")


@pytest.mark.parametrize(
    ("code", "drawn", "chosen", "added"),
    [
        ("it", "6 organizzazioni, 4 legami.", "Impresa, IT, Progetti: 2", "Partner aggiunti"),
        ("nb", "6 organisasjoner, 4 bånd.", "Bedrift, IT, Prosjekter: 2", "Partnere lagt til"),
    ],
)
def test_the_drawing_speaks_the_language_of_the_page(
    visit: Visit, code: str, drawn: str, chosen: str, added: str
) -> None:
    page = visit.go(f"/clusters/lombardy?lang={code}")
    state = page.locator(".network-state")
    expect(state).to_contain_text(drawn)
    page.locator("[data-show='turbina']").click()
    expect(page.locator(".network-chosen")).to_contain_text(chosen)
    page.locator(".network-chosen button").click()
    expect(state).to_contain_text(added)


def test_a_node_can_be_chosen_by_pointing(visit: Visit) -> None:
    page = visit.go("/clusters/norway")
    expect(page.locator("[data-network]")).to_have_attribute("data-nodes", "4")
    spot = page.evaluate("() => document.querySelector('[data-network]').drawing.spot('vind')")
    page.locator(".network-drawing").click(position=spot)
    expect(page.locator(".network-chosen")).to_contain_text("Vind AS")


@pytest.mark.parametrize("path", PAGES)
def test_small_windows_scroll_down_only_and_all_text_can_be_read(small_visit: Visit, path: str) -> None:
    page = small_visit.go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert pushed_sideways(page) == []
    ratio, words = page.evaluate(LOW_CONTRAST)
    assert ratio >= CONTRAST, words
    assert page.evaluate(UNNAMED) == []


def test_a_telephone_shows_the_open_match_type_and_opens_to_the_others_without_javascript(
    plain_visit: Visit,
) -> None:
    plain_visit.page.set_viewport_size({"width": 360, "height": 740})
    page = plain_visit.go("/organisations/turbina")
    tabs = page.get_by_role("navigation", name="Match type")
    opener = tabs.locator("summary")
    expect(opener).to_have_text("Match type: International partner")
    assert tabs.evaluate("one => one.offsetHeight") < 60
    expect(tabs.get_by_role("link")).to_have_count(0)
    opener.focus()
    page.keyboard.press("Enter")
    expect(tabs.locator("[aria-current]")).to_have_text("International partner")
    assert out_of_order(page) == []
    sides = tabs.get_by_role("listitem").evaluate_all("all => all.map(one => one.getBoundingClientRect().left)")
    assert len(set(sides)) == 1, "one below the other"
    tabs.get_by_role("link", name="Joint venture").click()
    expect(opener).to_have_text("Match type: Joint venture")
    page.set_viewport_size({"width": 1280, "height": 740})
    expect(tabs.get_by_role("link", name="Common lab")).to_be_visible()
    expect(opener).to_be_hidden()


def test_without_javascript_everything_but_the_drawing_works(plain_visit: Visit) -> None:
    page = plain_visit.go("/organisations?q=milano")
    page.get_by_role("link", name="TURBINA SRL").click()
    page.locator("summary").filter(has_text="Filters").click()
    page.get_by_label("Universities").check()
    page.get_by_role("button", name="Filter").click()
    assert "kind=university" in page.url
    page.get_by_role("link", name="Lombardy").first.click()
    # The <noscript> sentence is not looked for: Chromium shows none where scripts are only switched off for a test.
    expect(page.locator(".network")).to_be_hidden()
    expect(page.get_by_role("row", name="Pompa di Calore SpA")).to_be_visible()


def test_the_keyboard_reaches_the_content_and_a_suggestion(visit: Visit) -> None:
    page = visit.go("/organisations/turbina")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    first = page.locator("article.match h3 a").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    assert first.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("TURBINA SRL")
