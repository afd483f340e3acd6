"""Names of places that a source writes in capitals only, as people write them."""

import re
from typing import Final

_WORD: Final = re.compile(r"[^\W\d_]+")

_SMALL: Final = frozenset(
    [
        "a",
        "aan",
        "am",
        "an",
        "bei",
        "da",
        "de",
        "del",
        "della",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "i",
        "im",
        "la",
        "las",
        "le",
        "les",
        "lez",
        "los",
        "of",
        "on",
        "sous",
        "sul",
        "sur",
        "the",
        "und",
        "upon",
        "van",
        "y",
    ]
)
"""Words within a name that begin with a small letter, in the languages of the places that we know."""


def place_name(text: str) -> str:
    """Return a name as it is, or where it is in capitals only with these at the beginnings of words.

    `LOUVAIN-LA-NEUVE` is Louvain-la-Neuve, `L'AQUILA` L'Aquila. Accents that were lost stay lost.
    """
    if not text.isupper():
        return text
    first = _WORD.search(text)
    return _WORD.sub(lambda word: _cased(word[0], is_first=first is not None and word.start() == first.start()), text)


def _cased(word: str, *, is_first: bool) -> str:
    small = word.casefold()
    return small if small in _SMALL and not is_first else word.capitalize()
