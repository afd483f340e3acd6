"""One demo at a time in a data folder."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from service.errors import ServiceError


class DemoRunningError(ServiceError):
    """Another demo of this data folder is running; the sentence says where."""


@contextmanager
def only_one(data_dir: Path) -> Iterator[Callable[[str], None]]:
    """Be the only demo of this folder; yield a function that tells the others our address once there is one.

    The lock is the kernel's: it goes with the process, however that ends.

    Raises:
        DemoRunningError: there is one already.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "demo.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise DemoRunningError(_describe(file.read())) from None

        def announce(address: str | None) -> None:
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "address": address}))
            file.flush()

        announce(None)
        yield announce


def _describe(text: str) -> str:
    try:
        other = json.loads(text)
    except ValueError:
        return "The demo is being started already, by another process."
    if other["address"] is None:
        return f"The demo is being started already, by process {other['pid']}."
    return f"The demo runs already, at {other['address']} (process {other['pid']})."
