"""Which port the demo listens on."""

import socket

from service.errors import ServiceError

USUAL = 8000
TRIED = 100
"""Ports from the usual one on that are tried where none is asked for."""


class PortTakenError(ServiceError):
    """The port that was asked for is in use."""


def choose_port(asked: int | None) -> int:
    """Return the port asked for, or the first free one from 8000 on.

    Raises:
        PortTakenError: the port asked for, or every one that was tried, is in use.
    """
    if asked is None:
        for port in range(USUAL, USUAL + TRIED):
            if is_free(port):
                return port
        raise PortTakenError(f"Ports {USUAL} to {USUAL + TRIED - 1} are all in use: set PORT to a free one.")
    if not is_free(asked):
        raise PortTakenError(
            f"Port {asked} is in use by another program: set PORT to a free one, or stop that program."
        )
    return asked


def is_free(port: int) -> bool:
    """Whether a server can listen on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does: a port just left is free
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
