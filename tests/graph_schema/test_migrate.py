"""Migrations on the real database."""

from pathlib import Path

import pytest

from graph_schema.connection import Graph, GraphAddress
from graph_schema.errors import GraphUnavailableError, MigrationError
from graph_schema.migrate import MIGRATIONS, migrate, pending


def test_a_migrated_database_has_nothing_pending(graph: Graph) -> None:
    assert pending(graph) == []
    assert migrate(graph) == []


def test_a_new_migration_is_pending_until_applied(graph: Graph, tmp_path: Path) -> None:
    for file in MIGRATIONS.glob("*.cypher"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "V9999__try.cypher").write_text("CREATE INDEX try IF NOT EXISTS FOR (n:Try) ON (n.id);\n")
    assert pending(graph, tmp_path) == ["V9999__try.cypher"]
    assert migrate(graph, tmp_path) == ["V9999__try.cypher"]
    assert migrate(graph, tmp_path) == []
    with pytest.raises(MigrationError, match=r"9999 was applied to the database, but this code does not have it"):
        migrate(graph)
    (tmp_path / "V9999__try.cypher").write_text("CREATE INDEX other IF NOT EXISTS FOR (n:Other) ON (n.id);\n")
    with pytest.raises(MigrationError, match="was changed after it had been applied"):
        pending(graph, tmp_path)
    graph.write(lambda tx: tx.run("MATCH (m:__Neo4jMigration {version: '9999'}) DETACH DELETE m").consume())
    assert pending(graph) == []


def test_migrating_a_database_that_is_away_says_so() -> None:
    away = Graph.connect(GraphAddress("bolt://127.0.0.1:1", "neo4j", "x"), timeout_seconds=0.5)
    with pytest.raises(GraphUnavailableError, match="does not answer now"):
        migrate(away)


def test_every_migration_can_be_applied_again() -> None:
    for file in MIGRATIONS.glob("*.cypher"):
        statements = [line for line in file.read_text().splitlines() if line.startswith("CREATE")]
        assert statements
        assert all("IF NOT EXISTS" in line for line in statements), file.name
