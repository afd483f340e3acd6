"""A manager turns weights, pins and excludes by page and API; the next answers of all count it."""

import csv
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from service.runtime import EXTENSION
from service.steering_file import refresh_steering
from tests.service.auth.conftest import Make, bearer, join, key_of, make, people_graph, post

__all__ = ["make", "people_graph"]

TYPE = "strategic_alliance"
PAGE = f"/clusters/lombardy/suggestions?type={TYPE}"
POSTS = "/clusters/lombardy/suggestions"
V1 = "/api/v1"


@pytest.fixture
def app(make: Make, people_graph: Graph) -> Flask:
    app = make(access="accounts")
    # The folder is shared by tests, the database is empty before each.
    refresh_steering(people_graph, app.extensions[EXTENSION].settings.snapshot_dir)
    return app


@pytest.fixture
def manager(app: Flask, people_graph: Graph) -> FlaskClient:
    return join(app, people_graph, "manager")


@pytest.fixture
def program(app: Flask, manager: FlaskClient) -> FlaskClient:
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = bearer(key_of(manager, "write"))["Authorization"]
    return client


def suggested(client: FlaskClient, member: str = "turbina", **query: str) -> list[str]:
    answer = client.get(f"{V1}/organisations/{member}/suggestions", query_string={"type": TYPE} | query)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    return [match["organisation"]["id"] for match in answer.json["matches"]]


def events(graph: Graph) -> list[AuditKind]:
    kinds = (AuditKind.WISH_MADE, AuditKind.WISH_TAKEN_BACK, AuditKind.WEIGHTS_TURNED, AuditKind.WEIGHTS_RESET)
    return [one.event for one in store.read_audit_events(graph) if one.event in kinds][::-1]


def test_a_pin_is_first_everywhere_until_it_is_taken_back(
    manager: FlaskClient, program: FlaskClient, people_graph: Graph
) -> None:
    usual = suggested(program)
    last = usual[-1]
    answer = post(
        manager, f"{POSTS}/wishes?type={TYPE}", PAGE, organisation="turbina", partner=last, act="pin", type=TYPE
    )
    assert answer.status_code == 302, answer.text
    assert suggested(program)[0] == last
    assert "pinned" in manager.get(PAGE).text
    assert "wants this one to be looked at first" in manager.get(f"/organisations/turbina?type={TYPE}").text
    rows = list(csv.reader(StringIO(program.get(f"{V1}/clusters/lombardy/exports/suggestions.csv?type={TYPE}").text)))
    assert next(row[3] for row in rows if row[0] == "turbina") == last
    (wish,) = store.read_wishes(people_graph, "lombardy")
    assert post(manager, f"{POSTS}/wishes/take-back", PAGE, wish=wish.id).status_code == 302
    assert suggested(program) == usual
    assert events(people_graph) == [AuditKind.WISH_MADE, AuditKind.WISH_TAKEN_BACK]


def test_who_is_excluded_is_suggested_no_more_and_is_in_no_team(manager: FlaskClient, program: FlaskClient) -> None:
    first = suggested(program)[0]
    assert post(manager, f"{POSTS}/wishes", PAGE, organisation="turbina", partner=first).status_code == 302
    assert first not in suggested(program)
    assert "turbina" not in suggested(program, first)
    body = {"idea": "wind turbines beside heat pumps", "partners": ["turbina"], "rules": "none"}
    teams = program.post(f"{V1}/consortia", json=body)
    assert teams.status_code == 200, teams.text
    assert f'"{first}"' not in teams.text
    assert post(manager, f"{POSTS}/wishes", PAGE, organisation="pompa", kind="university").status_code == 302
    assert "polimi" not in suggested(program, "pompa", include_partners="true")


def test_turned_weights_are_told_in_every_answer_until_they_are_reset(
    manager: FlaskClient, program: FlaskClient, people_graph: Graph
) -> None:
    path = f"{POSTS}/weights?type={TYPE}"
    assert post(manager, path, PAGE, **{"factor-shared_capabilities": "0.5"}).status_code == 302
    answer = program.get(f"{V1}/organisations/pompa/suggestions?type={TYPE}").json
    assert answer is not None
    assert answer["turned"] == {"shared_capabilities": 0.5}
    assert "shared capabilities counts half" in answer["notes"][-1]
    assert "shared capabilities counts half" in manager.get(PAGE).text
    assert program.get(f"{V1}/clusters/lombardy/weights/{TYPE}").json == {
        "match_type": TYPE,
        "factors": {"shared_capabilities": 0.5},
    }
    assert post(manager, path, PAGE, reset="yes").status_code == 302
    answer = program.get(f"{V1}/organisations/pompa/suggestions?type={TYPE}").json
    assert answer is not None
    assert (answer["turned"], answer["notes"]) == ({}, [])
    assert events(people_graph) == [AuditKind.WEIGHTS_TURNED, AuditKind.WEIGHTS_RESET]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"organisation": "turbina"}, 422),
        ({"organisation": "turbina", "partner": "pompa", "kind": "firm"}, 422),
        ({"organisation": "turbina", "partner": "turbina"}, 422),
        ({"organisation": "turbina", "kind": "bakery"}, 422),
        ({"organisation": "turbina", "outside": "XX"}, 422),
        ({"organisation": "turbina", "kind": "firm", "act": "pin"}, 422),
        ({"organisation": "turbina", "partner": "vind"}, 404),
        ({"organisation": "vind", "partner": "turbina"}, 404),
        ({"organisation": "turbina", "partner": "nobody"}, 404),
    ],
)
def test_what_cannot_be_wished_is_told(
    manager: FlaskClient, people_graph: Graph, fields: dict[str, str], status: int
) -> None:
    assert post(manager, f"{POSTS}/wishes", PAGE, **fields).status_code == status
    assert store.read_wishes(people_graph) == ()


def test_weights_that_cannot_be_are_told(manager: FlaskClient, program: FlaskClient, people_graph: Graph) -> None:
    answer = post(manager, f"{POSTS}/weights?type={TYPE}", PAGE, **{"factor-shared_capabilities": "7"})
    assert answer.status_code == 422
    assert "0, 0.5, 1, 2 times" in answer.text
    told = program.put(f"{V1}/clusters/lombardy/weights/{TYPE}", json={"factors": {"astrology": 2}})
    assert told.status_code == 422
    assert store.read_weightings(people_graph) == ()


def test_a_program_does_the_same(program: FlaskClient, people_graph: Graph) -> None:
    body = {"act": "exclude", "organisation": "turbina", "outside": "IT"}
    for _ in range(2):
        told = program.post(f"{V1}/clusters/lombardy/wishes", json=body).json
    assert told is not None
    assert [(one["outside"], one["partner"]) for one in told["items"]] == [("IT", None)]
    batch = program.get(f"{V1}/clusters/lombardy/suggestions?type={TYPE}&limit=5").json
    assert batch is not None
    assert {one["id"] for one in batch["items"]} == {one.id for one in store.read_members(people_graph, "lombardy")}
    (mine,) = (one["answer"] for one in batch["items"] if one["id"] == "turbina")
    assert {match["organisation"]["country"] for match in mine["matches"]} <= {"IT"}
    gone = program.delete(f"{V1}/clusters/lombardy/wishes/{told['items'][0]['id']}")
    assert gone.json == {"items": []}
    assert program.delete(f"{V1}/clusters/lombardy/wishes/none").status_code == 404
    one = program.get(f"{V1}/clusters/lombardy/suggestions?organisation=pompa").json
    assert one is not None
    assert [told["id"] for told in one["items"]] == ["pompa"]
    assert program.get(f"{V1}/clusters/lombardy/suggestions?organisation=vind").status_code == 404


def test_nobody_else_steers(app: Flask, people_graph: Graph, manager: FlaskClient) -> None:
    assert join(app, people_graph, "member").get(PAGE).status_code == 404
    for path in ("/clusters/norway/suggestions", f"{V1}/clusters/norway/wishes"):
        assert manager.get(path).status_code == 404
