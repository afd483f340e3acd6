"""The journeys of the three users on the real seed data: from an invitation to an agreement and the board's report."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.people import PASSWORD, fine
from tests.browser.seed_service import SeedService

pytestmark = pytest.mark.browser

LOMBARDY, NORWAY = "lombardy-energy", "norway-energy"
NETWORK = "Clean Energy Clusters of Europe"
GENPORT = "GENPORT SRL - SPIN OFF DEL POLITECNICO DI MILANO"
LIST = """ragione sociale;città;sito web;descrizione;competenze
Caldaie Lombarde Srl;Lodi;;Caldaie a biomassa per il teleriscaldamento;biomass heating
""".encode()

Join = Callable[[str, str], Page]
Invite = Callable[..., Page]


@pytest.fixture(scope="module")
def contexts(chromium: Browser, seed_service: SeedService) -> Iterator[Callable[[], BrowserContext]]:
    """Open a browser of one's own."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        opened.append(chromium.new_context(base_url=seed_service.address, reduced_motion="reduce"))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def join(contexts: Callable[[], BrowserContext]) -> Join:
    """Accept an invitation in a browser of one's own, by its link; who it is, is an e-mail address."""

    def joined(link: str, email: str) -> Page:
        page = contexts().new_page()
        page.goto(link)
        page.get_by_label("Your name").fill(email.partition("@")[0].title())
        if page.get_by_label("E-mail address").is_editable():
            page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("link", name=email.partition("@")[0].title(), exact=True)).to_be_visible()
        return page

    return joined


@pytest.fixture(scope="module")
def administrator(join: Join, seed_service: SeedService) -> Page:
    """Whoever opened the link that the first start prints."""
    page = join(seed_service.first_link, "ada@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    return page


@pytest.fixture(scope="module")
def invite(join: Join) -> Invite:
    """Have one who may invite others make a link on the page "People", and open it as the one who is invited."""

    def invited(by: Page, email: str, role: str, **fields: str) -> Page:
        by.get_by_role("link", name="People", exact=True).first.click()
        by.get_by_label("E-mail address").fill(email)
        by.get_by_role("combobox", name="As", exact=True).select_option(label=role)
        for name, value in fields.items():
            field = by.locator(f"[name={name}]")
            if name == "new_network":
                field.fill(value)
            else:
                field.select_option(label=value) if name == "organisation" else field.select_option(value)
        by.get_by_role("button", name="Make a link").click()
        return join(by.locator("#link").inner_text(), email)

    return invited


def agree(page: Page) -> None:
    """Say on the page of an introduction that the two have met and agreed."""
    for button, state in (("They have met", "Met"), ("They have agreed", "Agreed")):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("listitem").filter(has_text=state).first).to_be_visible()
    expect(page.get_by_text("Nothing more is to be done here")).to_be_visible()


def they_said_yes(page: Page, words: str) -> None:
    """Note the answer of the other side, which has nobody here."""
    page.get_by_text("They said yes").first.click()
    page.get_by_label("Who said so, and how").first.fill(words)
    page.get_by_role("button", name="They said yes").click()
    expect(page.get_by_role("listitem").filter(has_text="Both are interested")).to_contain_text(words)


def report_to_the_board(page: Page, cluster: str, folder: Path) -> bytes:
    """Download the report of a cluster from its page of exports."""
    page.goto(f"/clusters/{cluster}/exports")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the report (PDF)").click()
    download.value.save_as(folder / "report.pdf")
    return (folder / "report.pdf").read_bytes()


def names_of_agreed(page: Page, cluster: str) -> set[str]:
    """Whose introductions have ended in an agreement, as the API says it of a cluster."""
    found = page.request.get(f"/api/v1/clusters/{cluster}/introductions").json()["items"]
    ids = {one[side] for one in found if one["state"] == "agreed" for side in ("organisation_id", "partner_id")}
    return {page.request.get(f"/api/v1/organisations/{one}").json()["organisation"]["name"] for one in ids}


def reload_until(wanted: Locator, path: str) -> None:
    """Open a page again until what a change brings is on it, within the seconds that the service promises."""
    for _ in range(20):
        wanted.page.goto(path)
        if wanted.count():
            return
        wanted.page.wait_for_timeout(250)
    pytest.fail(f"{path} does not show it")


def feed(page: Page) -> str:
    """The feed of the one search that stands on the page, as a reader of feeds gets it."""
    with urlopen(page.get_by_label("Address of the feed").input_value(), timeout=10) as answer:  # noqa: S310  our own
        return str(answer.read().decode())


def test_a_manager_brings_a_member_and_a_university_together(
    administrator: Page, invite: Invite, tmp_path: Path
) -> None:
    manager = invite(administrator, "mara@example.org", "Cluster manager", cluster=LOMBARDY)
    expect(manager.get_by_role("heading", level=1)).to_contain_text("Organisations of Lombardy")

    manager.get_by_role("link", name="Look after members").click()
    manager.get_by_role("link", name="Bring in a list").click()
    manager.get_by_label("The list").set_input_files({"name": "soci.csv", "mimeType": "text/csv", "buffer": LIST})
    manager.get_by_role("button", name="Look at the list").click()
    fine(manager)
    manager.get_by_role("button", name="Import the list").click()
    expect(manager.get_by_role("status")).to_contain_text("1 organisations are new")

    manager.get_by_role("link", name="Suggestions", exact=True).click()
    manager.get_by_role("combobox", name="Match type").select_option(label="Common lab")
    manager.get_by_role("combobox", name="Member", exact=True).select_option(label=GENPORT)
    manager.get_by_role("button", name="Show", exact=True).click()
    fine(manager)
    manager.get_by_role("link", name=f"Introduce {GENPORT} and POLITECNICO DI TORINO").click()
    manager.get_by_text("Propose it").first.click()
    manager.get_by_label("In your words").first.fill("They test fuel cells of your size.")
    manager.get_by_role("button", name="Propose it").click()
    expect(manager.get_by_text(f"waits for {GENPORT}")).to_be_visible()
    introduction = manager.url

    member = invite(manager, "gio@example.org", "Member", organisation=GENPORT)
    member.get_by_role("listitem").filter(has_text="Your turn").get_by_role("link").click()
    expect(member.get_by_text("They test fuel cells of your size.")).to_be_visible()
    member.get_by_role("button", name="Yes, we are interested").click()
    expect(member.get_by_text("waits for POLITECNICO DI TORINO")).to_be_visible()

    manager.goto(introduction)
    fine(manager)
    they_said_yes(manager, "Their professor of fuel cells, by telephone.")
    agree(manager)
    assert names_of_agreed(manager, LOMBARDY) >= {GENPORT, "POLITECNICO DI TORINO"}
    assert report_to_the_board(manager, LOMBARDY, tmp_path).startswith(b"%PDF-")


def test_a_member_tells_more_of_itself_and_finds_a_partner(administrator: Page, invite: Invite, tmp_path: Path) -> None:
    member = invite(administrator, "dina@example.org", "Member", organisation="TURBODEN SRL")
    expect(member.get_by_text("3 of 9 facts are known.")).to_be_visible()
    fine(member)

    member.get_by_role("button", name="Change the profile").click()
    member.get_by_label("Description").fill("Organic Rankine cycle turbines for geothermal wells and waste heat.")
    member.get_by_label("People who work for you").fill("240")
    member.get_by_label("A capability").fill("Waste heat recovery")
    member.get_by_role("button", name="Save").click()
    expect(member.get_by_role("status")).to_contain_text("Saved")
    fine(member)

    reload_until(member.get_by_text("5 of 9 facts are known."), "/mine")
    fine(member)
    first, second = (member.get_by_role("article").nth(place) for place in (0, 1))
    first.get_by_role("button", name="Yes, we are interested").click()
    expect(first).to_contain_text("One side is interested")
    second.get_by_text("No, thank you").first.click()
    second.get_by_label("Why").select_option("too-far")
    second.get_by_role("button", name="No, thank you").click()
    expect(second).to_contain_text("Declined")

    partner = first.get_by_role("heading").inner_text()
    first.get_by_role("link", name="One side is interested").click()
    they_said_yes(member, "Their head of research, at the fair.")
    agree(member)
    assert names_of_agreed(administrator, LOMBARDY) >= {"TURBODEN SRL", partner}
    assert report_to_the_board(administrator, LOMBARDY, tmp_path).startswith(b"%PDF-")


def test_a_network_abroad_finds_who_can_and_two_clusters_meet(
    administrator: Page, invite: Invite, tmp_path: Path
) -> None:
    partner = invite(administrator, "nora@example.org", "Network partner", new_network=NETWORK)
    ours = invite(administrator, "kari@example.org", "Cluster manager", cluster=NORWAY)
    theirs = invite(administrator, "luca@example.org", "Cluster manager", cluster=LOMBARDY)

    partner.goto("/who-can?q=carbon+capture")
    expect(partner.get_by_role("link", name="GASSNOVA SF")).to_have_count(0)
    partner.get_by_role("button", name="Save this search").click()
    assert "GASSNOVA" not in feed(partner)

    for manager, cluster, reader in (
        (ours, NORWAY, f"{NETWORK} (network)"),
        (theirs, LOMBARDY, f"{NETWORK} (network)"),
        (theirs, LOMBARDY, "Organisations of Norway in Horizon 2020 energy projects (cluster)"),
        (ours, NORWAY, "Organisations of Lombardy in Horizon 2020 energy projects (cluster)"),
    ):
        reload_until(manager.get_by_role("option", name=reader), f"/clusters/{cluster}/openness")
        manager.get_by_label("Open it to").select_option(label=reader)
        manager.get_by_role("button", name="Open", exact=True).click()
    fine(ours)

    partner.reload()
    fine(partner)
    assert "<title>GASSNOVA SF</title>" in feed(partner)
    partner.goto("/who-can?q=carbon+capture")
    partner.get_by_role("link", name="GASSNOVA SF").first.click()
    assert "https://schema.org" in partner.locator('script[type="application/ld+json"]').inner_text()
    meetings = f"/meetings?cluster={NORWAY}&other={LOMBARDY}"
    partner.goto(meetings)
    meeting = partner.get_by_role("article").first.get_by_role("heading").first.inner_text()
    fine(partner)

    ours.goto(meetings)
    ours.get_by_role("article").filter(has_text=meeting).get_by_role("link", name="Introduce").click()
    ours.get_by_role("button", name="Yes, we are interested").click()
    expect(ours.get_by_text("One side is interested").first).to_be_visible()
    theirs.get_by_role("link", name="Introductions", exact=True).click()
    theirs.get_by_role("listitem").filter(has_text="Your turn").get_by_role("link").click()
    theirs.get_by_role("button", name="Yes, we are interested").click()
    agree(theirs)
    assert names_of_agreed(ours, NORWAY) == set(meeting.split(" and ", 1))
    assert report_to_the_board(ours, NORWAY, tmp_path).startswith(b"%PDF-")
