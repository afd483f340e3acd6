"""The service over the real seed data, as `flask demo` brings it up, for those who have an account."""

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from docs.examples import SEED
from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from service.app import create_app
from service.auth.accounts import invite_first_administrator
from service.imports.seed import load_seed
from service.indexing import Index
from service.runtime import EXTENSION
from service.watcher import Watcher
from tests.conftest import EMPTY
from tests.service.world import settings_over


@dataclass(frozen=True, slots=True)
class SeedService:
    """Where the service is, and the link by which its first administrator's account is made."""

    address: str
    first_link: str


def _free_port() -> int:
    """A port that links can name before the server listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def seed_service(
    database: GraphAddress, seed_snapshots: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SeedService]:
    folder = tmp_path_factory.mktemp("seed-service")
    settings = settings_over(folder, database, access="accounts", port=_free_port())
    shutil.copytree(seed_snapshots, settings.snapshot_dir)
    app = create_app(settings)
    runtime = app.extensions[EXTENSION]
    with Graph.connect(database) as graph:
        graph.write(lambda tx: tx.run(EMPTY).consume())
        store.sync_vocabulary(graph)
        load_seed(graph, SEED)
        Index(settings, runtime.encoder).update(graph)
        token = invite_first_administrator(graph)
    watcher = Watcher(runtime)
    watcher.start()
    server = make_server("127.0.0.1", settings.port or 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SeedService(settings.address, f"{settings.address}/invitation/{token}")
    server.shutdown()
    thread.join()
    watcher.stop()
