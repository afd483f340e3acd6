"""What tests of all packages share: a real Neo4j, started once a run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from docs.examples import SEED
from graph_schema.connection import Graph, GraphAddress
from graph_schema.local_server import LocalServer
from graph_schema.migrate import migrate
from graph_schema.store import sync_vocabulary
from matchers.encoder import Encoder
from matchers.errors import SnapshotCorruptError, SnapshotMissingError
from matchers.packaged_models import ENGLISH
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from matchers.snapshot.files import building
from service.imports.seed import read_seed
from service.indexing import corpus_from

os.environ.setdefault("EMBEDDING_MODEL", ENGLISH)  # the quicker model, where a test is not about languages


class CompiledOnce(BytecodeCache):
    """Templates compiled once a process: tests make hundreds of applications, of which each compiles its own."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": CompiledOnce()}

EMPTY = "MATCH (n) WHERE NOT n:__Neo4jMigration DETACH DELETE n"
EMPTY_BUT_FOR_VOCABULARY = "MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:Capability DETACH DELETE n"


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphAddress]:
    """A managed Neo4j of this test run, migrated; it ends with the run, also with one that is killed."""
    server = LocalServer(tmp_path_factory.mktemp("neo4j"))
    address = server.start(attached=True)
    with Graph.connect(address) as graph:
        migrate(graph)
    yield address
    server.stop()


@pytest.fixture
def graph(database: GraphAddress) -> Iterator[Graph]:
    """The database, migrated and with no node in it, not even of the vocabulary."""
    with Graph.connect(database) as graph:
        graph.write(lambda tx: tx.run(EMPTY).consume())
        yield graph


@pytest.fixture
def graph_with_vocabulary(database: GraphAddress) -> Iterator[Graph]:
    """The database with the vocabulary and nothing else in it; from test to test the vocabulary stays, as it is."""
    with Graph.connect(database) as graph:
        graph.write(lambda tx: tx.run(EMPTY_BUT_FOR_VOCABULARY).consume())
        sync_vocabulary(graph)
        yield graph


@pytest.fixture(scope="session")
def seed_snapshots(pytestconfig: pytest.Config) -> Path:
    """A folder of snapshots of the seed data, of which a graph that has been given it takes the vectors.

    Encoding its texts takes half a minute: it is kept from run to run, and one process waits for the other.
    """
    assert pytestconfig.cache is not None
    folder = pytestconfig.cache.mkdir("seed-snapshots")
    with building(folder):
        build_snapshot(folder, corpus_from(read_seed(SEED)), Encoder(ENGLISH), 0, _usable(folder))
    return folder


def _usable(folder: Path) -> Snapshot | None:
    try:
        return open_snapshot(folder)
    except (SnapshotMissingError, SnapshotCorruptError):
        return None


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With CI=true a skipped test is a failure: there everything that tests need must be installed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        os.environ.get("CI") == "true"
        and exitstatus == pytest.ExitCode.OK
        and reporter
        and reporter.stats.get("skipped")
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
