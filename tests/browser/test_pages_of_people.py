"""Pages of those who are logged in, in a real browser against a real database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph_schema import store
from graph_schema.account_records import ActsFor, Role
from graph_schema.audiences import ConsentAudience
from graph_schema.connection import Graph, GraphAddress
from graph_schema.contact_records import Consent, Person
from service.consent_letters import asked_word
from tests.browser.people import Join, fine
from tests.browser.tables import told_roles
from tests.service.world import settings_over

pytestmark = pytest.mark.browser


def test_pages_of_those_who_are_logged_in(join: Join) -> None:
    manager = join("ann", Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"))
    for path in (
        "/account",
        "/introductions",
        "/people",
        "/audit",
        "/clusters/lombardy/openness",
        "/clusters/lombardy/import",
        "/clusters/lombardy/members",
        "/clusters/lombardy/duplicates",
        "/clusters/lombardy/suggestions",
        "/organisations/turbina/audiences",
        "/organisations/turbina/contacts",
    ):
        answer = manager.goto(path)
        assert answer is not None
        assert answer.ok, path
        fine(manager)

    member = join("bo", Role.SME_MEMBER, ActsFor(organisation_id="turbina"))
    answer = member.goto("/organisations/turbina/posts")
    assert answer is not None
    assert answer.ok
    fine(member)


@pytest.mark.parametrize("path", ["/clusters/lombardy/members", "/people", "/audit"])
def test_a_telephone_shows_a_card_for_each_row_and_screen_readers_the_same_table(join: Join, path: str) -> None:
    page = join("ann", Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"))
    page.goto(path)
    told = []
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        found = told_roles(page)
        told.append({role: found[role] for role in ("table", "row", "columnheader", "rowheader")})
    as_table, as_cards = told
    assert as_cards == as_table
    assert found["cell"] == page.locator("td:not(:empty)").count(), "an empty cell takes no line of a card"
    assert as_cards["table"] == 1
    assert as_cards["rowheader"] == as_cards["row"] - 1
    cell = page.get_by_role("cell").first
    label = cell.evaluate("one => getComputedStyle(one, '::before').content")
    assert label.startswith(f'"{page.get_by_role("columnheader").all_inner_texts()[1 if path != "/audit" else 0]}: "')


def test_a_contact_person_says_yes_withdraws_and_is_erased_without_an_account(
    join: Join, world: Path, database: GraphAddress, graph: Graph
) -> None:
    page = join("ann", Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"))
    asked = Consent(ConsentAudience.PUBLIC, "I agree.", "ann", datetime.now(UTC) + timedelta(days=1), id="asked")
    store.write_contact(graph, "turbina", "0" * 32, Person("Maria Esempio", "Director", "m@example.org", "1"), asked)
    page.goto("/organisations/turbina/contacts")
    fine(page)
    (contact,) = store.read_contacts(graph, "turbina")
    page.context.clear_cookies()
    page.goto(f"/consents/{asked_word(settings_over(world, database), contact, asked)}")
    fine(page)
    page.get_by_role("button", name="Yes, I agree").click()
    expect(page.get_by_text("your consent is on record")).to_be_visible()
    fine(page)
    page.get_by_role("button", name="Withdraw my consent").click()
    expect(page.get_by_text("Your consent is withdrawn")).to_be_visible()
    fine(page)
    page.get_by_role("button", name="Erase all of this for good").click()
    expect(page.get_by_text("You are erased")).to_be_visible()
    assert store.read_contacts(graph, "turbina") == ()
