"""`flask db`, `flask migrate` and `flask schema`, and which database they mean."""

from pathlib import Path

import pytest
from click.testing import Result
from pydantic import SecretStr

from graph_schema.connection import Graph, GraphAddress
from graph_schema.errors import GraphUnavailableError
from graph_schema.local_server import LocalServer
from service.app import create_app
from service.graph_access import graph_address
from service.settings import Settings

COUNT_TERMS = "MATCH (n:Capability) RETURN count(n) AS count"


def flask(settings: Settings, *words: str) -> Result:
    """Run a command of the application with these settings."""
    return create_app(settings).test_cli_runner().invoke(args=words, env={"COLUMNS": "160"})


@pytest.fixture
def local(tmp_path: Path) -> Settings:
    """The settings of a user who has set nothing, with an empty data folder."""
    return Settings(data_dir=tmp_path, neo4j_uri=None)


@pytest.fixture
def own(tmp_path: Path, database: GraphAddress) -> Settings:
    """The settings of a user with a database of their own."""
    return Settings(data_dir=tmp_path, neo4j_uri=database.uri, neo4j_password=SecretStr(database.password))


def test_the_local_database_is_started_looked_at_and_stopped(local: Settings) -> None:
    first = flask(local, "db", "start")
    address = graph_address(local)
    assert first.exit_code == 0
    assert f"The local database listens at {address.uri}." in first.output
    again = flask(local, "db", "start")
    assert f"was running already at {address.uri}." in again.output
    status = flask(local, "db", "status")
    assert status.exit_code == 0
    assert f"runs at {address.uri} (process " in status.output
    assert address.password not in first.output + again.output + status.output
    assert "password in: " in status.output
    assert "its data stays" in flask(local, "db", "stop").output
    assert LocalServer(local.local_neo4j_dir).address() is None


def test_a_database_that_is_down_is_told_with_how_to_start_it(local: Settings) -> None:
    status = flask(local, "db", "status")
    assert (status.exit_code, status.output) == (
        3,
        "The local database is not running: start it with `flask db start`.\n",
    )
    assert flask(local, "db", "stop").output == "The local database was not running.\n"
    migration = flask(local, "migrate")
    assert migration.exit_code == 1
    assert migration.output.startswith("Error: The local database is not running: start it with `flask db start`, or")
    with pytest.raises(GraphUnavailableError):
        graph_address(local)


def test_ones_own_database_is_used_and_none_is_started(own: Settings, database: GraphAddress) -> None:
    assert graph_address(own) == database
    assert flask(own, "db", "status").output == (
        f"The database of NEO4J_URI answers at {database.uri} (database neo4j).\n"
    )
    for word in ("start", "stop"):
        assert flask(own, "db", word).output == (
            f"NEO4J_URI is set: the database at {database.uri} is used, and no local one.\n"
        )
    assert not own.local_neo4j_dir.exists()


def test_a_wrong_password_is_one_sentence(own: Settings) -> None:
    wrong = own.model_copy(update={"neo4j_password": SecretStr("not it")})
    for words in (("db", "status"), ("migrate",), ("migrate", "--pending")):
        told = flask(wrong, *words)
        assert told.exit_code == 1
        assert told.output.startswith("Error: The database at bolt://127.0.0.1:")
        assert told.output.endswith("refused the user 'neo4j' or its password: check NEO4J_USER and NEO4J_PASSWORD.\n")
        assert told.output.count("\n") == 1


def test_migrate_brings_the_vocabulary_too(own: Settings, graph: Graph) -> None:
    assert flask(own, "migrate", "--pending").output == "Nothing is pending.\n"
    told = flask(own, "migrate")
    assert (told.exit_code, told.output) == (0, "The database is up to date.\n")
    assert graph.read(lambda tx: tx.run(COUNT_TERMS).single(strict=True)["count"]) >= 150


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ("Organisation", ":PublicBody", "TOOK_PART_IN", "took part in", "Organisation → Project")),
        (("--language", "it"), ("Un'impresa", "ha partecipato a", "previsto")),
        (("--diagram",), ("flowchart LR", "Organisation -->|TOOK_PART_IN| Project")),
        (("--diagram", "--format", "dot"), ("digraph schema {", 'Organisation -> Project [label="TOOK_PART_IN"]')),
        (("--type", "ABOUT"), ("evidence", "strength")),
        (("--type", "Cluster", "--language", "it"), ("name_…", "Codice NUTS", "last_seen")),
    ],
)
def test_the_schema_is_printed(local: Settings, words: tuple[str, ...], expected: tuple[str, ...]) -> None:
    told = flask(local, "schema", *words)
    assert told.exit_code == 0
    for text in expected:
        assert text in told.output


def test_a_type_that_is_not_in_the_schema_is_told(local: Settings) -> None:
    told = flask(local, "schema", "--type", "Elf")
    assert told.exit_code == 1
    assert "There is no type 'Elf'; there are Organisation, " in told.output


@pytest.mark.parametrize("words", [(), ("db",), ("db", "start"), ("migrate",), ("schema",), ("demo",)])
def test_every_command_has_help(local: Settings, words: tuple[str, ...]) -> None:
    told = flask(local, *words, "--help")
    assert told.exit_code == 0
    assert "Usage:" in told.output
