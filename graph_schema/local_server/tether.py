"""Let a program die with the one that started it: `python tether.py PARENT_PID PROGRAM ARGUMENT…` (Linux).

The kernel sends SIGTERM to the program when the thread that started it ends, however it ends, so that even `kill -9`
of the parent leaves nothing behind. This file stands alone: it is run as a script, which then becomes the program.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

PR_SET_PDEATHSIG = 1
"""From linux/prctl.h."""


def tethered(command: Sequence[str]) -> list[str]:
    """Return the command line that runs `command` (its program by full path) tied to the calling process.

    Start it from the main thread: the tie is to the thread that starts it.
    """
    return [sys.executable, "-I", "-S", __file__, str(os.getpid()), *command]


def main(parent: int, command: list[str]) -> None:
    """Tie this process to `parent` and become `command`."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:  # else it died before the tie was made
        os.execv(command[0], command)  # noqa: S606 - becoming the given program is what this script is for


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
