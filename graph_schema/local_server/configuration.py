"""The folder of a managed Neo4j: its files, its settings and its generated password."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph_schema.errors import LocalServerError

USER = "neo4j"
DATABASE = "neo4j"

SETTINGS = """\
# Written at every start by Filiera; changes made here are lost.
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
client.allow_telemetry=false
server.memory.pagecache.size=256m
db.logs.query.enabled=OFF
db.tx_log.rotation.size=32m
# The password cannot be guessed; locking its user out would let any program on this machine stop the service.
dbms.security.auth_max_failed_attempts=0
# A client notices within seconds that the server hangs, also in the middle of a query.
server.bolt.connection_keep_alive_for_requests=ALL
server.bolt.connection_keep_alive=5s
# Stopping would else wait ten seconds for connections that are already closed.
internal.server.bolt.thread_pool_shutdown_wait_time=200ms
internal.server.bolt.connection_shutdown_wait_time=200ms
"""

JVM_OPTIONS = (
    "-Xmx800m",
    "-Xmn400m",  # half of it for what is young: a large import is one transaction, and is not copied again and again
    "-XX:MetaspaceSize=192m",  # else the whole heap is collected while the server starts
    "-XX:+UseSerialGC",  # the smallest and quickest to start, for a heap of this size
    "-XX:TieredStopAtLevel=1",  # halves the processor time of start, migration and import: the server never runs long
    "-XX:+ExitOnOutOfMemoryError",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything of one managed Neo4j lies, under `directory` (absolute)."""

    directory: Path

    @property
    def home(self) -> Path:
        """Neo4j's own home folder: data and logs."""
        return self.directory / "home"

    @property
    def configuration(self) -> Path:
        """The folder of `neo4j.conf`."""
        return self.directory / "conf"

    @property
    def password_file(self) -> Path:
        """The generated password, readable by its owner only; exists once Neo4j knows it."""
        return self.directory / "password"

    @property
    def state_file(self) -> Path:
        """Process id, its start time and port of the running server."""
        return self.directory / "server.json"

    @property
    def lock_file(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.directory / "lock"

    @property
    def log_file(self) -> Path:
        """What the server wrote to its console."""
        return self.directory / "console.log"


def write_settings(layout: Layout, port: int) -> None:
    """Write `neo4j.conf`: Bolt on `port` of the loopback interface, and nothing else listening or calling home."""
    layout.home.mkdir(exist_ok=True)
    layout.configuration.mkdir(exist_ok=True)
    (layout.configuration / "neo4j.conf").write_text(SETTINGS.format(port=port), encoding="utf-8")


def password(layout: Layout) -> str:
    """Return the generated password."""
    return layout.password_file.read_text(encoding="utf-8")


def ensure_password(layout: Layout, tell_neo4j: Callable[[Path], None]) -> None:
    """Generate the password before the very first start and have `tell_neo4j` read it from the file it is given.

    The file gets its final name only afterwards: a crash in between leaves nothing that the next start would trust.

    Raises:
        LocalServerError: there is data from earlier, but its password is gone.
    """
    if layout.password_file.exists():
        return
    if (layout.home / "data" / "databases").exists():
        raise LocalServerError(
            f"The password of the local database is gone: put {layout.password_file} back, or remove "
            f"{layout.directory} to begin with an empty database."
        )
    fresh = layout.password_file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(secrets.token_hex(24))  # a dash in front would read as an option
    tell_neo4j(fresh)
    fresh.rename(layout.password_file)
