"""What readers are told while the database is away."""

from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.runtime import EXTENSION, Runtime
from service.settings import Settings
from service.watcher import Watcher


@pytest.fixture(name="away")
def _away(world: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The application, four minutes after its watch last saw the database."""
    app = create_app(Settings(data_dir=world))
    runtime: Runtime = app.extensions[EXTENSION]
    watcher = Watcher(runtime)
    watcher.graph_reachable = False
    watcher.last_seen = datetime.now(UTC)
    monkeypatch.setattr(runtime, "_watcher", watcher)
    monkeypatch.setattr("service.runtime.datetime", _Later)
    return app.test_client()


class _Later(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a plain datetime will do
        return datetime.now(tz) + timedelta(minutes=4)


@pytest.mark.parametrize("path", ["/", "/organisations/turbina", "/clusters/norway", "/needs?q=wind"])
def test_every_page_says_how_old_its_answers_are(away: FlaskClient, path: str) -> None:
    response = away.get(path)
    assert response.status_code == 200
    assert "The database is away" in response.text
    assert "4 minutes old" in response.text


def test_the_api_marks_its_answers_stale(away: FlaskClient) -> None:
    answer = away.get("/api/v1/organisations/turbina/suggestions").json
    assert answer is not None
    assert answer["matches"]
    assert answer["meta"]["stale"] is True
    assert answer["meta"]["age_seconds"] >= 240


def test_while_the_database_is_there_nothing_is_said(client: FlaskClient) -> None:
    assert "The database is away" not in client.get("/").text
