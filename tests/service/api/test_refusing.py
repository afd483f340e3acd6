"""Bad input gets a clear answer."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

V1 = "/api/v1"


def problem(response: TestResponse, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    assert response.json is not None
    assert response.json["status"] == status
    return dict(response.json)


@pytest.mark.parametrize(
    "path",
    [
        "/organisations/nobody",
        "/organisations/nobody/suggestions",
        "/organisations/nobody/network",
        "/organisations/turbina/suggestions?type=marriage",
        "/organisations/turbina/suggestions?cluster=atlantis",
        "/organisations?capability=magic",
        "/clusters/atlantis/network",
        "/organisations/%00",
        "/organisations/" + "x" * 150,
    ],
)
def test_unknown_ids_are_not_found(client: FlaskClient, path: str) -> None:
    assert "no " in problem(client.get(V1 + path), 404)["detail"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/organisations/a/b/c", "/api/nothing"])
def test_unknown_addresses_are_not_found(client: FlaskClient, path: str) -> None:
    problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/organisations?page=0", "page"),
        ("/organisations?page=one", "page"),
        ("/organisations?page_size=101", "page_size"),
        ("/organisations?kind=bakery", "kind.0"),
        ("/organisations?country=Italy", "country.0"),
        ("/organisations?country=ZZ", "country.0"),
        ("/organisations?capabilty=storage", "capabilty"),
        ("/organisations?cluster=a b", "cluster.0"),
        ("/organisations/turbina?x=1", "x"),
        ("/organisations/turbina/suggestions?limit=0", "limit"),
        ("/organisations/turbina/suggestions?limit=1000", "limit"),
        ("/organisations/turbina/suggestions?include_partners=perhaps", "include_partners"),
        ("/clusters?q=1", "q"),
        ("/clusters/norway/network?limit=-1", "limit"),
        ("/match-types?language=it", "language"),
    ],
)
def test_wrong_parameters_are_named(client: FlaskClient, path: str, field: str) -> None:
    assert [error["field"] for error in problem(client.get(V1 + path), 422)["errors"]] == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "body"),
        ([], "body"),
        ({}, "queries"),
        ({"queries": []}, "queries"),
        ({"queries": [{"text": "x"}] * 51}, "queries"),
        ({"queries": "turbina"}, "queries"),
        ({"queries": [{}]}, "queries.0"),
        ({"queries": [{"text": "x", "organisation": "turbina"}]}, "queries.0"),
        ({"queries": [{"text": "  "}]}, "queries.0.text"),
        ({"queries": [{"text": ""}]}, "queries.0.text"),
        ({"queries": [{"text": 7}]}, "queries.0.text"),
        ({"queries": [{"text": "\ud800"}]}, "body"),
        ({"queries": [{"text": "x", "limit": float("nan")}]}, "body"),
        ({"queries": [{"text": "x", "limit": "many"}]}, "queries.0.limit"),
        ({"queries": [{"text": "x"}, {"text": "x", "filters": {"kinds": ["bakery"]}}]}, "queries.1.filters.kinds.0"),
        ({"queries": [{"text": "x", "filter": {}}]}, "queries.0.filter"),
        ({"queries": [{"text": "x"}], "more": 1}, "more"),
    ],
)
def test_wrong_bodies_are_named(client: FlaskClient, body: object, field: str) -> None:
    errors = problem(client.post(f"{V1}/matches", json=body), 422)["errors"]
    assert [error["field"] for error in errors] == [field]


@pytest.mark.parametrize(
    ("data", "content_type", "words"),
    [
        (b'{"queries": [', "application/json", "not JSON"),
        (b"", "application/json", "not JSON"),
        (b"\xff\xfe\x00", "application/json", "not JSON"),
        (b"a=1", "application/x-www-form-urlencoded", "Content-Type"),
    ],
)
def test_malformed_json_is_told_as_such(client: FlaskClient, data: bytes, content_type: str, words: str) -> None:
    answer = problem(client.post(f"{V1}/matches", data=data, content_type=content_type), 422)
    assert words in answer["errors"][0]["message"]


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    answer = problem(client.post(f"{V1}/matches", json={"queries": [{"text": "x" * 400_000}]}), 413)
    assert answer["type"].endswith("too-large")
    assert "bytes" in answer["detail"]
    assert "MAX_BODY_BYTES" in answer["detail"]


def test_a_wrong_method_is_told_with_the_right_ones(client: FlaskClient) -> None:
    response = client.delete(f"{V1}/organisations")
    problem(response, 405)
    assert "GET" in response.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/organisations", "/clusters", "/capabilities", "/organisations/turbina", "/organisations/a/suggestions"]
)
def test_without_a_snapshot_reading_says_what_to_do(empty_client: FlaskClient, path: str) -> None:
    response = empty_client.get(V1 + path)
    assert "flask index" in problem(response, 503)["detail"]
    assert response.headers["Retry-After"]


def test_findings_are_told_in_sentences_of_ours_in_every_language(client: FlaskClient) -> None:
    path = "/api/v1/organisations/turbina/suggestions?limit=1000&include_partners=perhaps&type=%20"
    for language, words in (
        ("en", ("This must be 100 or less.", "This must be true or false.", "This is not written as it must be")),
        (
            "it",
            ("Questo deve essere 100 o meno.", "Questo deve essere true o false.", "Questo non è scritto come deve"),
        ),
    ):
        told = client.get(f"{path}&lang={language}").text
        assert all(one in told for one in words), told
        assert "Input should" not in told
