"""Bring the database's constraints and indexes to where this code needs them, by numbered Cypher migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from neo4j import ManagedTransaction
from neo4j_python_migrations.analyzer import AnalyzingResult, InvalidVersionStatus
from neo4j_python_migrations.executor import Executor

from graph_schema.connection import Graph
from graph_schema.errors import MigrationError

MIGRATIONS = Path(__file__).with_name("migrations")

AWAIT_INDEXES = "CALL db.awaitIndexes(120)"

COMPLAINTS = {
    InvalidVersionStatus.MISSED_REMOTELY: "was added to this code out of order and cannot be applied any more",
    InvalidVersionStatus.MISSED_LOCALLY: "was applied to the database, but this code does not have it",
    InvalidVersionStatus.DIFFERENT: "was changed after it had been applied to the database",
}


def migrate(graph: Graph, migrations: Path = MIGRATIONS) -> list[str]:
    """Apply what is pending and wait until its indexes are filled; return the names of the files applied, in order.

    Each migration can be applied again, so one that was cut short does no harm.

    Raises:
        MigrationError: the database was migrated by another version of this code.
    """
    applied: list[str] = []
    with _executor(graph, migrations) as executor:
        _refuse_strangers(executor.analyze())
        executor.migrate(on_apply=lambda migration: applied.append(str(migration.source)))
    if applied:
        graph.write(_await_indexes)
    return applied


def pending(graph: Graph, migrations: Path = MIGRATIONS) -> list[str]:
    """Return the names of the migration files that the database has not seen yet, in order; errors as `migrate`."""
    with _executor(graph, migrations) as executor:
        analysis = executor.analyze()
    _refuse_strangers(analysis)
    return [str(migration.source) for migration in analysis.pending_migrations]


@contextmanager
def _executor(graph: Graph, migrations: Path) -> Iterator[Executor]:
    graph.check()
    with graph.translated_errors():
        yield Executor(graph.driver(), migrations_path=migrations, database=graph.address.database)


def _refuse_strangers(analysis: AnalyzingResult) -> None:
    if analysis.invalid_versions:
        first = analysis.invalid_versions[0]
        raise MigrationError(
            f"Migration {first.version} {COMPLAINTS[first.status]}: use the version of Filiera that this database "
            "belongs to, or an empty database."
        )


def _await_indexes(tx: ManagedTransaction) -> None:
    tx.run(AWAIT_INDEXES).consume()
