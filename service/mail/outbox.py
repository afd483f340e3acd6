"""Letters that wait, each a file in a folder: written whole, and removed once it was sent."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import make_msgid
from pathlib import Path
from typing import Final
from uuid import uuid4

from graph_schema.contact_records import naming

KEPT: Final = timedelta(days=3)
"""How long a letter is tried to be sent; then it is set aside, with the ending `.undelivered`."""

_PART, _WAITING, _UNDELIVERED = ".part", ".eml", ".undelivered"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be told to one person; what it says is kept as it is given.

    `stop` is the address by which such letters are ended with one click, where there is one (RFC 8058). `known_as`
    stands in the log for the address of someone of whom nothing may be there.
    """

    to: str
    subject: str
    text: str
    stop: str | None = None
    known_as: str | None = None

    def message(self, sender: str) -> EmailMessage:
        """Return the letter as e-mail; line breaks in a subject, which would end it, become spaces."""
        message = EmailMessage()
        message["From"], message["To"] = sender, self.to
        message["Subject"] = " ".join(self.subject.split())
        message["Date"] = datetime.now(UTC)
        message["Message-ID"] = make_msgid(domain="filiera.invalid")
        message["Auto-Submitted"] = "auto-generated"
        if self.stop is not None:
            message["List-Unsubscribe"] = f"<{self.stop}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.text)
        return message


class Outbox:
    """The letters of a folder; it is made when the first one comes, readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, message: EmailMessage) -> None:
        """Keep a letter until it is sent."""
        with self.putting(message):
            pass

    @contextmanager
    def putting(self, message: EmailMessage) -> Iterator[None]:
        """Keep a letter first, and let it wait to be sent once the block is done; where that fails it is not there."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{uuid4().hex[:8]}"
        part = self._folder / f"{name}{_PART}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(message.as_bytes(policy=policy.SMTP))
        try:
            yield
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        with suppress(FileNotFoundError):  # whom it names was erased meanwhile
            part.rename(part.with_suffix(_WAITING))

    def waiting(self) -> Iterator[tuple[Path, EmailMessage]]:
        """Yield the files of the letters that wait, the oldest first, and what they hold."""
        for path in sorted(self._folder.glob(f"*{_WAITING}")):
            message = _read(path)
            if message is not None:
                yield path, message

    def forget(self, words: Iterable[str]) -> int:
        """Remove the letters that name one of these, also those that were given up; return how many."""
        named = naming(words)
        found = [path for ending in (_PART, _WAITING, _UNDELIVERED) for path in self._folder.glob(f"*{ending}")]
        gone = [path for path in found if (message := _read(path)) is not None and named.search(_all_of(message))]
        for path in gone:
            path.unlink(missing_ok=True)
        return len(gone)

    @staticmethod
    def sent(path: Path) -> None:
        """Remove a letter that was sent."""
        path.unlink(missing_ok=True)

    @staticmethod
    def set_aside(path: Path) -> None:
        """Give up a letter: its file stays, with another ending, for whoever looks after the service."""
        path.rename(path.with_suffix(_UNDELIVERED))

    def set_aside_if_old(self, path: Path) -> bool:
        """Give up a letter that could not be sent for three days, and tell whether this one is."""
        is_old = datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC) > KEPT
        if is_old:
            self.set_aside(path)
        return is_old


def _read(path: Path) -> EmailMessage | None:
    """Return a letter; None where it was sent or removed meanwhile."""
    try:
        return BytesParser(EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
    except FileNotFoundError:
        return None


def _all_of(message: EmailMessage) -> str:
    """Return all that a letter says, and to whom."""
    return f"{message['To']} {message['Subject']} {message.get_content()}"
