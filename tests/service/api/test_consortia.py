"""Consortia over the API: needs, missing roles, teams, replacements, or a sentence that says what cannot be."""

from typing import Any

import pytest
from flask.testing import FlaskClient

API = "/api/v1/consortia"
IDEA = "Heat pumps and energy storage beside wind farms for a small town"
BODY: dict[str, Any] = {"idea": IDEA, "partners": ["turbina"], "size": 4}


def asked(client: FlaskClient, path: str = "", **body: object) -> dict[str, Any]:
    answer = client.post(API + path, json=BODY | body)
    assert answer.status_code == 200, answer.text
    return dict(answer.get_json())


def test_an_idea_gets_needs_missing_roles_and_teams(client: FlaskClient) -> None:
    answer = asked(client)
    assert {need["capability"] for need in answer["needs"]} >= {"heat-pumps", "storage", "wind-farms"}
    assert answer["missing"][0]["is_rule"]
    assert {role["aspect"] for role in answer["missing"]} >= {"country", "capability", "any"}
    assert answer["teams"]
    assert (answer["idea"], answer["meta"]["stale"]) == (IDEA, False)
    for team in answer["teams"]:
        assert team["members"][0]["organisation"]["id"] == "turbina"
        assert team["members"][0]["is_on_board"]
        assert len(team["members"]) == 4
        assert {"IT", "NO", "DE"} <= set(team["countries"])
        assert sum(part["contribution"] for part in team["parts"]) == pytest.approx(team["value"])
        assert [one["capability"] for one in team["coverage"]] == [need["capability"] for need in answer["needs"]]


def test_reasons_have_the_same_shape_as_everywhere(client: FlaskClient) -> None:
    partner = asked(client)["missing"][0]["partners"][0]
    assert set(partner["reasons"][0]) == {"feature", "sentence", "ours", "theirs", "value", "contribution", "usual"}
    assert sum(reason["contribution"] for reason in partner["reasons"]) == pytest.approx(partner["score"])


def test_wishes_are_kept(client: FlaskClient) -> None:
    answer = asked(
        client,
        kinds=[["university", "research_centre"], ["public_body"]],
        pinned=["varme"],
        excluded=["windkraft"],
        filters={"countries": ["it", "NO", "DE"]},
        teams=1,
        role_partners=1,
        size=5,
    )
    assert len(answer["teams"]) == 1
    members = {member["organisation"]["id"]: member["organisation"]["kind"] for member in answer["teams"][0]["members"]}
    assert "varme" in members
    assert "windkraft" not in members
    assert "public_body" in members.values()
    assert all(len(role["partners"]) <= 1 for role in answer["missing"])


def test_a_member_that_leaves_is_replaced(client: FlaskClient) -> None:
    team = [member["organisation"]["id"] for member in asked(client)["teams"][0]["members"]]
    answer = asked(client, "/repair", team=team, leaving=team[-1])
    assert answer["leaving"]["id"] == team[-1]
    assert [one["id"] for one in answer["staying"]] == team[:-1]
    assert answer["replacements"]
    for one in answer["replacements"]:
        assert one["organisation"]["id"] not in team
        assert one["change"] == pytest.approx(one["value"] - answer["value_before"])


def test_the_rules_describe_themselves(client: FlaskClient) -> None:
    items = {one["id"]: one for one in client.get("/api/v1/consortium-rules").get_json()["items"]}
    horizon = items["horizon_europe_collaborative"]
    assert (horizon["members"], horizon["countries"], len(horizon["anchor"])) == (3, 3, 27)
    assert items["regional_cluster"]["kinds"] == [["firm"], ["university", "research_centre"], ["public_body"]]


def test_a_long_idea_is_read_from_its_beginning_and_that_is_told(client: FlaskClient) -> None:
    answer = asked(client, idea=f"{IDEA}. " * 200)
    assert any("only its beginning" in note for note in answer["notes"])
    assert len(answer["idea"]) == 500


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"idea": "x"}, 422, "'x' is too short to tell"),
    ({"idea": "   "}, 422, "too short"),
    ({"idea": "x" * 100_000}, 422, "The idea has 100,000 characters; at most 20,000 are accepted"),
    ({"idea": None}, 422, "idea: "),
    ({"partners": ["nobody"]}, 404, "There is no organisation with the id 'nobody'."),
    ({"pinned": ["nobody"]}, 404, "There is no organisation"),
    ({"rules": "friends"}, 404, "There is no rule set with the id 'friends'."),
    ({"filters": {"clusters": ["atlantis"]}}, 404, "There is no cluster"),
    ({"size": 2}, 422, "size: "),
    ({"size": 13}, 422, "size: "),
    ({"kinds": [["bakery"]]}, 422, "kinds.0.0: "),
    ({"kinds": [[]]}, 422, "kinds.0: "),
    ({"colour": "blue"}, 422, "There is no field or parameter of this name."),
    ({"partners": ["turbina"] * 13}, 422, "partners: "),
    ({"excluded": ["turbina"]}, 422, "is both in the team and excluded"),
    ({"partners": ["turbina", "pompa", "cavi", "polimi"], "size": 3}, 422, "A team of 3 cannot hold 4"),
    ({"filters": {"countries": ["IT"]}}, 422, "from 1 only (Italy)"),
    ({"countries": 9}, 422, "9 different EU member states or associated countries are asked for"),
]


@pytest.mark.parametrize(("change", "status", "sentence"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(
    client: FlaskClient, change: dict[str, Any], status: int, sentence: str
) -> None:
    answer = client.post(API, json=BODY | change)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert sentence in answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"team": ["turbina"], "leaving": "pompa"}, 422, "is not in the team"),
        ({"team": [], "leaving": "pompa"}, 422, "team: "),
        ({"team": ["turbina", "nobody"], "leaving": "turbina"}, 404, "There is no organisation"),
        ({"team": ["turbina"]}, 422, "leaving: This is needed."),
    ],
)
def test_a_repair_that_cannot_be_is_refused(
    client: FlaskClient, change: dict[str, Any], status: int, sentence: str
) -> None:
    answer = client.post(f"{API}/repair", json=BODY | change)
    assert answer.status_code == status
    assert sentence in answer.get_json()["detail"]


def test_without_a_snapshot_it_says_what_to_do(empty_client: FlaskClient) -> None:
    answer = empty_client.post(API, json=BODY)
    assert answer.status_code == 503
    assert "flask index" in answer.get_json()["detail"]
