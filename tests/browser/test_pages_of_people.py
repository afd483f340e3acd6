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
