"""What organisations say of suggestions over the API: recorded, listed, taken back, and heeded at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import GraphRows, Organisation
from service.app import create_app
from tests.service.world import CORPUS, build_world, settings_over

KEY = "yet another key that only tests know"
HEADER = {"Authorization": f"Bearer {KEY}"}
LIST = "/api/v1/organisations/pompa/feedback"
ONE = f"{LIST}/varme/joint_venture"
TOO_FAR = {"outcome": "declined", "reason": "too-far", "words": "Bergen'; DROP", "by": "Ann", "day": "2026-01-01"}


@pytest.fixture
def make(tmp_path: Path, database: GraphAddress, graph: Graph) -> Callable[[], Flask]:
    """Make applications over one small world and one database that has its organisations, as workers are."""
    build_world(tmp_path)
    rows = tuple(Organisation(row.id, row.name) for row in CORPUS.organisations)
    store.write_rows(graph, GraphRows("test", rows))
    settings = settings_over(tmp_path, database, write_key=KEY)
    return lambda: create_app(settings)


@pytest.fixture
def writing(make: Callable[[], Flask]) -> FlaskClient:
    return make().test_client()


def _suggested(client: FlaskClient, organisation: str, kind: str = "joint_venture") -> dict[str, Any]:
    answer = client.get(f"/api/v1/organisations/{organisation}/suggestions?type={kind}&limit=100&include_partners=true")
    assert answer.status_code == 200
    return dict(answer.json or {})


def _ids(answer: dict[str, Any]) -> set[str]:
    return {match["organisation"]["id"] for match in answer["matches"]}


def test_who_was_declined_is_gone_from_the_next_answer_of_every_worker_on_both_sides(
    make: Callable[[], Flask],
) -> None:
    one, other = make().test_client(), make().test_client()
    assert "varme" in _ids(_suggested(other, "pompa"))
    assert "pompa" in _ids(_suggested(other, "varme"))
    assert one.put(ONE, json=TOO_FAR, headers=HEADER).json["counts"]["introductions"]["created"] == 1  # type: ignore[index]
    for client in (one, other):
        mine, theirs = _suggested(client, "pompa"), _suggested(client, "varme")
        assert "varme" not in _ids(mine)
        assert [(row["id"], row["label"], row["day"]) for row in mine["declined"]] == [
            ("varme", "Too far away", "2026-01-01")
        ]
        assert "pompa" not in _ids(theirs)
        assert theirs["declined"] == []


def test_what_it_posted_and_its_words_heed_it_too(writing: FlaskClient) -> None:
    words = {"text": "heat pumps for district heating", "type": "joint_venture", "limit": 100}
    body = {"queries": [{"profile": "need-1", "limit": 100}, words | {"asked_by": "pompa"}, words]}
    before = writing.post("/api/v1/matches", json=body).json["results"]  # type: ignore[index]
    assert all("varme" in _ids(one) for one in before)
    writing.put(ONE, json=TOO_FAR, headers=HEADER)
    after = writing.post("/api/v1/matches", json=body).json["results"]  # type: ignore[index]
    assert ["varme" in _ids(one) for one in after] == [False, False, True]


def test_it_is_listed_with_its_history_and_can_be_taken_back(writing: FlaskClient) -> None:
    writing.put(ONE, json=TOO_FAR, headers=HEADER)
    assert writing.put(ONE, json=TOO_FAR, headers=HEADER).json["counts"]["introductions"]["unchanged"] == 1  # type: ignore[index]
    (item,) = writing.get(LIST, headers=HEADER).json["items"]  # type: ignore[index]
    assert (item["partner_id"], item["state"], item["reason"], item["words"], item["by"]) == (
        "varme",
        "declined",
        "too-far",
        TOO_FAR["words"],
        "Ann",
    )
    assert [step["state"] for step in item["history"]] == ["declined"]
    assert writing.delete(ONE, headers=HEADER).status_code == 200
    assert writing.get(LIST, headers=HEADER).json["items"] == []  # type: ignore[index]
    assert "varme" in _ids(_suggested(writing, "pompa"))


@pytest.mark.parametrize(("outcome", "state"), [("accepted", "interested"), ("met", "met"), ("agreed", "agreed")])
def test_other_outcomes_hide_nothing(writing: FlaskClient, outcome: str, state: str) -> None:
    assert writing.put(ONE, json={"outcome": outcome}, headers=HEADER).status_code == 200
    assert writing.get(LIST, headers=HEADER).json["items"][0]["state"] == state  # type: ignore[index]
    assert "varme" in _ids(_suggested(writing, "pompa"))


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        (ONE, {"outcome": "declined"}, 422, "too-far"),
        (ONE, {"outcome": "declined", "reason": "ugly"}, 422, "'ugly' is no reason"),
        (ONE, {"outcome": "declined", "reason": "other", "words": " "}, 422, "in words"),
        (ONE, {"outcome": "met", "reason": "too-far"}, 422, "belongs to a decline"),
        (ONE, {"outcome": "loved"}, 422, "outcome"),
        (f"{LIST}/nobody/joint_venture", {"outcome": "met"}, 404, "nobody"),
        (f"{LIST}/varme/friendship", {"outcome": "met"}, 404, "friendship"),
    ],
)
def test_a_mistake_is_told(writing: FlaskClient, path: str, body: dict[str, Any], status: int, words: str) -> None:
    answer = writing.put(path, json=body, headers=HEADER)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert words in answer.text


def test_taking_back_what_was_never_said_is_told(writing: FlaskClient) -> None:
    assert writing.delete(ONE, headers=HEADER).status_code == 404


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer wrong"}])
def test_without_the_key_nothing_is_said_taken_back_or_listed(writing: FlaskClient, header: dict[str, str]) -> None:
    statuses = [
        writing.put(ONE, json=TOO_FAR, headers=header).status_code,
        writing.delete(ONE, headers=header).status_code,
        writing.get(LIST, headers=header).status_code,
    ]
    assert statuses == [401, 401, 401]


def test_without_a_database_reading_goes_on_and_writing_says_when_to_try_again(
    client: FlaskClient, write_header: dict[str, str]
) -> None:
    answer = client.put(ONE, json=TOO_FAR, headers=write_header)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "varme" in _ids(_suggested(client, "pompa"))


def test_the_reasons_describe_themselves(client: FlaskClient) -> None:
    items = {row["id"]: row for row in client.get("/api/v1/decline-reasons").json["items"]}  # type: ignore[index]
    assert items["no-capacity"] == {
        "id": "no-capacity",
        "labels": {"en": "No capacity now", "it": "Nessuna disponibilità al momento", "no": "Ingen kapasitet nå"},
        "respect": None,
        "months": 6,
    }


def test_the_page_tells_who_is_hidden_and_why_another_is_damped(writing: FlaskClient) -> None:
    writing.put(f"{LIST}/vind/joint_venture", json={"outcome": "declined", "reason": "too-small"}, headers=HEADER)
    page = writing.get("/organisations/pompa?type=joint_venture").text
    assert "1 suggestion hidden since declined" in page
    assert "Vind AS" in page
    assert "Damped, since you declined Vind AS (too small)" in page


def test_the_command_records_lists_and_takes_back(make: Callable[[], Flask]) -> None:
    app = make()

    def run(*arguments: str) -> Result:
        return app.test_cli_runner().invoke(args=["feedback", *arguments])

    said = ("record", "pompa", "varme", "declined", "--type", "joint_venture", "--reason", "too-far")
    assert [run(*said).output, run(*said).output] == ["Recorded.\n", "This is on record already: nothing changed.\n"]
    assert "varme" not in _ids(_suggested(app.test_client(), "pompa"))
    assert "too-far" in run("list", "pompa").output
    assert run("withdraw", "pompa", "varme", "--type", "joint_venture").output == "Taken back.\n"
    assert "varme" in _ids(_suggested(app.test_client(), "pompa"))
    refused = run("record", "pompa", "varme", "declined", "--type", "joint_venture")
    assert (refused.exit_code, "needs a reason" in refused.output) == (2, True)
    assert run("record", "pompa", "nobody", "met", "--type", "joint_venture").exit_code == 1
