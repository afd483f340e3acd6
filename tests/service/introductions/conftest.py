"""What tests of introductions share: the small world with people in it, and the letters that they would get."""

from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema.connection import Graph
from service.runtime import EXTENSION, Runtime
from tests.service.auth.conftest import Make, join, make, people_graph

__all__ = ["make", "people_graph"]

Letters = Callable[[], list[EmailMessage]]
Join = Callable[[str], FlaskClient]


@pytest.fixture
def app(make: Make) -> Iterator[Flask]:
    """An application whose mail server is never there, so that letters stay to be looked at."""
    app = make(smtp_url="smtp://127.0.0.1:9")
    yield app
    for name in ("outbox", "snapshots"):
        for path in (app.extensions[EXTENSION].settings.data_dir / name).glob("*.eml"):
            path.unlink()


@pytest.fixture
def runtime(app: Flask) -> Runtime:
    found: Runtime = app.extensions[EXTENSION]
    return found


@pytest.fixture
def joins(app: Flask, people_graph: Graph) -> Join:
    return lambda name: join(app, people_graph, name)


@pytest.fixture
def letters(runtime: Runtime) -> Letters:
    """What was written to people since it was looked at last, the oldest first."""

    def read() -> list[EmailMessage]:
        paths = sorted(runtime.settings.outbox_dir.glob("*.eml"))
        found = [message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default) for path in paths]
        for path in paths:
            path.unlink()
        return found

    return read
