"""Names of organisations made comparable: legal form, case, accents and punctuation folded away.

Legal forms are those of rigour (which has ISO 20275 in it) and, in legal_forms.csv, ones that it lacks.
"""

import csv
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from rigour.names import extract_org_types
from rigour.text.normalize import Cleanup, Normalize, normalize

Words = tuple[str, ...]

_FLAGS: Final = Normalize.CASEFOLD | Normalize.NFKD | Normalize.SQUASH_SPACES
_LONGEST_FORM: Final = 7
"""Società consortile a responsabilità limitata has five words; s.c. a r.l. and the like have as many."""

_NOT_FORMS: Final = frozenset({"in", "na", "im", "at", "ca", "nonprofit", "stiftung"})
"""rigour takes these for forms; at the end or the beginning of a name they more often are words of it."""

_ONLY_AT_END: Final = frozenset({"se", "ss", "co", "ad", "oe", "ee", "dd", "hf", "ks", "sl", "sb", "sa", "ab", "ev"})
"""Two letters at the beginning are a name's own ("SE Controls"); only AS and the like stand there (Estonia)."""

_LINKS: Final = frozenset({"and", "und", "et", "og", "the"})
_LETTERS: Final = str.maketrans("øæœłđðı", "oaolddi")
_DIGRAPHS: Final = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"))
"""Sources in capitals write UNIVERSITAET or UNIVERSITAT for Universität, AALESUND for Ålesund."""


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


@lru_cache(maxsize=65_536)
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
    folded = normalize(text, _FLAGS, Cleanup.Strong) or ""
    return tuple("".join(char for char in folded if not unicodedata.combining(char)).split())


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
        if first not in _ONLY_AT_END and _is_form(first) and len("".join(rest)) > 1:
            return rest, (first,)
    return words, ()


@lru_cache(maxsize=65_536)
def _is_form(words: str) -> bool:
    if words in _NOT_FORMS:
        return False
    found = extract_org_types(words, _FLAGS, Cleanup.Strong)
    return words in _own_forms("form") or any(form == words for form, _ in found)


def _is_qualifier(words: str) -> bool:
    return words in _own_forms("qualifier")


@cache
def _own_forms(part: str) -> frozenset[str]:
    with Path(__file__).with_name("legal_forms.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["form"] for row in csv.DictReader(file, delimiter=";") if row["part"] == part)
