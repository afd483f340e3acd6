"""A network abroad, from an invitation to partners by name: what is closed is not seen, what opens comes by itself."""

from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from graph_schema import store
from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph
from tests.browser.people import Join, fine

pytestmark = pytest.mark.browser


def feed(page: Page) -> str:
    """The feed of the one search that stands on the page, as a reader of feeds gets it."""
    with urlopen(page.get_by_label("Address of the feed").input_value(), timeout=10) as answer:  # noqa: S310  our own
        return str(answer.read().decode())


def test_a_network_finds_who_can_do_something_and_who_should_meet(join: Join, graph: Graph) -> None:
    partner = join("nora", Role.NETWORK_PARTNER, ActsFor(network_id="power"))
    manager = join("mari", Role.CLUSTER_MANAGER, ActsFor(cluster_id="norway"))

    partner.goto("/who-can?q=heat+pumps")
    expect(partner.get_by_text("Varmepumpe AS")).to_have_count(0)
    partner.get_by_role("button", name="Save this search").click()
    expect(partner.get_by_text("Nothing yet.")).to_be_visible()
    assert "<entry>" not in feed(partner)
    fine(partner)

    manager.goto("/clusters/norway/openness")
    manager.get_by_label("Open it to").select_option(label="Power Network (network)")
    manager.get_by_role("button", name="Open", exact=True).click()

    partner.reload()
    expect(partner.get_by_role("link", name="Varmepumpe AS")).to_be_visible()
    assert "<title>Varmepumpe AS</title>" in feed(partner)
    fine(partner)

    partner.get_by_role("link", name="Varmepumpe AS").click()
    expect(partner.get_by_role("heading", level=1)).to_contain_text("Varmepumpe AS")
    assert "https://schema.org" in partner.locator('script[type="application/ld+json"]').inner_text()

    store.open_cluster(graph, "lombardy", "Network", "power", "Ann")
    partner.goto("/meetings?cluster=lombardy&other=norway")
    expect(partner.get_by_role("heading", name="TURBINA SRL and Vind AS")).to_be_visible()
    fine(partner)

    manager.get_by_role("button", name="Close to Power Network").click()
    expect(manager.get_by_text("open to nobody else")).to_be_visible()
    partner.goto("/searches")
    expect(partner.get_by_text("Varmepumpe AS")).to_have_count(0)
    assert "Varmepumpe AS" not in feed(partner)
