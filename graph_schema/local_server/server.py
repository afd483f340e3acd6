"""Start, stop and look at the managed local Neo4j of one folder."""

import fcntl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph_schema.connection import Graph, GraphAddress
from graph_schema.errors import GraphCredentialsError, GraphUnavailableError, LocalServerError
from graph_schema.local_server.configuration import DATABASE, USER, Layout, ensure_password, password, write_settings
from graph_schema.local_server.installation import class_path
from graph_schema.local_server.process import end, find, free_port, recall, remember, set_initial_password, spawn
from graph_schema.progress import Progress, silent

START_LIMIT_SECONDS = 120
POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ServerStatus:
    """What there is to know about a managed server without its password; `pid` and `uri` are None when it is down."""

    pid: int | None
    uri: str | None
    directory: Path
    password_file: Path
    log_file: Path


class LocalServer:
    """The Neo4j that keeps its data in `directory` and listens on a port of the loopback interface.

    Attributes:
        started_here: whether `start` of this object brought it up, and did not find it running.
    """

    def __init__(self, directory: Path) -> None:
        self._layout = Layout(directory.absolute())
        self.started_here = False

    def start(self, progress: Progress = silent, *, attached: bool) -> GraphAddress:
        """Bring the server up, if it is not, and return its address once it answers.

        The first start of a user account downloads Neo4j. `attached` lets the server end with the calling process,
        however that ends; then call from the main thread. Starters of the same folder wait for each other.

        Raises:
            LocalServerError: with the reason and the log file.
        """
        with self._locked():
            running = self.address()
            if running is not None:
                return running
            jars = class_path(progress)
            layout = self._layout
            port = free_port(preferred=int(recall(layout).get("port", 0)))
            write_settings(layout, port)
            ensure_password(layout, lambda file: set_initial_password(layout, jars, file))
            child = spawn(layout, jars, attached=attached)
            self.started_here = True
            try:
                return self._wait_until_ready(child, port, progress)
            except BaseException:  # also Ctrl-C: what did not come up is not left behind
                end(child)
                raise

    def stop(self) -> bool:
        """Stop the server; its data stays. Return whether there was one to stop."""
        with self._locked():
            found = find(self._layout)
            if found is not None:
                end(found[0])
            return found is not None

    def status(self) -> ServerStatus:
        """Return what is known about the server now."""
        found, layout = find(self._layout), self._layout
        pid, uri = (found[0].pid, _uri(found[1])) if found else (None, None)
        return ServerStatus(pid, uri, layout.directory, layout.password_file, layout.log_file)

    def address(self) -> GraphAddress | None:
        """Return where the server listens and how to log in, or None when it is not running."""
        found = find(self._layout)
        if found is None or not self._layout.password_file.exists():
            return None
        return GraphAddress(_uri(found[1]), USER, password(self._layout), DATABASE)

    def _wait_until_ready(self, child: subprocess.Popen[bytes], port: int, progress: Progress) -> GraphAddress:
        remember(self._layout, child.pid, port)
        address = GraphAddress(_uri(port), USER, password(self._layout), DATABASE)
        began = time.monotonic()
        with Graph.connect(address) as graph:
            while (waited := time.monotonic() - began) < START_LIMIT_SECONDS:
                progress("Starting Neo4j", 0, 0)
                if child.poll() is not None:
                    raise LocalServerError(f"Neo4j ended while starting: {self._last_words()}")
                if _answers(graph):
                    progress("Starting Neo4j", 1, 1)
                    return address
                time.sleep(POLL_SECONDS)
        raise LocalServerError(f"Neo4j did not answer within {waited:.0f} s: {self._last_words()}")

    def _last_words(self) -> str:
        log = self._layout.log_file
        lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f"{lines[-1] if lines else 'it wrote nothing'} (log: {log} and {self._layout.home / 'logs'})"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the folder's lock, waiting for another starter or stopper; the kernel frees it however we end."""
        self._layout.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._layout.lock_file.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _uri(port: int) -> str:
    return f"bolt://127.0.0.1:{port}"


def _answers(graph: Graph) -> bool:
    try:
        graph.check()
    except GraphUnavailableError:
        return False
    except GraphCredentialsError as error:
        raise LocalServerError(
            "The local database does not take its generated password: put the password file back that belongs to its "
            "data, or remove the folder of the local database to begin with an empty one."
        ) from error
    return True
