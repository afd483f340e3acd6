"""What tests of the API and the pages share: the application over a small world, without a database."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from service.app import create_app
from service.settings import Settings
from tests.service.world import build_world

WRITE_KEY = "a key that only tests know"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a snapshot in it, and no database."""
    folder = tmp_path_factory.mktemp("world")
    build_world(folder)
    return folder


@pytest.fixture(scope="session")
def app(world: Path) -> Flask:
    """The application over that folder; its database is away."""
    return create_app(Settings(data_dir=world, write_key=SecretStr(WRITE_KEY), max_body_bytes=300_000))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def empty_client(tmp_path: Path) -> FlaskClient:
    """The application before anything was loaded."""
    return create_app(Settings(data_dir=tmp_path)).test_client()


@pytest.fixture
def write_header() -> dict[str, str]:
    return {"Authorization": f"Bearer {WRITE_KEY}"}
