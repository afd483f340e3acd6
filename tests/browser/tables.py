"""What tables are on a telephone: as wide as the page, and still tables to a screen reader."""

from collections import Counter

from playwright.sync_api import Page

PUSHED = """
() => [...document.querySelectorAll('.overflow-auto:has(> table.stacked)')]
  .filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.ariaLabel)
"""


def pushed_sideways(page: Page) -> list[str]:
    """Return the names of the tables that should be cards, and have to be pushed sideways all the same."""
    return [str(name) for name in page.evaluate(PUSHED)]


def told_roles(page: Page) -> Counter[str]:
    """Return how many of each role the browser tells a screen reader of."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return Counter(one["role"]["value"] for one in nodes if not one["ignored"])
