"""From a suggestion to an agreement and the board's report, in two real browsers against a real database."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from graph_schema.account_records import ActsFor, Role
from tests.browser.people import Join, fine

pytestmark = pytest.mark.browser

SUGGESTIONS = "/organisations/turbina?type=common_lab&include_partners=true"


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
