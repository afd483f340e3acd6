"""The connection: what works, and in which words it fails."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from neo4j import ManagedTransaction
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    UnsupportedServerProduct,
)

from graph_schema.connection import Graph, GraphAddress, unsupported
from graph_schema.errors import GraphCredentialsError, GraphError, GraphUnavailableError, UnsupportedGraphError
from graph_schema.translation import translate

COUNT = "MATCH (n:Try) RETURN count(n) AS count"


def count(graph: Graph) -> int:
    return int(graph.read(lambda tx: tx.run(COUNT).single(strict=True)["count"]))


def test_what_is_written_can_be_read(graph: Graph) -> None:
    graph.check()
    graph.write(lambda tx: tx.run("CREATE (:Try {name: $name})", name="`}) DETACH DELETE n //").consume())
    assert count(graph) == 1


def test_a_write_that_fails_halfway_leaves_nothing(graph: Graph) -> None:
    with pytest.raises(GraphError, match="refused a request"):
        graph.write(lambda tx: (tx.run("CREATE (:Try)").consume(), tx.run("NONSENSE").consume()))
    assert count(graph) == 0


def test_a_write_for_which_the_memory_is_short_is_told_and_leaves_nothing(graph: Graph) -> None:
    def work(tx: ManagedTransaction) -> None:
        tx.run("CREATE (:Try)").consume()
        tx.run("UNWIND range(1, 1000000) AS number RETURN collect($text + number)", text="x" * 10_000).consume()

    with pytest.raises(GraphUnavailableError, match="too little memory"):
        graph.write(work)
    assert count(graph) == 0


def test_an_error_of_the_work_itself_passes_and_rolls_back(graph: Graph) -> None:
    with pytest.raises(ZeroDivisionError):
        graph.write(lambda tx: tx.run("CREATE (:Try)").consume() and 1 / 0)
    assert count(graph) == 0


def test_a_read_cannot_write(graph: Graph) -> None:
    with pytest.raises(GraphError):
        graph.read(lambda tx: tx.run("CREATE (:Try)").consume())


def test_wrong_credentials_are_told_in_one_sentence(database: GraphAddress) -> None:
    with (
        Graph.connect(replace(database, password=database.password[::-1])) as graph,
        pytest.raises(GraphCredentialsError) as told,
    ):
        graph.check()
    assert str(told.value) == (
        f"The database at {database.uri} refused the user 'neo4j' or its password: check NEO4J_USER and NEO4J_PASSWORD."
    )


def test_a_missing_database_is_told(database: GraphAddress) -> None:
    with (
        Graph.connect(replace(database, database="missing")) as graph,
        pytest.raises(
            UnsupportedGraphError, match="no database named 'missing': create it there or set NEO4J_DATABASE"
        ),
    ):
        graph.check()


@pytest.mark.parametrize("uri", ["localhost:7687", "http://localhost", "bolt://localhost:x", "", "bolt+z://x"])
def test_an_address_that_is_none_is_told(uri: str) -> None:
    with pytest.raises(UnsupportedGraphError, match="set NEO4J_URI to one like bolt://host:7687"):
        Graph.connect(GraphAddress(uri, "neo4j", "x")).check()


def test_a_closed_port_is_told_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(GraphUnavailableError, match="does not answer now"):
        Graph.connect(GraphAddress("bolt://127.0.0.1:1", "neo4j", "x")).check()
    assert time.monotonic() - began < 1


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where someone listens and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_server_that_hangs_is_given_up_after_the_time_out(silent_port: int) -> None:
    graph = Graph.connect(GraphAddress(f"bolt://127.0.0.1:{silent_port}", "neo4j", "x"), timeout_seconds=0.5)
    began = time.monotonic()
    with pytest.raises(GraphUnavailableError):
        graph.check()
    assert time.monotonic() - began < 2


def test_the_password_is_in_no_representation(database: GraphAddress) -> None:
    assert database.password not in repr(database)
    assert database.password not in repr(Graph.connect(database))


def test_a_forked_child_has_a_driver_of_its_own(graph: Graph) -> None:
    graph.check()
    child = os.fork()
    if child == 0:
        try:
            graph.check()
            graph.close()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - a child that returned into pytest would run the tests again
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    graph.check()


def test_threads_share_one_driver(graph: Graph) -> None:
    graph.close()
    drivers = []
    threads = [threading.Thread(target=lambda: drivers.append(graph.driver())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(driver) for driver in drivers}) == 1
    graph.check()


def test_a_closed_graph_opens_again(graph: Graph) -> None:
    graph.close()
    graph.check()


@pytest.mark.parametrize(
    ("name", "version", "complaint"),
    [
        ("Neo4j Kernel", "5.26.30", None),
        ("Neo4j Kernel", "5.27-aura", None),
        ("Neo4j Kernel", "2025.01.0", None),
        ("Neo4j Kernel", "2026.10.1", None),
        ("Neo4j Kernel", "5.15.0", None),
        ("Neo4j Kernel", "5.14.0", "Neo4j 5.14.0, and this service needs 5.15 or newer"),
        ("Neo4j Kernel", "4.4.38", "Neo4j 4.4.38, and this service needs 5.15 or newer"),
        ("Neo4j Kernel", "dev", "Neo4j dev, and this service needs 5.15 or newer"),
        ("Memgraph", "5.26.0", "Memgraph 5.26.0, not a Neo4j"),
    ],
)
def test_unsupported_versions_are_named(name: str, version: str, complaint: str | None) -> None:
    told = unsupported(name, version)
    assert told is None if complaint is None else told and told.startswith(complaint)


def server_error(code: str) -> Neo4jError:
    """The error that the driver makes of a server's answer."""
    return Neo4jError._hydrate_neo4j(code=code, message="m")  # noqa: SLF001 - the driver makes it in no other way


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (ServiceUnavailable("x"), GraphUnavailableError),
        (SessionExpired("x"), GraphUnavailableError),
        (ConnectionAcquisitionTimeoutError("x"), GraphUnavailableError),
        (TransientError("x"), GraphUnavailableError),
        (UnsupportedServerProduct("x"), UnsupportedGraphError),
        (DriverError("x"), GraphError),
        (ClientError("x"), GraphError),
        (AuthError("x"), GraphError),
        (server_error("Neo.ClientError.Security.Unauthorized"), GraphCredentialsError),
        (server_error("Neo.ClientError.Security.AuthenticationRateLimit"), GraphCredentialsError),
        (server_error("Neo.ClientError.Security.Forbidden"), GraphCredentialsError),
        (server_error("Neo.ClientError.Database.DatabaseNotFound"), UnsupportedGraphError),
        (server_error("Neo.TransientError.General.DatabaseUnavailable"), GraphUnavailableError),
        (server_error("Neo.ClientError.Transaction.TransactionTimedOut"), GraphUnavailableError),
        (server_error("Neo.ClientError.Statement.SyntaxError"), GraphError),
    ],
)
def test_each_error_of_the_driver_has_one_of_ours(error: DriverError | Neo4jError, ours: type[GraphError]) -> None:
    told = translate(error, "bolt://host:1", "neo4j", "graph")
    assert type(told) is ours
    assert "bolt://host:1" in str(told)
    assert "{" not in str(told)
