"""In which language a request is answered, and the switch on every page.

What counts, in this order: the parameter `lang`, the cookie that the switch leaves, the account's language, what the
browser accepts; else English. The API is asked by programs: there only `lang` and the header count.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import flask_babel
from babel.support import NullTranslations
from flask import Flask, Response, current_app, has_request_context, request, url_for
from werkzeug.datastructures import ImmutableMultiDict, LanguageAccept

from matchers.said import said
from service.auth.viewer import current_viewer
from service.errors import FieldProblem, InvalidRequestError
from service.languages import DEFAULT, NAMES, current_code, spoken, supported
from service.settings import Settings
from service.translations import LOCALES, catalog

COOKIE: Final = "language"
ONE_YEAR: Final = 31_536_000
"""How long a browser remembers the choice, in seconds."""

_API: Final = "/api/"
_ASKED: Final = "filiera.language"
"""Where the request's environment holds what `lang` asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A language in the switch: its code, its own name, the address of this page in it."""

    code: str
    name: str
    address: str
    is_current: bool


class _Domain(flask_babel.Domain):  # type: ignore[misc]
    """Flask-Babel's messages, from the catalogs as they are in the source."""

    def get_translations(self) -> NullTranslations:
        """Return the messages of the language at hand."""
        return catalog(current_code())


def register_languages(app: Flask, settings: Settings) -> None:
    """Let the application answer in the language that is asked for; call it before the gate, which may answer too."""
    babel = flask_babel.Babel()
    babel.init_app(app, default_locale=LOCALES[DEFAULT], locale_selector=lambda: LOCALES[_chosen()])
    babel.domain_instance = _Domain()
    app.config["LANGUAGE_COOKIE_SECURE"] = settings.address.startswith("https:")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.finalize = spoken
    app.jinja_env.globals.update(current_code=current_code, language_choices=choices)
    app.before_request(_take_language)
    app.after_request(_tell_language)


def asked_language() -> dict[str, str]:
    """Return the parameter by which the request at hand asked for a language, for addresses that go on from it."""
    asked = request.environ.get(_ASKED)
    return {"lang": asked} if asked else {}


def choices() -> list[Choice]:
    """Return the languages of the switch, with this page's address in each."""
    here = current_code()
    return [Choice(code, name, _address(code), code == here) for code, name in NAMES.items()]


def _chosen() -> str:
    if not has_request_context():
        return DEFAULT
    if asked := request.environ.get(_ASKED):
        return str(asked)
    if request.path.startswith(_API):
        return _accepted(request.accept_languages)
    remembered = supported(request.cookies.get(COOKIE)) or supported(current_viewer().language)
    return remembered or _accepted(request.accept_languages)


def _accepted(accepted: LanguageAccept) -> str:
    """Return the best language that a browser accepts and the pages have; of variants such as nb-NO the main part."""
    for value, quality in accepted:
        code = supported(value.replace("_", "-").partition("-")[0].lower())
        if code and quality > 0:
            return code
    return DEFAULT


def _take_language() -> None:
    """Take the parameter `lang` from the request, as it belongs to no operation or page in particular."""
    asked = request.args.get("lang")
    if asked is None:
        return
    code = supported(asked)
    if code is None and request.path.startswith(_API):
        raise InvalidRequestError(
            FieldProblem(field="lang", message=said("Choose one of {names}.", names=", ".join(NAMES)))
        )
    request.environ[_ASKED] = code
    left = request.args.to_dict(flat=False)
    del left["lang"]
    request.args = ImmutableMultiDict(left)


def _tell_language(response: Response) -> Response:
    """Say in which language the answer is, and remember the one that a page was asked for in."""
    if request.endpoint == "static":
        return response
    response.headers.setdefault("Content-Language", current_code())
    response.vary.update(("Accept-Language", "Cookie"))
    asked = request.environ.get(_ASKED)
    if asked and not request.path.startswith(_API):
        secure = current_app.config["LANGUAGE_COOKIE_SECURE"]
        response.set_cookie(COOKIE, asked, max_age=ONE_YEAR, httponly=True, samesite="Lax", secure=secure)
    return response


def _address(code: str) -> str:
    """Return this page in a language; the first page where this one cannot be asked for again, as after a form."""
    routes = current_app.url_map.bind("")
    if request.url_rule is None or not routes.test(request.path, method="GET"):
        return url_for("home.show", lang=code)
    args = request.args.to_dict(flat=False) if request.method == "GET" else {}
    return f"{request.path}?{urlencode({**args, 'lang': code}, doseq=True)}"
