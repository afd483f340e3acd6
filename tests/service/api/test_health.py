"""What those who run the service can ask."""

from flask.testing import FlaskClient


def test_the_process_answers(empty_client: FlaskClient) -> None:
    response = empty_client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok"})


def test_readiness_names_what_is_missing(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json is not None
    assert {name: check["ok"] for name, check in response.json["checks"].items()} == {
        "database": False,
        "snapshot": True,
        "model": True,
        "ranker": True,
    }
    assert "flask db start" in response.json["checks"]["database"]["detail"]


def test_readiness_without_a_snapshot(empty_client: FlaskClient) -> None:
    response = empty_client.get("/readyz")
    assert response.json is not None
    assert not response.json["checks"]["snapshot"]["ok"]
