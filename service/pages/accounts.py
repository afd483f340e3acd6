"""Log in and out, accept an invitation, and look after one's own account: password and API keys."""

from http import HTTPStatus
from typing import Annotated, Literal

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from graph_schema import store
from graph_schema.account_records import Role
from graph_schema.errors import AccountExistsError
from service import weekly_letter
from service.api.fields import Request
from service.auth import accounts
from service.auth.accounts import INVITATION_DAYS, KEY_DAYS
from service.auth.secret_words import LONGEST, SHORTEST
from service.auth.sessions import begin_session, end_session
from service.auth.viewer import current_viewer
from service.errors import ServiceError, TooManyAttemptsError, describe
from service.languages import current_code
from service.pages.forms import read_form, read_posted
from service.runtime import current_runtime

Answer = tuple[str, HTTPStatus] | tuple[str, HTTPStatus, dict[str, str]]

blueprint = Blueprint("accounts", __name__)

Word = Annotated[str, Field(max_length=1_000)]


class BackForm(Request):
    """Where someone was going when asked to log in."""

    back: Word = ""


class LoginForm(BackForm):
    """An e-mail address and a password."""

    email: Word = ""
    password: Word = ""


class AcceptForm(Request):
    """What someone who is invited tells."""

    email: Word = ""
    name: Word = ""
    password: Word = ""
    letter: Literal["true"] | None = None


class PasswordForm(Request):
    """The password until now, and the new one."""

    present: Word = ""
    new: Word = ""


class LanguageForm(Request):
    """The language in which one is written to."""

    language: Literal["en", "it", "nb"] = "en"


class LetterForm(Request):
    """Whether one wants the weekly letter."""

    wanted: Literal["true", "false"] = "false"


class KeyForm(Request):
    """What a key is for, what it may do, and for how long."""

    label: Annotated[str, Field(max_length=100)] = "A key"
    scope: Literal["read", "write"] = "read"
    days: Literal["30", "90", "365"] = "90"


@blueprint.get("/login")
def log_in() -> str:
    """Ask for e-mail address and password."""
    return render_template("login.html", form=LoginForm(back=read_form(BackForm).back))


@blueprint.post("/login")
def check_log_in() -> Response | Answer:
    """Log in, and go on to where one was going."""
    form = read_posted(LoginForm)
    try:
        begin_session(accounts.check_login(current_runtime().graph(), form.email, form.password))
    except ServiceError as error:
        return _again("login.html", error, form=form)
    return redirect(_own_page(form.back))


@blueprint.post("/logout")
def log_out() -> Response:
    """End all sessions of the account."""
    accounts.log_out(current_runtime().graph(), current_viewer())
    end_session()
    return redirect(url_for("home.show"))


@blueprint.get("/invitation/<token>")
def invitation(token: str) -> str:
    """Say what an invitation is for, and ask for what an account needs."""
    found = accounts.look_at_invitation(current_runtime().graph(), token)
    return render_template("invitation.html", invitation=found, form=AcceptForm(), shortest=SHORTEST, longest=LONGEST)


@blueprint.post("/invitation/<token>")
def accept(token: str) -> Response | Answer:
    """Make the account, or set the new password, and be logged in."""
    graph, form = current_runtime().graph(), read_posted(AcceptForm)
    try:
        account = accounts.accept(graph, token, form.email, form.name, form.password)
    except (ServiceError, AccountExistsError) as error:
        found = accounts.look_at_invitation(graph, token)
        return _again("invitation.html", error, invitation=found, form=form, shortest=SHORTEST, longest=LONGEST)
    if account.language is None:
        store.write_language(graph, account.id, current_code())
    if form.letter and account.role is Role.SME_MEMBER:
        weekly_letter.choose(current_runtime(), account.id, wanted=True)
    begin_session(account)
    return redirect(url_for("mine.own"))


@blueprint.get("/account")
def show() -> Answer:
    """Show one's own account."""
    return _account()


@blueprint.post("/account/password")
def change_password() -> Response | Answer:
    """Change one's password; every other session ends."""
    form = read_posted(PasswordForm)
    try:
        changed = accounts.change_password(current_runtime().graph(), current_viewer(), form.present, form.new)
    except ServiceError as error:
        return _account(error)
    begin_session(changed)
    return redirect(url_for("accounts.show", done="password"))


@blueprint.post("/account/language")
def choose_language() -> Response:
    """Keep a language for the account's letters, and show its pages in it."""
    chosen = read_posted(LanguageForm).language
    store.write_language(current_runtime().graph(), current_viewer().id, chosen)
    return redirect(url_for("accounts.show", lang=chosen))


@blueprint.post("/account/letter")
def choose_letter() -> Response:
    """Get the weekly letter, or get it no more."""
    weekly_letter.choose(current_runtime(), current_viewer().id, wanted=read_posted(LetterForm).wanted == "true")
    return redirect(url_for("accounts.show", done="letter", _anchor="letter-title"))


@blueprint.post("/account/keys")
def make_key() -> Answer:
    """Make a key, and show it this once."""
    form = read_posted(KeyForm)
    made = accounts.make_key(
        current_runtime().graph(), current_viewer(), form.label, writes=form.scope == "write", days=int(form.days)
    )
    return _account(made=made)


@blueprint.post("/account/keys/<key_id>/revoke")
def revoke_key(key_id: str) -> Response:
    """Let a key count no more."""
    accounts.revoke_key(current_runtime().graph(), current_viewer(), key_id)
    return redirect(url_for("accounts.show", done="key"))


def _account(error: ServiceError | None = None, made: str | None = None) -> Answer:
    graph, viewer = current_runtime().graph(), current_viewer()
    account = store.read_account(graph, viewer.id)
    told = {
        "keys": store.read_api_keys(graph, viewer.id),
        "gets_letter": bool(account and account.weekly_letter),
        "made": made,
        "key_days": KEY_DAYS,
        "done": request.args.get("done"),
    }
    limits = {"shortest": SHORTEST, "longest": LONGEST, "invitation_days": INVITATION_DAYS}
    if error is not None:
        return _again("account.html", error, **told, **limits)
    return render_template("account.html", problem=None, **told, **limits), HTTPStatus.OK


def _again(template: str, error: Exception, **told: object) -> Answer:
    """Show a form again, with what was wrong."""
    problem = describe(error)
    waits = {"Retry-After": str(error.retry_after_seconds)} if isinstance(error, TooManyAttemptsError) else {}
    return render_template(template, problem=problem, **told), HTTPStatus(problem.status), waits


def _own_page(back: str) -> str:
    """Return where to go after logging in: a page of this service, or what one looks after."""
    is_own = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if is_own else url_for("mine.own")
