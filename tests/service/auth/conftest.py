"""What tests of accounts share: the small world in a real Neo4j, an application over both, and people who log in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import Cluster, GraphRows, Membership, Network, Organisation
from service.app import create_app
from service.auth import accounts
from tests.service.world import CORPUS, settings_over

OPERATORS_KEY = "the operator's key that only tests know"
PASSWORD = "wind water wood"  # noqa: S105  of nobody
PEOPLE: dict[str, tuple[Role, ActsFor]] = {
    "member": (Role.SME_MEMBER, ActsFor(organisation_id="turbina")),
    "manager": (Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy")),
    "partner": (Role.NETWORK_PARTNER, ActsFor(network_id="power")),
    "administrator": (Role.ADMINISTRATOR, ActsFor()),
}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

Make = Callable[..., Flask]


@pytest.fixture
def people_graph(graph_with_vocabulary: Graph) -> Graph:
    """The database with the organisations, clusters and the network of the small world, and the vocabulary."""
    rows = CORPUS.organisations
    store.write_rows(
        graph_with_vocabulary,
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
    return graph_with_vocabulary


@pytest.fixture
def make(world: Path, database: GraphAddress, people_graph: Graph) -> Iterator[Make]:
    """Make applications over the small world and the database; `access` and the like are settings."""
    assert people_graph.address == database

    def made(**settings: Any) -> Flask:  # noqa: ANN401  settings are of many types
        return create_app(settings_over(world, database, write_key=OPERATORS_KEY, **settings))

    yield made
    # The folder outlives the test, the database does not: what was said of suggestions goes with it.
    for name in ("declines.json", "steering.json"):
        (settings_over(world, database).snapshot_dir / name).unlink(missing_ok=True)


@pytest.fixture
def walled(make: Make) -> Flask:
    """An application that is for those who have an account."""
    return make(access="accounts")


def invite(graph: Graph, name: str) -> str:
    """Invite one of PEOPLE; the secret part of the link."""
    role, acts_for = PEOPLE[name]
    return accounts.invite(graph, role, acts_for, f"{name}@example.org")


def token_on(page: TestResponse) -> str:
    """The token in the first form of a page."""
    found = TOKEN.search(page.text)
    assert found, page.text
    return found[1]


def post(client: FlaskClient, path: str, page: str | None = None, **fields: str) -> TestResponse:
    """Send a form as a browser does, with the token of the page it stands on."""
    return client.post(path, data={"csrf_token": token_on(client.get(page or path)), **fields})


def join(app: Flask, graph: Graph, name: str) -> FlaskClient:
    """A browser in which one of PEOPLE has just accepted an invitation."""
    client = app.test_client()
    answer = post(client, f"/invitation/{invite(graph, name)}", name=name.title(), password=PASSWORD)
    assert answer.status_code == 302, answer.text
    return client


def log_in(app: Flask, name: str, password: str = PASSWORD, **fields: str) -> tuple[FlaskClient, TestResponse]:
    """A browser in which someone tried to log in, and the answer."""
    client = app.test_client()
    return client, post(client, "/login", email=f"{name}@example.org", password=password, **fields)


def key_of(client: FlaskClient, scope: str = "read") -> str:
    """A key that the one who is logged in has just made."""
    page = post(client, "/account/keys", "/account", label="A program", scope=scope, days="30")
    found = re.search(r'id="made">(fil_[^<]+)<', page.text)
    assert found, page.text
    return found[1]


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def make_open(make: Make) -> Flask:
    """An application that everyone may read."""
    return make(access="open")
