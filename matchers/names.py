"""Names of organisations made comparable: legal form, case, accents and punctuation folded away.

legal_forms.csv has the legal forms of Europe's countries and some others, as ISO 20275 and the countries' own laws name
them, without accents and dots: "srl" stands for S.r.l. and s. r. l. too. Its `part` is form; last, for forms that at
the beginning of a name are more often words of it ("SE Controls"); or qualifier ("in liquidazione").
"""

import csv
import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

Words = tuple[str, ...]

_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_FORM: Final = 7
"""Società consortile a responsabilità limitata has five words; s.c. a r.l. and the like have as many."""

_LINKS: Final = frozenset({"and", "und", "et", "og", "the"})
_LETTERS: Final = str.maketrans("øæœłđðı", "oaolddi")
_DIGRAPHS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
"""Sources in capitals write UNIVERSITAET or UNIVERSITAT for Universität, AALESUND for Ålesund."""


@lru_cache(maxsize=1_048_576)
def name_key(name: str) -> str:
    """Return a name's key: names that differ in legal form, case, accents, spaces or punctuation have the same.

    "Rossi S.r.l." and "ROSSI SPA" have one key, "Rossi & Figli" another. Names of which nothing remains (only signs)
    are their own keys.
    """
    words, _ = split_legal_form(name)
    kept = [word for word in words if word not in _LINKS] or list(words)
    key = "".join(kept).translate(_LETTERS)
    for written, folded in _DIGRAPHS:
        key = key.replace(written, folded)
    return key or name


@lru_cache(maxsize=1_048_576)
def split_legal_form(name: str) -> tuple[Words, Words]:
    """Return the folded words of a name without its legal form, and what was taken off: the form and qualifiers.

    A form stands at the end or, if there is none, at the beginning; qualifiers ("in liquidazione") stand around it.
    At least two letters or digits of a name remain.
    """
    words, taken = _off_end(fold_words(name), _is_qualifier)
    words, form = _off_end(words, _is_form)
    words, inner = _off_end(words, _is_qualifier)
    words, leading = (words, ()) if form else _off_start(words)
    return words, (*taken, *form, *inner, *leading)


def fold_words(text: str) -> Words:
    """Return the words of a text without case, accents and punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return tuple(_WORD.findall(plain.casefold()))


def _off_end(words: Words, is_known: Callable[[str], bool]) -> tuple[Words, Words]:
    """Take the longest known sequence of words off the end."""
    for size in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        rest, last = words[:-size], " ".join(words[-size:])
        if is_known(last) and len("".join(rest)) > 1:
            return rest, (last,)
    return words, ()


def _off_start(words: Words) -> tuple[Words, Words]:
    for size in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
        first, rest = " ".join(words[:size]), words[size:]
        if _is_known(first, "form") and len("".join(rest)) > 1:
            return rest, (first,)
    return words, ()


def _is_form(words: str) -> bool:
    return _is_known(words, "form") or _is_known(words, "last")


def _is_known(words: str, part: str) -> bool:
    letters = words.replace(" ", "")
    is_dotted = len(words) == 2 * len(letters) - 1
    return words in _known(part) or (is_dotted and letters in _known(part))


def _is_qualifier(words: str) -> bool:
    return words in _known("qualifier")


@cache
def _known(part: str) -> frozenset[str]:
    with Path(__file__).with_name("legal_forms.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["form"] for row in csv.DictReader(file, delimiter=";") if row["part"] == part)
