"""API keys of accounts: made, listed, revoked."""

from datetime import UTC, datetime

from neo4j import ManagedTransaction

from graph_schema.account_records import ApiKey, KeyScope
from graph_schema.connection import Graph
from graph_schema.errors import UnknownAccountError
from graph_schema.store.query_files import Row, rows_of, run


def write_api_key(graph: Graph, account_id: str, key: ApiKey, sha256: str) -> None:
    """Give an account a key, of which only the hash is kept."""
    parameters = {
        "id": key.id,
        "label": key.label,
        "scopes": [str(scope) for scope in key.scopes],
        "now": key.created,
        "expires": key.expires,
    }
    graph.write(lambda tx: run(tx, "write_api_key", account_id=account_id, sha256=sha256, **parameters))


def read_api_keys(graph: Graph, account_id: str) -> tuple[ApiKey, ...]:
    """Read the keys of an account, also those that count no more, the newest first."""
    rows = graph.read(lambda tx: rows_of(tx, "read_api_keys", account_id=account_id))
    return tuple(_key(row) for row in rows)


def revoke_api_key(graph: Graph, account_id: str, key_id: str) -> None:
    """Let a key count no more, from the next request on; UnknownAccountError where the account holds no such key."""

    def work(tx: ManagedTransaction) -> list[Row]:
        return rows_of(tx, "revoke_api_key", account_id=account_id, id=key_id, now=datetime.now(UTC))

    if not graph.write(work):
        raise UnknownAccountError("You hold no key {key_id!r} that still counts.", key_id=key_id)


def write_key_use(graph: Graph, key_id: str) -> None:
    """Note that a key was used today."""
    graph.write(lambda tx: run(tx, "write_key_use", id=key_id, now=datetime.now(UTC)))


def _key(row: Row) -> ApiKey:
    return ApiKey(
        id=row["id"],
        label=row["label"],
        scopes=tuple(KeyScope(scope) for scope in row["scopes"]),
        created=row["created"].to_native(),
        expires=row["expires"].to_native(),
        last_used=row["last_used"].to_native() if row["last_used"] else None,
        revoked=row["revoked"].to_native() if row["revoked"] else None,
    )
