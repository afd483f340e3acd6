"""Phrases of a vocabulary found in texts: whole words, whatever their case, hyphens, plural or British spelling."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

Fold = Callable[[str], str]
Span = tuple[int, int]

_WORDS: Final = re.compile(r"[^\W_]+|['\u2019]s\b|[^\w\s\-\u2010-\u2013\u00ad/'\u2019+]")
"""Words, and what ends a phrase: "wind. Turbines" are no wind turbines, "Europe's CO2" is no sCO2."""

_LINKS: Final = frozenset(
    {"a", "an", "and", "as", "at", "be", "by", "for", "in", "is", "it", "of", "or", "the", "to", "we"}
)
"""No phrase begins with one of these."""

_BREAK: Final = "\0"
_LETTERS: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})
_LONGEST_WORD: Final = 60
"""Letters; longer ones are data or noise, and no term has such a word."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that a text speaks of: `words` as the text has them, at `span` of its words."""

    term: str
    words: str
    span: Span


@dataclass
class PhraseIndex:
    """Phrases of one language by their folded letters, so that "bio-gas", "Bio gas" and "biogas" are one.

    A phrase written in capitals only (PV, LED, ORC) is an abbreviation: it is found only in capitals ("PVs" too),
    unless the text has no capital at all. Where two terms claim a phrase, the first to do so has it.
    """

    fold: Fold
    _terms: dict[str, tuple[str, bool]] = field(default_factory=dict, init=False)
    _beginnings: set[str] = field(default_factory=set, init=False)

    def add(self, term: str, phrase: str) -> None:
        """Let a phrase stand for a term."""
        key = "".join(self.fold(match[0]) for match in _WORDS.finditer(unicodedata.normalize("NFKC", phrase)))
        if key and _BREAK not in key and key not in self._terms:
            self._terms[key] = (term, phrase.isupper())
            self._beginnings.update(key[:end] for end in range(1, len(key) + 1))

    def find(self, words: list[re.Match[str]], *, abbreviations_in_any_case: bool = False) -> Iterator[Mention]:
        """Yield at each word the longest phrase that begins there."""
        folded = [self.fold(word[0]) for word in words]
        for start, first in enumerate(folded):
            if first in self._beginnings and first not in _LINKS:
                mention = self._longest(words, folded, start, any_case=abbreviations_in_any_case)
                if mention:
                    yield mention

    def _longest(self, words: list[re.Match[str]], folded: list[str], start: int, *, any_case: bool) -> Mention | None:
        found, key = None, ""
        for end in range(start, len(folded)):
            key += folded[end]
            if key not in self._beginnings:
                break
            if key in self._terms:
                term, abbreviation = self._terms[key]
                text = words[start].string[words[start].start() : words[end].end()]
                if not abbreviation or any_case or text.removesuffix("s").isupper():
                    found = Mention(term, text, (start, end + 1))
        return found


def split_words(text: str) -> list[re.Match[str]]:
    """Return the words of a text in compatible form (CO₂ is CO2), with the signs between them that end a phrase."""
    return list(_WORDS.finditer(unicodedata.normalize("NFKC", text)))


def outermost(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions that do not lie within another: "thermal energy storage" is no "energy storage" beside it."""
    kept: list[Mention] = []
    furthest = 0
    for mention in sorted(mentions, key=lambda mention: (mention.span[0], -mention.span[1])):
        if mention.span[1] > furthest:
            kept.append(mention)
            furthest = mention.span[1]
    return kept


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return a word without case and accents, or, for a sign and a monster of a word, what no phrase has in it."""
    if word == "&":
        return "and"
    if len(word) > _LONGEST_WORD or not word[0].isalnum():
        return _BREAK
    letters = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
    return "".join(char for char in letters if not unicodedata.combining(char))


_PLURALS: Final = (
    (re.compile(r"(?<=\w\w)ies$"), "y"),
    (re.compile(r"(?<=ss|.x|ch|sh|as)es$"), ""),
    (re.compile(r"(?<=\w\w[^suia])(?<!renewable)s$"), ""),
)
"""Renewables are energies; what is renewable may be anything."""

_SPELLINGS: Final = (
    (re.compile(r"iz(?=(e|ed|er|ing|ation)$)"), "is"),
    (re.compile(r"lyz(?=e|i)"), "lys"),
    (re.compile(r"(?<=[a-z]t)re$|(?<=fib)re$"), "er"),
    (re.compile(r"(?<=vap)our"), "or"),
    (re.compile(r"(?<=alumin)ium$"), "um"),
    (re.compile(r"sulph"), "sulf"),
)


@lru_cache(maxsize=65_536)
def fold_english(word: str) -> str:
    """Return a word in the singular and in one spelling; "Electrolyzers" gives electrolyser, "biogas" stays."""
    folded = fold_word(word)
    for pattern, singular in _PLURALS:
        folded, changed = pattern.subn(singular, folded)
        if changed:
            break
    for pattern, spelling in _SPELLINGS:
        folded = pattern.sub(spelling, folded)
    return folded


@lru_cache(maxsize=65_536)
def fold_italian(word: str) -> str:
    """Return a word without the vowel that changes in the plural; "pompe" and "pompa" give pomp."""
    return re.sub(r"(?<=\w\w\w)h?[aeio]$", "", fold_word(word))


@lru_cache(maxsize=65_536)
def fold_norwegian(word: str) -> str:
    """Return a word without its ending; "varmepumpene" and "varmepumpe" give varmepump."""
    return re.sub(r"(?<=\w\w\w)(ene|en|er|et|e)$", "", fold_word(word))
