"""The one way to the database: a driver a process, time-outs, and the driver's errors told as ours."""

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import urlsplit

from neo4j import Driver, GraphDatabase, ManagedTransaction, Session, unit_of_work
from neo4j.exceptions import DriverError, Neo4jError

from graph_schema.errors import UnsupportedGraphError
from graph_schema.translation import translate

# What the driver logs is raised as well; without a handler Python would print it between the lines of a command.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")
Work = Callable[[ManagedTransaction], T]
"""What is done in one transaction. It may run twice, so it must be idempotent, and return values, not cursors."""

READ_LIMIT_SECONDS = 30.0
WRITE_LIMIT_SECONDS = 300.0
"""After these the database itself gives a transaction up."""

SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})

OLDEST_SUPPORTED = (5, 15)
"""The first version that makes vector indexes by a Cypher command."""

COMPONENTS = "CALL dbms.components() YIELD name, versions RETURN name, versions[0] AS version"


@dataclass(frozen=True, slots=True)
class GraphAddress:
    """Where a database is and how to log in; `uri` is bolt://, neo4j:// or their +s and +ssc forms."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"


class Graph:
    """A database, reached by one driver in each process that uses it, also in processes forked from this one.

    Every method that asks the database raises one of `graph_schema.errors`, and no error of the driver.
    """

    def __init__(self, address: GraphAddress, timeout_seconds: float) -> None:
        self.address = address
        self._timeout_seconds = timeout_seconds
        # By process id, and kept: a forked child must neither use nor close what its parent has opened.
        self._drivers: dict[int, Driver] = {}

    @classmethod
    def connect(cls, address: GraphAddress, timeout_seconds: float = 2.5) -> Self:
        """Return a graph that connects when first asked; `timeout_seconds` bounds the wait for a connection."""
        return cls(address, timeout_seconds)

    def check(self) -> None:
        """Ask the database what it is.

        Raises:
            GraphUnavailableError: it does not answer.
            GraphCredentialsError: it refused the user or password.
            UnsupportedGraphError: it is not a Neo4j that this service can use.
        """
        name, version = self.read(lambda tx: tx.run(COMPONENTS).single(strict=True).values())
        complaint = unsupported(name, version)
        if complaint:
            raise UnsupportedGraphError(f"The database at {self.address.uri} is {complaint}.")

    def read(self, work: Work[T], limit_seconds: float = READ_LIMIT_SECONDS) -> T:
        """Run `work` in a read transaction, once: a caller that can wait asks again."""
        with self.session(retry_seconds=0.0) as session:
            return session.execute_read(unit_of_work(timeout=limit_seconds)(work))

    def write(self, work: Work[T]) -> T:
        """Run `work` in a write transaction, again for a moment if it met another writer or a restart."""
        with self.session(retry_seconds=self._timeout_seconds) as session:
            return session.execute_write(unit_of_work(timeout=WRITE_LIMIT_SECONDS)(work))

    @contextmanager
    def session(self, *, retry_seconds: float) -> Iterator[Session]:
        """Open a session of the driver in which the driver's errors become ours."""
        with (
            self.translated_errors(),
            self.driver().session(database=self.address.database, max_transaction_retry_time=retry_seconds) as session,
        ):
            yield session

    @contextmanager
    def translated_errors(self) -> Iterator[None]:
        """Turn every error of the driver into one of `graph_schema.errors`."""
        try:
            yield
        except (DriverError, Neo4jError) as error:
            raise translate(error, self.address.uri, self.address.user, self.address.database) from error

    def driver(self) -> Driver:
        """Return this process's driver, for the migration library; everything else reads and writes."""
        mine = self._drivers.get(os.getpid())
        if mine is None:
            # Two threads may both come here; the one that is late closes what it made, which has opened nothing yet.
            made = self._new_driver()
            mine = self._drivers.setdefault(os.getpid(), made)
            if mine is not made:
                made.close()
        return mine

    def _new_driver(self) -> Driver:
        if not is_address(self.address.uri):
            raise UnsupportedGraphError(
                f"{self.address.uri!r} is no address of a Neo4j: set NEO4J_URI to one like bolt://host:7687 or "
                "neo4j+s://host."
            )
        with self.translated_errors():
            return GraphDatabase.driver(
                self.address.uri,
                auth=(self.address.user, self.address.password),
                connection_timeout=self._timeout_seconds,
                connection_acquisition_timeout=self._timeout_seconds,
                liveness_check_timeout=0,  # a restarted or hanging server is noticed before a query is sent to it
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )

    def close(self) -> None:
        """Close this process's connections; the next question opens new ones."""
        mine = self._drivers.pop(os.getpid(), None)
        if mine is not None:
            mine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def is_address(uri: str) -> bool:
    """Whether this can be the address of a database, reachable or not."""
    parts = urlsplit(uri)
    try:
        return parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # of a port that is no number
        return False


def unsupported(name: str, version: str) -> str | None:
    """Return what is wrong with a database of this name and version ("5.26.30", "2026.01.2", "5.27-aura"), or None."""
    if name != "Neo4j Kernel":
        return f"{name} {version}, not a Neo4j: set NEO4J_URI to a Neo4j 5.26 or newer"
    numbers = re.match(r"(\d+)\.(\d+)", version)
    if numbers and tuple(map(int, numbers.groups())) >= OLDEST_SUPPORTED:
        return None
    oldest = ".".join(map(str, OLDEST_SUPPORTED))
    return f"Neo4j {version}, and this service needs {oldest} or newer (5.26 LTS is what it is tried with)"
