"""Who may do what, asked of the running application: a table of roles and operations, and what each is answered."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema.connection import Graph
from tests.service.auth.conftest import OPERATORS_KEY, Make, bearer, join, key_of

OWN = "/api/v1/organisations/turbina"
CLUSTERS = "/api/v1/organisations/pompa"
FOREIGN = "/api/v1/organisations/vind"
NOBODYS = "/api/v1/organisations/windkraft"
SAY = {"outcome": "accepted"}
OFFER = {"direction": "offer", "subject": "business", "title": "Blades", "text": "We make blades of all lengths."}
ROLES = ("visitor", "member", "manager", "partner", "administrator")
# method, path, body, then the status for each of ROLES
TABLE: tuple[tuple[str, str, Any, tuple[int, ...]], ...] = (
    ("GET", OWN, None, (401, 200, 200, 404, 200)),
    ("GET", "/api/v1/match-types", None, (200, 200, 200, 200, 200)),
    ("GET", "/healthz", None, (200, 200, 200, 200, 200)),
    ("PUT", OWN, {"name": "Turbina"}, (401, 200, 200, 404, 200)),
    ("PUT", CLUSTERS, {"name": "Pompa"}, (401, 404, 200, 404, 200)),
    ("PUT", FOREIGN, {"name": "Vind"}, (401, 404, 404, 404, 200)),
    ("PUT", NOBODYS, {"name": "Kraft"}, (401, 404, 404, 404, 200)),
    ("PUT", OWN, {"name": "Turbina", "clusters": ["norway"]}, (401, 422, 422, 404, 200)),
    ("PUT", "/api/v1/organisations/new", {"name": "New", "clusters": ["lombardy"]}, (401, 404, 200, 404, 200)),
    ("PUT", "/api/v1/organisations/new", {"name": "New", "clusters": ["norway"]}, (401, 404, 422, 404, 200)),
    ("PUT", "/api/v1/organisations/new", {"name": "New"}, (401, 404, 422, 404, 200)),
    ("PUT", f"{OWN}/feedback/pompa/joint_venture", SAY, (401, 200, 200, 404, 200)),
    ("PUT", f"{FOREIGN}/feedback/pompa/joint_venture", SAY, (401, 404, 404, 404, 200)),
    ("GET", f"{OWN}/feedback", None, (401, 200, 200, 404, 200)),
    ("GET", f"{FOREIGN}/feedback", None, (401, 404, 404, 404, 200)),
    ("PUT", "/api/v1/profiles/new", {"organisation": "turbina", **OFFER}, (401, 200, 200, 404, 200)),
    ("PUT", "/api/v1/profiles/new", {"organisation": "vind", **OFFER}, (401, 404, 404, 404, 200)),
    ("PUT", "/api/v1/profiles/offer-1", {"organisation": "turbina", **OFFER}, (401, 404, 404, 404, 200)),
    ("POST", "/api/v1/imports/members", None, (401, 404, 422, 404, 422)),
    ("GET", "/audit", None, (302, 404, 200, 404, 200)),
    ("GET", "/account", None, (302, 200, 200, 200, 200)),
    ("GET", "/login", None, (200, 200, 200, 200, 200)),
    ("GET", "/", None, (302, 200, 200, 200, 200)),
    ("GET", "/about", None, (200, 200, 200, 200, 200)),
)


@pytest.fixture
def browsers(walled: Flask, people_graph: Graph) -> dict[str, FlaskClient]:
    """A browser of each role."""
    known = {name: join(walled, people_graph, name) for name in ROLES[1:]}
    return {"visitor": walled.test_client()} | known


def test_everyone_is_answered_as_the_policy_says(browsers: dict[str, FlaskClient]) -> None:
    """Every row by session for pages, by key for the API: one Neo4j and five people for all of them."""
    keys = {name: key_of(client, "write") for name, client in browsers.items() if name != "visitor"}
    wrong = []
    for method, path, body, statuses in TABLE:
        for name, status in zip(ROLES, statuses, strict=True):
            by_key = path.startswith("/api/")
            headers = bearer(keys[name]) if by_key and name in keys else {}
            client = browsers[name].application.test_client() if by_key else browsers[name]
            got = client.open(path, method=method, json=body, headers=headers)
            if got.status_code != status:
                wrong.append((name, method, path, body, status, got.status_code, got.text[:200]))
    assert wrong == []


def test_what_one_may_not_see_is_answered_as_if_it_were_not_there(browsers: dict[str, FlaskClient]) -> None:
    manager = browsers["manager"]
    hidden = manager.get("/api/v1/organisations/vind/feedback")
    assert hidden.status_code == 404
    assert hidden.json == {
        "type": "/docs#problem-not-found",
        "title": "There is nothing here",
        "status": 404,
        "detail": "There is nothing here, or nothing that you may see.",
        "instance": "/api/v1/organisations/vind/feedback",
    }


def test_a_visitor_is_led_to_log_in_and_back(browsers: dict[str, FlaskClient]) -> None:
    answer = browsers["visitor"].get("/organisations/turbina?type=common_lab")
    assert answer.status_code == 302
    assert answer.location == "/login?back=/organisations/turbina?type%3Dcommon_lab"


def test_while_access_is_open_everyone_reads_and_nobody_unknown_writes(make: Make, people_graph: Graph) -> None:
    app = make(access="open")
    visitor = app.test_client()
    for path in ("/", "/organisations/turbina", OWN, FOREIGN, f"{OWN}/suggestions", "/api/v1/clusters"):
        assert visitor.get(path).status_code == 200, path
    assert visitor.post("/api/v1/matches", json={"queries": [{"text": "heat pumps"}]}).status_code == 200
    assert visitor.put(OWN, json={"name": "A"}).status_code == 401
    assert visitor.get(f"{OWN}/feedback").status_code == 401
    assert visitor.get("/account").status_code == 302
    member = join(app, people_graph, "member")
    assert member.get(FOREIGN).status_code == 200


def test_whoever_runs_the_service_may_do_all_but_be_a_person(walled: Flask) -> None:
    client, operator = walled.test_client(), bearer(OPERATORS_KEY)
    assert client.get(FOREIGN, headers=operator).status_code == 200
    assert client.put(FOREIGN, json={"name": "Vind"}, headers=operator).status_code == 200
    assert client.get("/account", headers=operator).status_code == 404
    assert client.get("/audit", headers=operator).status_code == 404
