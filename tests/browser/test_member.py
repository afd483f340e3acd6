"""A member's ten minutes a week: from the invitation to an agreement, in two real browsers against a real database."""

import pytest
from playwright.sync_api import Locator, Page, expect

from graph_schema import store
from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph
from tests.browser.people import Join, fine

pytestmark = pytest.mark.browser


def suggestion(page: Page, place: int) -> Locator:
    """A suggestion of the week, from 0."""
    return page.locator("article.weekly").nth(place)


@pytest.mark.parametrize("join", ["light"], indirect=True)
def test_from_an_invitation_to_a_complete_profile_this_weeks_suggestions_and_an_agreement(
    join: Join,
    graph: Graph,
) -> None:
    store.sync_vocabulary(graph)
    member = join("bo", Role.SME_MEMBER, ActsFor(organisation_id="turbina"))
    expect(member.get_by_role("heading", level=1)).to_have_text("TURBINA SRL")
    expect(member.get_by_text("facts are known")).to_be_visible()
    fine(member)

    member.get_by_text("Change the profile").click()
    member.get_by_label("Description").fill("We build turbines for small wind farms.")
    member.get_by_label("People who work for you").fill("40")
    member.get_by_label("A capability").fill("Wind turbines")
    member.get_by_role("button", name="Save").click()
    expect(member.get_by_role("status")).to_contain_text("Saved")
    expect(member.get_by_role("checkbox", name="Wind turbines")).to_be_checked()
    fine(member)

    member.get_by_role("link", name="Your organisation").click()
    suggestion(member, 0).get_by_role("button", name="Yes, we are interested").click()
    expect(suggestion(member, 0)).to_contain_text("One side is interested")
    suggestion(member, 1).get_by_text("No, thank you").first.click()
    suggestion(member, 1).get_by_label("Why").select_option("too-far")
    suggestion(member, 1).get_by_role("button", name="No, thank you").click()
    expect(suggestion(member, 1)).to_contain_text("Declined")
    fine(member)

    address = suggestion(member, 0).get_by_role("heading").get_by_role("link").get_attribute("href") or ""
    other = join("cy", Role.SME_MEMBER, ActsFor(organisation_id=address.rpartition("/")[2]))
    other.get_by_role("link", name="TURBINA SRL", exact=True).first.click()
    other.get_by_role("button", name="Yes, we are interested").click()
    expect(other.get_by_text("Both are interested").first).to_be_visible()

    suggestion(member, 0).get_by_role("link", name="One side is interested").click()
    for button, state in (("They have met", "Met"), ("They have agreed", "Agreed")):
        member.get_by_role("button", name=button).click()
        expect(member.get_by_role("listitem").filter(has_text=state).first).to_be_visible()
    expect(member.get_by_text("Nothing more is to be done here")).to_be_visible()
