"""From the outbox to the mail server; where there is none, into the log."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import structlog

from service.mail.outbox import Letter, Outbox
from service.mail.smtp import smtp_server
from service.settings import Settings

log = structlog.get_logger(__name__)


def post(settings: Settings, letter: Letter) -> None:
    """Have a letter sent soon; without a mail server it is written to the log, which then is all there is of it."""
    with posting(settings, letter):
        pass


@contextmanager
def posting(settings: Settings, letter: Letter) -> Iterator[None]:
    """Have a letter sent once the block is done, as `post` does: one that cannot be kept lets the block not begin.

    So nothing is done of which the letter would have told the only way back.
    """
    if settings.smtp_url is None:
        yield
        log.info(
            "letter, not sent as SMTP_URL is not set",
            to=letter.known_as or letter.to,
            subject=letter.subject,
            text=letter.text,
        )
        return
    with Outbox(settings.outbox_dir).putting(letter.message(settings.mail_from)):
        yield


def send_waiting(settings: Settings) -> int:
    """Send the letters that wait and return how many went; those that the server does not take now wait on."""
    outbox = Outbox(settings.outbox_dir)
    waiting = list(outbox.waiting()) if settings.smtp_url is not None else []
    if settings.smtp_url is None or not waiting:
        return 0
    try:
        with smtp_server(settings.smtp_url.get_secret_value()).connected() as server:
            return sum(_sent(server, outbox, path, message) for path, message in waiting)
    except (OSError, smtplib.SMTPException) as error:
        given_up = [path.name for path, _ in waiting if path.exists() and outbox.set_aside_if_old(path)]
        log.warning("letters wait, as the mail server does not take them now", why=str(error), given_up=given_up)
    return 0


def _sent(server: smtplib.SMTP, outbox: Outbox, path: Path, message: EmailMessage) -> bool:
    """Send a letter; one that the server will never take is set aside, so that others behind it go."""
    try:
        server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        outbox.set_aside(path)
        # The file says to whom; the log does not, as it may be a contact person, and neither may the server's words.
        log.warning("letter refused", why=type(error).__name__, kept=path.name)
        return False
    outbox.sent(path)
    return True
