"""The same write with the same key is done once, by whichever worker, and answered as the first time."""

import json
import os
import threading
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import Cluster, GraphRows
from service import idempotency
from service.app import create_app
from tests.service.world import build_world, settings_over

WRITE_KEY = "a key for writing"
ORGANISATION = "/api/v1/organisations/my:firm-1"
IMPORT = "/api/v1/imports/members"
LIST = b"Nome;Citta;Partita IVA\nAlfa Srl;Milano;\nBeta SpA;Bergamo;\n"
CREATED = {"created": 1, "changed": 0, "unchanged": 0}


@pytest.fixture
def make(tmp_path: Path, database: GraphAddress, graph: Graph) -> Callable[[], Flask]:
    """Make applications over one data folder and one database, as workers are, or one service after a restart."""
    build_world(tmp_path)
    store.sync_vocabulary(graph)
    store.write_rows(graph, GraphRows("test", clusters=(Cluster("lombardy", {"en": "Lombardy"}),)))
    settings = settings_over(tmp_path, database, write_key=WRITE_KEY)
    return lambda: create_app(settings)


@pytest.fixture
def writing(make: Callable[[], Flask]) -> FlaskClient:
    return make().test_client()


def header(key: str, write_key: str = WRITE_KEY) -> dict[str, str]:
    return {"Authorization": f"Bearer {write_key}", "Idempotency-Key": key}


def put(client: FlaskClient, key: str, path: str = ORGANISATION, **body: str) -> TestResponse:
    return client.put(path, json={"name": "A"} | body, headers=header(key))


def test_the_same_write_again_is_answered_as_before_by_every_worker_and_after_a_restart(
    make: Callable[[], Flask], graph: Graph
) -> None:
    first = put(make().test_client(), "k-1")
    again = put(make().test_client(), "k-1")
    assert first.json is not None
    assert first.json["counts"]["organisations"] == CREATED
    assert (again.status_code, again.data, again.content_type) == (200, first.data, first.content_type)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert store.graph_version(graph) == first.json["version"]


def test_a_key_in_quotes_is_the_same_as_without(writing: FlaskClient) -> None:
    put(writing, "k-1")
    assert put(writing, '"k-1"').headers["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("other", [{"city": "Milano"}, {"path": "/api/v1/organisations/my:firm-2"}])
def test_another_request_with_the_key_is_refused_and_not_done(
    writing: FlaskClient, graph: Graph, other: dict[str, str]
) -> None:
    put(writing, "k-1")
    version = store.graph_version(graph)
    refused = put(writing, "k-1", **other)
    assert refused.status_code == 422
    assert refused.json is not None
    assert refused.json["type"] == "/docs#problem-key-reused"
    assert "new key for each write" in refused.json["detail"]
    assert store.graph_version(graph) == version


def test_a_file_sent_again_is_the_same_request_whatever_its_boundary(writing: FlaskClient) -> None:
    def send(data: bytes) -> TestResponse:
        form = {"file": (BytesIO(data), "members.csv"), "cluster": "lombardy"}
        return writing.post(IMPORT, data=form, headers=header("k-file"))

    first, again, other = send(LIST), send(LIST), send(LIST + b"Gamma;Lodi;\n")
    assert first.status_code == 200, first.text
    assert again.data == first.data
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.status_code == 422


def test_of_two_at_once_one_is_done_and_the_other_told_to_wait(
    make: Callable[[], Flask], monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    is_writing, may_go_on = threading.Event(), threading.Event()
    usual = store.write_rows

    def slow(graph: Graph, rows: GraphRows) -> object:
        is_writing.set()
        assert may_go_on.wait(20)
        return usual(graph, rows)

    monkeypatch.setattr(store, "write_rows", slow)
    first: list[TestResponse] = []
    thread = threading.Thread(target=lambda: first.append(put(make().test_client(), "k-1")))
    thread.start()
    assert is_writing.wait(20)
    second = put(make().test_client(), "k-1")
    may_go_on.set()
    thread.join()
    assert second.status_code == 409
    assert second.json is not None
    assert second.json["type"] == "/docs#problem-key-in-use"
    assert first[0].status_code == 200
    assert put(make().test_client(), "k-1").data == first[0].data
    assert len(store.read_rows(graph).organisations) == 1


def test_what_was_refused_may_be_sent_again_mended_with_the_same_key(writing: FlaskClient) -> None:
    assert put(writing, "k-1", country="Atlantis").status_code == 422
    mended = put(writing, "k-1", country="IT")
    assert mended.status_code == 200
    assert "Idempotency-Replayed" not in mended.headers


def test_who_may_not_write_is_not_answered_from_what_is_kept(writing: FlaskClient) -> None:
    put(writing, "k-1")
    refused = writing.put(ORGANISATION, json={"name": "A"}, headers=header("k-1", "another one"))
    assert refused.status_code == 401


def test_a_write_that_a_crash_cut_off_is_done_again(writing: FlaskClient, tmp_path: Path) -> None:
    put(writing, "k-1")
    (kept,) = (path for path in (tmp_path / "idempotency").iterdir() if path.name != ".swept")
    kept.write_text(kept.read_text()[:40])
    again = put(writing, "k-1")
    assert again.json is not None
    assert again.json["counts"]["organisations"] == {"created": 0, "changed": 0, "unchanged": 1}


def test_an_answer_is_kept_for_a_day_and_then_removed(writing: FlaskClient, tmp_path: Path) -> None:
    put(writing, "k-1")
    folder = tmp_path / "idempotency"
    (kept,) = (path for path in folder.iterdir() if path.name != ".swept")
    assert json.loads(kept.read_text())["status"] == 200
    almost = time.time() - idempotency.KEPT_SECONDS + 60
    os.utime(kept, (almost, almost))
    assert put(writing, "k-1").headers["Idempotency-Replayed"] == "true"
    long_ago = time.time() - idempotency.KEPT_SECONDS - 60
    os.utime(kept, (long_ago, long_ago))
    assert "Idempotency-Replayed" not in put(writing, "k-1").headers
    os.utime(kept, (long_ago, long_ago))
    (folder / ".swept").unlink()
    put(writing, "k-2")
    assert not kept.exists()


def test_what_is_kept_can_be_read_by_its_owner_only(writing: FlaskClient, tmp_path: Path) -> None:
    put(writing, "k-1")
    folder = tmp_path / "idempotency"
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir() if path.name != ".swept"] == [0]


@pytest.mark.parametrize("key", ["", "two words", "é", "x" * 256, '"', 'a"b'])
def test_a_key_that_cannot_be_one_is_refused(writing: FlaskClient, key: str) -> None:
    response = put(writing, key)
    assert response.status_code == 422
    assert response.json is not None
    assert [one["field"] for one in response.json["errors"]] == ["Idempotency-Key"]


def test_without_a_key_every_write_is_done(writing: FlaskClient) -> None:
    for unchanged in (0, 1):
        response = writing.put(ORGANISATION, json={"name": "A"}, headers={"Authorization": f"Bearer {WRITE_KEY}"})
        assert response.json is not None
        assert response.json["counts"]["organisations"]["unchanged"] == unchanged


def test_asking_is_asking_again_whatever_the_key(make: Callable[[], Flask], tmp_path: Path) -> None:
    body = {"queries": [{"text": "heat pumps"}]}
    response = make().test_client().post("/api/v1/matches", json=body, headers=header("k-1"))
    assert response.status_code == 200
    assert not (tmp_path / "idempotency").exists()
