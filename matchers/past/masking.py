"""Hides who took part from a project's text, so that a consortium cannot be read off it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from matchers.corpus import Corpus, ProjectRow
from matchers.names import split_legal_form
from matchers.text import project_text, words

_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST: Final = 4
"""Letters of a telling word: shorter ones are abbreviations of many things."""

_FEW_NAMES: Final = 2
"""A word that so few organisations have in their names tells them apart (some are recorded twice)."""

_FEW_TEXTS: Final = 3
"""A word that so few texts use is a name, not a subject."""


class NameMask:
    """Blanks participants' names: in full, without legal form, and words that only these organisations are called."""

    def __init__(self, corpora: Sequence[Corpus]) -> None:
        """Count words over the corpora's names and texts: that is all that is taken from them."""
        names = {row.id: row.name for corpus in corpora for row in corpus.organisations}
        texts = {row.id: project_text(row) for corpus in corpora for row in corpus.projects}
        self._in_names = _document_counts(names)
        self._in_texts = _document_counts(texts)

    def text(self, project: ProjectRow, names: Iterable[str]) -> str:
        """Return a project's title and objective without these names; empty where it has neither."""
        text = project_text(project)
        telling: set[str] = set()
        for name in names:
            telling |= self._telling(name)
            for form in sorted({name, _without_legal_form(name)}, key=len, reverse=True):
                text = _without_phrase(text, form)
        return _WORD.sub(lambda found: " " if _folded(found[0]) in telling else found[0], text).strip(" .")

    def _telling(self, name: str) -> set[str]:
        return {
            word
            for word in words(name)
            if len(word) >= _SHORTEST and self._in_names[word] <= _FEW_NAMES and self._in_texts[word] <= _FEW_TEXTS
        }


def _document_counts(texts: Mapping[str, str]) -> Counter[str]:
    return Counter(word for text in texts.values() for word in set(words(text)))


def _folded(word: str) -> str:
    return "".join(words(word))


def _without_legal_form(name: str) -> str:
    kept, _ = split_legal_form(name)
    return " ".join(kept)


def _without_phrase(text: str, phrase: str) -> str:
    """Blank a phrase whose words may be parted by anything but letters; single short words stay."""
    parts = _WORD.findall(phrase)
    if len("".join(parts)) < _SHORTEST:
        return text
    pattern = r"(?<!\w)" + r"\W+".join(re.escape(part) for part in parts) + r"(?!\w)"
    return re.sub(pattern, " ", text, flags=re.IGNORECASE)
