"""The mail server of the settings."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS: Final = 20.0
_PORTS: Final = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server: `smtps` is encrypted from the start, `smtp` as soon as the server offers it."""

    host: str
    port: int
    user: str | None
    password: str | None
    is_encrypted: bool

    @contextmanager
    def connected(self) -> Iterator[smtplib.SMTP]:
        """Yield a connection over which letters go; OSError or SMTPException where the server refuses.

        A password is never sent over a connection that is not encrypted.
        """
        context = ssl.create_default_context()
        if self.is_encrypted:
            connect: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            connect = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        with connect as server:
            server.ehlo()
            encrypted = self.is_encrypted
            if not encrypted and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
                encrypted = True
            if self.user is not None:
                if not encrypted:
                    raise smtplib.SMTPNotSupportedError("the server offers no encryption, so no password is sent to it")
                server.login(self.user, self.password or "")
            yield server


def smtp_server(url: str) -> SmtpServer:
    """Return the server of an address like `smtp://user:password@host:587`; ValueError with what to write instead."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("give it as smtp://user:password@host:587, or smtps:// for a server that encrypts at once")
    user, password = (unquote(word) if word else None for word in (parts.username, parts.password))
    return SmtpServer(parts.hostname, parts.port or _PORTS[parts.scheme], user, password, parts.scheme == "smtps")
