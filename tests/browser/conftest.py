"""A real Chromium against the service on a port of this machine, over the small world."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request, expect, sync_playwright
from werkzeug.serving import make_server

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import Cluster, GraphRows, Membership, Network, Organisation
from service.app import create_app
from service.settings import Settings
from tests.browser.people import join
from tests.browser.seed_service import seed_service
from tests.service.world import CORPUS, build_world, settings_over

FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses its sandbox to root, which test machines often run as
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
__all__ = ["join", "seed_service"]

expect.set_options(timeout=30_000)  # as long as a page may take: machines that test have much to do

HOW_TO_GET_IT = "chromium is not installed: `sudo apt-get install chromium` brings it"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running service."""
    folder = tmp_path_factory.mktemp("browser-world")
    build_world(folder)
    server = make_server("127.0.0.1", 0, create_app(Settings(data_dir=folder)), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium; without one the tests are skipped, which is a failure where CI is true."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
    yield browser
    browser.close()


class Visit:
    """A page, what it asked for, and what it complained of."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.address = address
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        # Playwright marks the functions it calls, which a list's own method does not allow.
        self.page.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> Page:
        """Open a page of the service and wait until it asks for nothing more."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def check(self) -> None:
        """Fail if anything was asked of another machine, or the console has anything to say."""
        elsewhere = [one.url for one in self.requests if not one.url.startswith((self.address + "/", "data:"))]
        assert elsewhere == []
        assert self.complaints == []


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """A visit with a large window, checked when the test is over."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = Visit(context, address)
    yield opened
    opened.check()
    context.close()


@pytest.fixture(params=["light", "dark"])
def small_visit(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    """A visit with the window of a small telephone, in light and in dark."""
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme=request.param)
    opened = Visit(context, address)
    yield opened
    opened.check()
    context.close()


@pytest.fixture
def plain_visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """A visit without JavaScript."""
    context = chromium.new_context(java_script_enabled=False)
    opened = Visit(context, address)
    yield opened
    opened.check()
    context.close()


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walled-world")
    build_world(folder)
    return folder


@pytest.fixture
def walled_address(world: Path, database: GraphAddress, graph: Graph) -> Iterator[str]:
    """The address of a service for those who have an account, over the small world and a database that has it."""
    rows = CORPUS.organisations
    store.write_rows(
        graph,
        GraphRows(
            "test",
            organisations=tuple(Organisation(row.id, row.name) for row in rows),
            networks=(Network("power", "Power Network"),),
            clusters=(
                Cluster("lombardy", {"en": "Lombardy"}),
                Cluster("norway", {"en": "Norway"}, networks=("power",)),
            ),
            memberships=tuple(Membership(row.id, cluster) for row in rows for cluster in row.clusters),
        ),
    )
    settings = settings_over(world, database, access="accounts")
    server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
