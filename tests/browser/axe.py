"""What axe finds on a page as it is shown."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")
Rules = tuple[str, ...] | None


def serious(page: Page, rules: Rules = None) -> list[tuple[str, str]]:
    """Return the rules that something on the page breaks, each with what does; only some rules where they are given."""
    options = {} if rules is None else {"runOnly": {"type": "rule", "values": list(rules)}}
    violations: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [
        (violation["id"], node["html"][:200])
        for violation in violations
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]
