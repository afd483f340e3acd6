"""E-mail through a real mail server of this machine: nothing is lost, nothing is sent twice, nobody waits."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from socket import create_server

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import ValidationError
from structlog.testing import capture_logs

from service.mail.outbox import KEPT, Letter, Outbox
from service.mail.sending import post, send_waiting
from service.mail.smtp import SmtpServer, smtp_server
from service.settings import Settings

ANNA = Letter("anna@example.it", "A partner for you", "Höganäs AB could be one.\n")


class Postbox:
    """Takes every letter but those for nobody."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.passwords: list[bytes] = []

    async def handle_RCPT(  # noqa: N802  # as the library calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 there is no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(message_from_bytes(content, EmailMessage, policy=policy.default))
        return "250 OK"

    def authenticated(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, who: object
    ) -> AuthResult:
        assert isinstance(who, LoginPassword)
        self.passwords.append(who.password)
        return AuthResult(success=True)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Controller]:
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        postbox, "127.0.0.1", port, authenticator=postbox.authenticated, auth_require_tls=False, auth_required=False
    )
    controller.start()
    yield controller
    controller.stop()


def settings_for(folder: Path, url: str | None) -> Settings:
    return Settings(data_dir=folder, smtp_url=url)  # type: ignore[arg-type]  # pydantic makes a secret of it


@pytest.fixture
def settings(tmp_path: Path, server: Controller) -> Settings:
    return settings_for(tmp_path, f"smtp://127.0.0.1:{server.port}")


def files(settings: Settings) -> list[str]:
    return sorted(path.suffix for path in settings.outbox_dir.glob("*"))


def test_a_letter_arrives_once_and_as_it_was_written(settings: Settings, postbox: Postbox) -> None:
    post(settings, ANNA)
    assert (postbox.taken, files(settings)) == ([], [".eml"])
    assert (send_waiting(settings), send_waiting(settings)) == (1, 0)
    (letter,) = postbox.taken
    assert (letter["To"], letter["Subject"], letter["From"]) == (ANNA.to, ANNA.subject, settings.mail_from)
    assert letter.get_content().replace("\r\n", "\n") == ANNA.text
    assert files(settings) == []


def test_letters_are_for_their_owner_to_read_alone(settings: Settings) -> None:
    post(settings, ANNA)
    (path,) = settings.outbox_dir.iterdir()
    assert [oct(one.stat().st_mode & 0o777) for one in (settings.outbox_dir, path)] == ["0o700", "0o600"]


def test_a_subject_cannot_add_recipients(settings: Settings, postbox: Postbox) -> None:
    post(settings, Letter(ANNA.to, "Hello\r\nBcc: all@example.org", "text"))
    send_waiting(settings)
    assert postbox.taken[0]["Subject"] == "Hello Bcc: all@example.org"
    assert postbox.taken[0]["Bcc"] is None


def test_while_the_server_is_away_letters_wait(tmp_path: Path, settings: Settings, postbox: Postbox) -> None:
    with create_server(("127.0.0.1", 0)) as closed:
        away = settings_for(tmp_path, f"smtp://127.0.0.1:{closed.getsockname()[1]}")
    post(away, ANNA)
    assert (send_waiting(away), files(away)) == (0, [".eml"])
    assert send_waiting(settings) == 1
    assert len(postbox.taken) == 1


def test_a_letter_that_waited_three_days_is_set_aside(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as closed:
        away = settings_for(tmp_path, f"smtp://127.0.0.1:{closed.getsockname()[1]}")
    post(away, ANNA)
    (path,) = away.outbox_dir.iterdir()
    old = (datetime.now(UTC) - KEPT - timedelta(minutes=1)).timestamp()
    os.utime(path, (old, old))
    assert send_waiting(away) == 0
    assert files(away) == [".undelivered"]


def test_a_letter_that_is_refused_holds_up_no_other(settings: Settings, postbox: Postbox) -> None:
    post(settings, Letter("nobody@example.it", "Hello", "text"))
    post(settings, ANNA)
    assert send_waiting(settings) == 1
    assert [letter["To"] for letter in postbox.taken] == [ANNA.to]
    assert files(settings) == [".undelivered"]


def test_without_a_server_the_log_has_it(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, None)
    with capture_logs() as lines:
        post(settings, ANNA)
    assert (lines[0]["to"], lines[0]["subject"], lines[0]["text"]) == (ANNA.to, ANNA.subject, ANNA.text)
    assert (send_waiting(settings), settings.outbox_dir.exists()) == (0, False)


def test_no_password_is_sent_without_encryption(tmp_path: Path, server: Controller, postbox: Postbox) -> None:
    settings = settings_for(tmp_path, f"smtp://anna:secret@127.0.0.1:{server.port}")
    post(settings, ANNA)
    with capture_logs() as lines:
        assert send_waiting(settings) == 0
    assert "no encryption" in lines[0]["why"]
    assert (postbox.passwords, files(settings)) == ([], [".eml"])


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.it", SmtpServer("mail.example.it", 587, None, None, is_encrypted=False)),
        ("smtps://a:b%40c@mail.example.it", SmtpServer("mail.example.it", 465, "a", "b@c", is_encrypted=True)),
        ("smtp://mail.example.it:25", SmtpServer("mail.example.it", 25, None, None, is_encrypted=False)),
    ],
)
def test_addresses_of_servers(url: str, expected: SmtpServer) -> None:
    assert smtp_server(url) == expected


@pytest.mark.parametrize("url", ["mail.example.it", "http://mail.example.it", "smtp://"])
def test_a_wrong_address_is_told_at_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValidationError, match="give it as smtp://user:password@host:587"):
        settings_for(tmp_path, url)


def test_who_is_forgotten_goes_with_the_letters_that_name_them_and_no_others(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    for text in ("Speak with IDA.", "ida@example.it answers", "Your idea is valid"):
        outbox.put(replace(ANNA, text=text).message("filiera@example.org"))
    assert outbox.forget(["Ida", "ida@example.it", ""]) == 2
    assert [message.get_content().strip() for _, message in outbox.waiting()] == ["Your idea is valid"]


def test_a_letter_waits_only_once_what_it_tells_of_is_done(tmp_path: Path) -> None:
    outbox, message = Outbox(tmp_path), ANNA.message("filiera@example.org")

    def fail() -> None:
        with outbox.putting(message):
            assert list(outbox.waiting()) == []
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert list(tmp_path.iterdir()) == []
    with outbox.putting(message):
        assert outbox.forget([ANNA.to]) == 1, "nor one of whom is erased meanwhile"
    assert list(tmp_path.iterdir()) == []


def test_an_outbox_that_was_never_used_is_empty(tmp_path: Path) -> None:
    assert list(Outbox(tmp_path / "none").waiting()) == []
