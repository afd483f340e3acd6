"""Who is logged in, by a signed cookie that carries the account's id and the stamp that its sessions must have."""

import hmac
from datetime import timedelta
from typing import Final

import flask_login
from flask import Flask, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from graph_schema import store
from graph_schema.account_records import Account
from service.auth.secret_words import session_secret
from service.runtime import current_runtime
from service.settings import Settings

LONGEST_SESSION: Final = timedelta(hours=12)
"""After so long without a request one logs in again."""


class LoggedIn:
    """An account as Flask-Login wants it."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """Return what the cookie carries."""
        return f"{self.account.id}.{self.account.session_stamp}"


class SignedSessions(SecureCookieSessionInterface):
    """Flask's sessions, signed with the secret of the data folder, which is read when the first one is needed."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and checks cookies."""
        if app.secret_key is None:
            app.secret_key = session_secret(current_runtime().settings.session_secret_file)
        return super().get_signing_serializer(app)


def register_sessions(app: Flask, settings: Settings) -> None:
    """Let the application know who is logged in."""
    app.session_interface = SignedSessions()
    app.config.update(
        SESSION_COOKIE_NAME="filiera",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.address.startswith("https:"),
        PERMANENT_SESSION_LIFETIME=LONGEST_SESSION,
    )
    manager = flask_login.LoginManager()
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_load)


def begin_session(account: Account) -> None:
    """Log an account in with this answer."""
    session.clear()
    session.permanent = True
    flask_login.login_user(LoggedIn(account))


def end_session() -> None:
    """Log out with this answer."""
    flask_login.logout_user()
    session.clear()


def account_of_session() -> Account | None:
    """Return who is logged in; None for a visitor, also where the session was ended. GraphError without a database."""
    user = flask_login.current_user
    return user.account if user.is_authenticated else None


def _load(carried: str) -> LoggedIn | None:
    account_id, _, stamp = carried.partition(".")
    account = store.read_account(current_runtime().graph(), account_id)
    if account is None or account.closed or not hmac.compare_digest(account.session_stamp.encode(), stamp.encode()):
        return None
    return LoggedIn(account)
