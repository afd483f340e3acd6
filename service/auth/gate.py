"""The one gate: every request is held against the policy before anything else is done with it."""

from typing import Final

from flask import Flask, current_app, g, redirect, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from graph_schema.account_records import AuditKind, KeyScope
from matchers.said import said
from service.auth.audit import record
from service.auth.credentials import HOW, identify
from service.auth.feed_addresses import holder_of
from service.auth.policy import Rule, policy
from service.auth.reach import reaches_target
from service.auth.viewer import Viewer
from service.errors import FormRefusedError, LoginNeededError, NotFoundError
from service.runtime import current_runtime

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def register_gate(app: Flask) -> None:
    """Hold every request of the application against the policy."""
    # Tokens are checked by the gate, which knows whether a cookie or a key speaks; they last as long as the session.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    app.before_request(_check)


def _check() -> Response | None:
    """Let a request go on, or answer it: by asking to log in, or as if there were nothing here."""
    if request.endpoint is None or request.method == "OPTIONS":
        return None
    rule = policy().rule(request.endpoint)
    if rule.anonymous:
        return None
    word = (request.view_args or {}).get("word", "")
    g.viewer = viewer = holder_of(word) if rule.by_address else identify()
    is_page = not request.path.startswith("/api/")
    if request.method not in _SAFE and (is_page or viewer.has_session):
        _check_form()
    g.scope = rule.scope(viewer.role, is_open=current_runtime().settings.access == "open")
    if g.scope is not None and _may_by_key(viewer, rule) and reaches_target(viewer, g.scope, request.view_args or {}):
        return None
    if not viewer.is_visitor:
        record(current_runtime().graph(), AuditKind.ACCESS_REFUSED, about=request.endpoint)
        raise NotFoundError(said("There is nothing here, or nothing that you may see."))
    if not is_page:
        raise LoginNeededError(HOW)
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.log_in", back=back))


def _may_by_key(viewer: Viewer, rule: Rule) -> bool:
    if viewer.key_scopes is None:
        return True
    wanted = KeyScope.WRITE if rule.writes and request.method not in _SAFE else KeyScope.READ
    return not rule.session_only and wanted in viewer.key_scopes


def _check_form() -> None:
    try:
        current_app.extensions["csrf"].protect()
    except RequestEntityTooLarge:
        record(current_runtime().graph(), AuditKind.LIST_REFUSED, about=request.path)
        raise
    except CSRFError as error:
        raise FormRefusedError(
            said(
                "This form is too old, or did not come from a page of this service: open the page again and send it "
                "once more. A program sends a key instead of a cookie."
            )
        ) from error
