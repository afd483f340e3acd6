"""Who asks: a visitor, someone logged in, or a program with a key."""

from dataclasses import dataclass
from typing import Final

from flask import g, has_request_context

from graph_schema.account_records import Account, ActsFor, KeyScope, Role

_NOTHING: Final = ActsFor()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks; `role` is None for a visitor. `clusters` and `open_clusters` as in `Account`.

    `key_scopes` are those of the key of a program, None for a person. `id` is the account's, or what stands for one.
    `language` is that of the account, None where it has not chosen one.
    """

    id: str
    name: str
    role: Role | None = None
    email: str | None = None
    acts_for: ActsFor = _NOTHING
    clusters: frozenset[str] = frozenset()
    open_clusters: frozenset[str] = frozenset()
    key_scopes: frozenset[KeyScope] | None = None
    language: str | None = None

    @property
    def is_visitor(self) -> bool:
        """Whether nobody knows who this is."""
        return self.role is None

    def manages(self, cluster_id: str) -> bool:
        """Whether this is the manager of a cluster, or an administrator."""
        return self.role is Role.ADMINISTRATOR or self.acts_for.cluster_id == cluster_id

    @property
    def has_session(self) -> bool:
        """Whether this is a person in a browser, who is known by a cookie."""
        return self.role is not None and self.key_scopes is None


NOBODY: Final = Viewer("visitor", "A visitor")

OPERATOR: Final = Viewer("write-key", "WRITE_KEY", Role.ADMINISTRATOR, key_scopes=frozenset(KeyScope))
"""A program with the key of the settings."""

COMMAND_LINE: Final = Viewer("command-line", "The command line", Role.ADMINISTRATOR)
"""Whoever runs a command on the machine may do all."""


def viewer_of(account: Account, key_scopes: frozenset[KeyScope] | None = None) -> Viewer:
    """Return an account as the one who asks, by a session or by a key with these scopes."""
    return Viewer(
        id=account.id,
        name=account.name,
        role=account.role,
        email=account.email,
        acts_for=account.acts_for,
        clusters=account.clusters,
        open_clusters=account.open_clusters,
        key_scopes=key_scopes,
        language=account.language,
    )


def current_viewer() -> Viewer:
    """Return who sent the request at hand; a command has the rights of the command line."""
    if not has_request_context():
        return COMMAND_LINE
    viewer: Viewer = g.get("viewer", NOBODY)
    return viewer
