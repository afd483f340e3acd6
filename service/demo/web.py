"""The web service as a child process: started as the Procfile says, watched, stopped."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from graph_schema.local_server.process import end
from graph_schema.local_server.tether import tethered
from service.errors import ServiceError

ROOT = Path(__file__).parents[2]
"""The repository: where the Procfile is."""

READY_LIMIT_SECONDS = 120.0
STOP_GRACE_SECONDS = 15.0
POLL_SECONDS = 0.1


class WebServiceError(ServiceError):
    """The web service did not start, or ended by itself."""


class WebService:
    """gunicorn on a port of 127.0.0.1, tied to this process: whatever ends this one ends it too."""

    def __init__(self, port: int, data_dir: Path, command: Sequence[str]) -> None:
        """Start `command`; its output goes to a log file under `data_dir`."""
        self.address = f"http://127.0.0.1:{port}"
        self.log_file = data_dir.absolute() / "web.log"
        self._port = port
        with self.log_file.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - what our own Procfile says
                tethered(command),
                cwd=ROOT,
                env={**os.environ, "PORT": str(port), "DATA_DIR": str(data_dir.absolute())},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches only us, and we stop things in order
            )

    def wait_until_ready(self, on_wait: Callable[[], None]) -> None:
        """Wait until it has all it needs; `on_wait` is called again and again. Raises WebServiceError."""
        began = time.monotonic()
        while self._ready_status() != 200:  # noqa: PLR2004 - OK
            self.check()
            if time.monotonic() - began > READY_LIMIT_SECONDS:
                raise WebServiceError(f"The web service is not ready after {READY_LIMIT_SECONDS:.0f} s{self._log()}")
            on_wait()
            time.sleep(POLL_SECONDS)

    def check(self) -> None:
        """Raise WebServiceError if it has ended."""
        status = self._process.poll()
        if status is not None:
            how = f"was ended by signal {-status}" if status < 0 else f"ended by itself with exit code {status}"
            raise WebServiceError(f"The web service {how}{self._log()}")

    def stop(self) -> None:
        """Stop it, letting requests under way finish."""
        end(self._process, STOP_GRACE_SECONDS)

    def _ready_status(self) -> int | None:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status
        except (OSError, HTTPException):
            return None
        finally:
            connection.close()

    def _log(self) -> str:
        lines = self.log_file.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return f": {lines[-1]} (log: {self.log_file})" if lines else f" (log: {self.log_file})"


def web_command(procfile: Path) -> list[str]:
    """Return the command line of the `web:` line, its program by full path from this virtual environment."""
    lines = procfile.read_text(encoding="utf-8").splitlines()
    program, *arguments = shlex.split(next(line for line in lines if line.startswith("web:")).removeprefix("web:"))
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    found = shutil.which(program, path=places)
    if found is None:
        raise WebServiceError(f"{program} is not installed: run `make demo`, which installs the requirements.")
    return [found, *arguments]
