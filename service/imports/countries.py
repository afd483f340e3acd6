"""Countries as sources write them to ISO 3166-1 alpha-2 codes."""

import gettext
from functools import cache
from typing import Final

import pycountry

from matchers.names import fold_words
from matchers.said import said

_ALIASES: Final = {"EL": "GR", "UK": "GB", "XK": "XK"}
"""The EU's own codes for Greece and the United Kingdom, and for Kosovo, which has none in ISO 3166."""

_LANGUAGES: Final = ("it", "nb_NO", "nn", "de", "fr", "es")
_NAMES: Final = {
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "inghilterra": "GB",
    "regno unito": "GB",
    "usa": "US",
    "the netherlands": "NL",
    "holland": "NL",
    "olanda": "NL",
    "turkey": "TR",
    "turchia": "TR",
    "russia": "RU",
    "south korea": "KR",
    "corea del sud": "KR",
    "kosovo": "XK",
}
"""Names in use that the ISO lists and their translations lack."""


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code for a code (2 or 3 letters) or a name (English, Italian, Norwegian, …).

    Raises ValueError with a sentence that says what to write.
    """
    code = text.strip().upper()
    if code in _ALIASES:
        return _ALIASES[code]
    country = pycountry.countries.get(alpha_2=code) or pycountry.countries.get(alpha_3=code)
    found = str(country.alpha_2) if country else _codes_by_name().get(" ".join(fold_words(text)))
    if found is None:
        raise ValueError(
            said("{text!r} is no country: write the two letters of ISO 3166-1 (IT, NO, GB) or the name.", text=text)
        )
    return found


@cache
def _codes_by_name() -> dict[str, str]:
    """Map folded names of countries to codes, in English and the languages of `_LANGUAGES`."""
    names: dict[str, str] = {}
    translators = [gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language]) for language in _LANGUAGES]
    for country in pycountry.countries:
        english = [getattr(country, field, "") for field in ("name", "common_name", "official_name")]
        for name in filter(None, english):
            for form in (name, *(translator.gettext(name) for translator in translators)):
                names.setdefault(" ".join(fold_words(form)), str(country.alpha_2))
    return names | _NAMES
