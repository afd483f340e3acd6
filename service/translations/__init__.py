"""What the service says in other languages: a catalog each in gettext's format, read as it is in the source.

The catalogs are `LANGUAGE/LC_MESSAGES/messages.po`; `make translations` brings them up to date with the code. Nothing
is compiled beforehand, so that no catalog can be older than its source. See `ARCHITECTURE.md`, "Languages".
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from matchers.said import ENGLISH, Language

LOCALES: Final = {"en": "en_GB", "it": "it_IT", "nb": "nb_NO"}
"""By the code of a language, how it writes dates and numbers."""

TRANSLATED: Final = ("it", "nb")
"""The languages with a catalog; English is what the code says."""

_SIGNS: Final = {"it": {",": ".", ".": ","}, "nb": {",": "\u00a0", ".": ","}}
"""What a language puts in the place of the signs in numbers as Python writes them."""

_LABELS: Final = {"it": ("it", "en"), "nb": ("nb", "no", "en")}
"""By which codes a language's names are found in vocabularies, the first there is."""


def catalog_file(code: str) -> Path:
    """Return where a language's messages are."""
    return Path(__file__).parent / code / "LC_MESSAGES" / "messages.po"


@cache
def catalog(code: str) -> NullTranslations:
    """Return a language's messages; those of English are the code's own."""
    if code not in TRANSLATED:
        return NullTranslations()
    with catalog_file(code).open("rb") as file:
        found = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, found)
    compiled.seek(0)
    return Translations(compiled)


@cache
def language(code: str) -> Language:
    """Return all that sentences of the matchers are told by in a language."""
    if code not in TRANSLATED:
        return ENGLISH
    messages = catalog(code)
    return Language(code, messages.ugettext, messages.ungettext, str.maketrans(_SIGNS[code]), _LABELS[code])
