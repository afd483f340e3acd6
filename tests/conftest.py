"""What tests of all packages share: a real Neo4j, started once a run."""

import os
from collections.abc import Iterator

import pytest

from graph_schema.connection import Graph, GraphAddress
from graph_schema.local_server import LocalServer
from graph_schema.migrate import migrate
from matchers.packaged_models import ENGLISH

os.environ.setdefault("EMBEDDING_MODEL", ENGLISH)  # the quicker model, where a test is not about languages

EMPTY = "MATCH (n) WHERE NOT n:__Neo4jMigration DETACH DELETE n"


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
