"""An answer that has not changed is 304; whatever an answer depends on changes its tag."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

from graph_schema.errors import GraphUnavailableError
from matchers import directory
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.feedback import Decline, replacing_declines
from matchers.serving.ranker import SHIPPED
from matchers.snapshot import build_snapshot
from service import revalidation
from service.app import create_app
from service.revalidation import FROM_SNAPSHOT
from service.runtime import EXTENSION
from service.settings import Settings
from service.watcher import Watcher
from tests.service.conftest import WRITE_KEY
from tests.service.world import CORPUS

SUGGESTIONS = "/api/v1/organisations/pompa/suggestions?type=joint_venture&include_partners=true"
DECLINE = Decline("pompa", "varme", "joint_venture", "too-far", "Too far away", date(2026, 1, 1))

QUERIES = {"api_across.ask_who_can": "?text=wind"}
ADDRESSES = {"organisation_id": "turbina", "profile_id": "need-1", "cluster_id": "norway"}


@pytest.fixture
def data_dir(world: Path, tmp_path: Path) -> Path:
    shutil.copytree(world, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def changing(data_dir: Path) -> FlaskClient:
    """The application over a world of its own, which a test may change."""
    return create_app(Settings(data_dir=data_dir)).test_client()


def tag_of(client: FlaskClient, path: str = SUGGESTIONS, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.text
    return response.headers["ETag"]


def _decline(data_dir: Path, _: pytest.MonkeyPatch) -> None:
    with replacing_declines(data_dir / "snapshots") as replacing:
        replacing([DECLINE])


def _build(data_dir: Path, _: pytest.MonkeyPatch) -> None:
    build_snapshot(data_dir / "snapshots", CORPUS, Encoder(Settings().embedding_model), graph_version=1)


def _learn(data_dir: Path, _: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED, data_dir / "ranker.json")


def _learn_again(data_dir: Path, _: pytest.MonkeyPatch) -> None:
    shutil.copy(SHIPPED, data_dir / "ranker.json")
    os.utime(data_dir / "ranker.json", ns=(1, 1))


def _sleep_a_night(_: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revalidation, "today", lambda: date(2100, 1, 1))


def _release(_: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revalidation, "release", lambda: "another")


@pytest.mark.parametrize("change", [_decline, _build, _learn, _learn_again, _sleep_a_night, _release])
def test_what_answers_depend_on_changes_their_tags(
    changing: FlaskClient,
    data_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path, pytest.MonkeyPatch], None],
) -> None:
    before = tag_of(changing)
    assert tag_of(changing) == before
    change(data_dir, monkeypatch)
    after = changing.get(SUGGESTIONS, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["ETag"] != before


def test_a_decline_is_never_hidden_by_a_tag(
    changing: FlaskClient, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tag_of(changing)
    _decline(data_dir, monkeypatch)
    answer = changing.get(SUGGESTIONS, headers={"If-None-Match": before}).json
    assert answer is not None
    assert [one["id"] for one in answer["declined"]] == ["varme"]


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        (SUGGESTIONS + "&limit=3", {}),
        (SUGGESTIONS.replace("pompa", "vind"), {}),
        (SUGGESTIONS, {"Authorization": f"Bearer {WRITE_KEY}"}),
        (SUGGESTIONS, {"Cookie": "language=it"}),
        (SUGGESTIONS, {"Accept-Language": "nb"}),
        (SUGGESTIONS, {"Accept": "application/ld+json"}),
        (SUGGESTIONS, {"Host": "filiera.example"}),
    ],
)
def test_another_question_or_another_asker_has_another_tag(app: Flask, path: str, headers: dict[str, str]) -> None:
    client = app.test_client(use_cookies=False)
    assert tag_of(client, path, **headers) != tag_of(client)


@pytest.mark.parametrize("endpoint", FROM_SNAPSHOT)
def test_every_answer_from_the_snapshot_alone_is_not_sent_twice(app: Flask, endpoint: str) -> None:
    """There is no database here, so an answer that needed it would fail, and one that tried would have no tag."""
    client = app.test_client()
    (rule,) = app.url_map.iter_rules(endpoint)
    with app.test_request_context():
        path = url_for(endpoint, **{name: ADDRESSES[name] for name in rule.arguments})  # type: ignore[arg-type]
    path += QUERIES.get(endpoint, "")
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for response in (first, again):
        assert response.headers["ETag"].startswith('W/"')
        assert response.headers["Cache-Control"] == "no-cache"
        assert {"Accept", "Authorization", "Cookie"} <= set(response.vary)


def test_who_sends_a_key_is_answered_for_itself_alone(client: FlaskClient, write_header: dict[str, str]) -> None:
    assert "private" in client.get(SUGGESTIONS, headers=write_header).headers["Cache-Control"]


def test_a_304_computes_nothing(client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = tag_of(client)
    monkeypatch.setattr("matchers.engine.Engine.suggest", None)
    assert client.get(SUGGESTIONS, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(SUGGESTIONS, headers={"If-None-Match": '"another"'}).status_code == 500
    assert app.testing is False


def test_a_tag_of_an_answer_that_changed_while_it_was_computed_is_not_given(
    changing: FlaskClient, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Engine.suggest

    def slow(*args: object, **kwargs: object) -> object:
        found = usual(*args, **kwargs)  # type: ignore[arg-type]
        _decline(data_dir, monkeypatch)
        return found

    monkeypatch.setattr(Engine, "suggest", slow)
    assert "ETag" not in changing.get(SUGGESTIONS).headers


def test_while_the_database_is_away_answers_tell_their_age_and_have_no_tag(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app.test_client()
    before = tag_of(client)
    runtime = app.extensions[EXTENSION]
    watcher = Watcher(runtime)
    watcher.graph_reachable, watcher.last_seen = False, datetime.now(UTC)
    monkeypatch.setattr(runtime, "_watcher", watcher)
    response = client.get(SUGGESTIONS, headers={"If-None-Match": before})
    assert response.status_code == 200
    assert "ETag" not in response.headers


def test_an_answer_that_asked_the_graph_has_no_tag(changing: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a view which comes to read the graph is not answered from a tag that knows nothing of it."""
    usual = directory.organisation_detail

    def asking(*args: object) -> object:
        with pytest.raises(GraphUnavailableError):
            changing.application.extensions[EXTENSION].graph()
        return replace(usual(*args), description="from the graph")  # type: ignore[arg-type]

    monkeypatch.setattr(directory, "organisation_detail", asking)
    response = changing.get("/api/v1/organisations/turbina")
    assert response.json is not None
    assert response.json["description"] == "from the graph"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/organisations/nobody", "/nothing"])
def test_what_has_no_tag_is_stored_by_nobody(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


def test_without_a_snapshot_there_is_no_tag(empty_client: FlaskClient) -> None:
    response = empty_client.get("/api/v1/match-types")
    assert response.status_code == 200
    assert "ETag" not in response.headers


def test_files_of_pages_have_tags_too(client: FlaskClient) -> None:
    first = client.get("/static/app.css")
    assert client.get("/static/app.css", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
