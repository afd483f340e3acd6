"""Accounts: who they are, what they act for, and what was agreed for them to read."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from neo4j import ManagedTransaction

from graph_schema.account_records import Account, ActsFor, KeyScope, Role
from graph_schema.connection import Graph
from graph_schema.errors import UnknownAccountError
from graph_schema.store.query_files import Row, row_of, rows_of, run


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that counts, as its hash, with its account; `last_used` is an ISO day."""

    account: Account
    sha256: str
    scopes: frozenset[KeyScope]
    last_used: str | None


def read_account(graph: Graph, account_id: str) -> Account | None:
    """Read an account, also a closed one; None where there is none."""
    found = _find(graph, id=account_id)
    return None if found is None else account_from(found)


def read_login(graph: Graph, email: str) -> tuple[Account, str] | None:
    """Read the account with this e-mail address and the hash of its password; None where none may log in with it."""
    found = _find(graph, email=email)
    if found is None or found["account"]["closed"] is not None:
        return None
    return account_from(found), found["account"]["password_hash"]


def read_key(graph: Graph, key_id: str) -> HeldKey | None:
    """Read a key by its public part; None where there is none, it was revoked, or its time is over."""
    found = _find(graph, key_id=key_id)
    if found is None or found["account"]["closed"] is not None:
        return None
    key = found["key"]
    last_used = key["last_used"].iso_format() if key["last_used"] else None
    return HeldKey(account_from(found), key["sha256"], frozenset(map(KeyScope, key["scopes"])), last_used)


def read_accounts(graph: Graph, cluster_id: str | None = None) -> tuple[Account, ...]:
    """Read all accounts by e-mail address, or those of a cluster: its managers and the members of its organisations."""
    rows = graph.read(lambda tx: rows_of(tx, "read_accounts", cluster=cluster_id))
    return tuple(account_from(row) for row in rows)


def has_administrator(graph: Graph) -> bool:
    """Whether someone may log in as administrator."""
    return graph.read(lambda tx: int(row_of(tx, "count_administrators")["number"])) > 0


def write_login(graph: Graph, account_id: str) -> None:
    """Note that an account logged in now."""
    _run(graph, "write_login", id=account_id, now=datetime.now(UTC))


def write_password(graph: Graph, account_id: str, password_hash: str, session_stamp: str) -> None:
    """Give an account another password; the new stamp ends all its sessions."""
    _run(graph, "write_password", id=account_id, password_hash=password_hash, session_stamp=session_stamp)


def write_language(graph: Graph, account_id: str, language: str) -> None:
    """Note in which language (en, it, nb) an account is written to."""
    _run(graph, "write_language", id=account_id, language=language)


def end_sessions(graph: Graph, account_id: str, session_stamp: str) -> None:
    """End all sessions of an account by a new stamp."""
    _run(graph, "end_sessions", id=account_id, session_stamp=session_stamp)


def close_account(graph: Graph, email: str, session_stamp: str) -> str:
    """Let an account log in no more, and end its sessions and keys; return its id.

    Raises UnknownAccountError where no account with this address may log in.
    """

    def work(tx: ManagedTransaction) -> list[Row]:
        return rows_of(tx, "close_account", email=email, session_stamp=session_stamp, now=datetime.now(UTC))

    closed = graph.write(work)
    if not closed:
        raise UnknownAccountError("There is no open account with the e-mail address {email!r}.", email=email)
    return str(closed[0]["id"])


def acts_for_from(row: Row) -> ActsFor:
    """Return what a row says that an account or invitation acts for."""
    return ActsFor(row["organisation_id"], row["cluster_id"], row["network_id"])


def account_from(row: Row) -> Account:
    """Return the account that a row tells of."""
    told = row["account"]
    return Account(
        id=told["id"],
        email=told["email"],
        name=told["name"],
        role=Role(told["role"]),
        acts_for=acts_for_from(row),
        session_stamp=told["session_stamp"],
        created=told["created"].to_native(),
        last_login=_moment(told["last_login"]),
        closed=_moment(told["closed"]),
        clusters=frozenset(row["clusters"]),
        open_clusters=frozenset(row["open_clusters"]) - frozenset(row["clusters"]),
        language=told["language"],
        weekly_letter=bool(told["weekly_letter"]),
    )


def _find(graph: Graph, **by: str) -> Row | None:
    wanted = {"id": None, "email": None, "key_id": None} | by

    def work(tx: ManagedTransaction) -> Row | None:
        rows = rows_of(tx, "read_account", now=datetime.now(UTC), **wanted)
        return rows[0] if rows else None

    return graph.read(work)


def _run(graph: Graph, query: str, **parameters: object) -> None:
    graph.write(lambda tx: run(tx, query, **parameters))


def _moment(value: Any) -> datetime | None:  # noqa: ANN401  the driver's own type of moments
    return None if value is None else value.to_native()
