"""`flask index`, as a person types it, over a real Neo4j."""

from pathlib import Path

import pytest
from flask import Flask

from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import GraphRows, Organisation
from graph_schema.store import sync_vocabulary, write_rows
from service import runtime
from service.app import create_app
from service.runtime import EXTENSION
from tests.matchers.conftest import WordEncoder
from tests.service.world import settings_over


@pytest.fixture
def app(graph: Graph, database: GraphAddress, tmp_path: Path) -> Flask:
    """An application over a graph with one organisation; its encoder needs no model."""
    sync_vocabulary(graph)
    write_rows(graph, GraphRows("test", (Organisation("alfa", "Alfa", description="Longer blades"),)))
    app = create_app(settings_over(tmp_path, database))
    app.extensions[EXTENSION].encoder = WordEncoder()
    return app


def index(app: Flask) -> str:
    done = app.test_cli_runner().invoke(args=["index"])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_what_changed_is_encoded_once(app: Flask) -> None:
    assert "1 organisations, 0 projects, 1 texts encoded." in index(app)
    assert index(app) == "The snapshot is up to date."


@pytest.mark.parametrize("slow", [True, False])
def test_a_precision_that_the_processor_does_not_know_is_told_before_anything_is_encoded(
    app: Flask, monkeypatch: pytest.MonkeyPatch, slow: bool
) -> None:
    monkeypatch.setattr(runtime, "is_slow", lambda _precision: slow)
    told = index(app)
    assert told.startswith("This processor takes longer in bfloat16") is slow
    assert ("leave EMBEDDING_PRECISION out" in told) is slow
