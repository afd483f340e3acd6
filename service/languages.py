"""The language of the answer at hand, and sentences told in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import flask_babel
from flask import current_app, has_app_context

from matchers.said import ENGLISH, Language, Said, spoken_in
from service.translations import LOCALES, language

DEFAULT: Final = "en"

NAMES: Final = {"en": "English", "it": "Italiano", "nb": "Norsk"}
"""The languages of the pages, each by its own name."""

_OTHER_CODES: Final = {"no": "nb", "nn": "nb"}
"""Who accepts Norwegian in general, or the other written standard, reads bokmål."""


def current_code() -> str:
    """Return the code of the language at hand: that of the request, or of `speaking`; English outside of both."""
    if not has_app_context() or "babel" not in current_app.extensions:
        return DEFAULT
    return str(flask_babel.get_locale().language)


def current_language() -> Language:
    """Return the language at hand with all that sentences are told by."""
    return language(current_code())


def spoken(value: Any) -> Any:  # noqa: ANN401  whatever a template prints
    """Return a sentence in the language at hand, and anything else as it is."""
    return value.tell(current_language()) if isinstance(value, Said) else value


def all_spoken(value: Any) -> Any:  # noqa: ANN401  results of any shape
    """Return results with every sentence in them, however deep, in the language at hand."""
    told = current_language()
    return value if told is ENGLISH else spoken_in(value, told)


@contextmanager
def speaking(code: str | None) -> Iterator[None]:
    """Speak another language for a while, as for a letter to someone; None is English. Needs the application."""
    with flask_babel.force_locale(LOCALES.get(code or DEFAULT, LOCALES[DEFAULT])):
        yield


def supported(code: str | None) -> str | None:
    """Return the code of the language that is meant, or None where the pages do not have it."""
    known = _OTHER_CODES.get(code or "", code)
    return known if known in NAMES else None
