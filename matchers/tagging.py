"""What a project is about and an organisation can do, in terms of the capability vocabulary, each with its evidence."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matchers.corpus import CapabilityRow
from matchers.phrases import (
    Mention,
    PhraseIndex,
    fold_english,
    fold_italian,
    fold_norwegian,
    outermost,
    split_words,
)

TITLE_DOUBT: Final = 0.25
"""The doubt that one mention in a title leaves: titles say what a project is about."""

OBJECTIVE_DOUBT: Final = 0.7
"""The doubt that one mention in an objective leaves: texts also speak of what is near, or is replaced."""

MOST: Final = 8
"""Tags a text at most; the strongest are kept."""

TOPIC_DOUBT: Final = 0.5
"""The doubt that the topic of a call leaves: a project does something of it, and nothing else is told of what."""

ACRONYM_DOUBT: Final = 0.5
"""The doubt that an acronym leaves whose words are a term: of 126 such terms 115 are in the project's text too."""

FEWEST: Final = 3
"""A single mention in an objective is in passing, and makes a tag only in texts that have fewer tags than this."""

WEAKEST_OF_ORGANISATION: Final = 0.1
"""What an organisation's tag must have beyond the first three: less is one voice among fifty in a large consortium."""

_IN_PASSING: Final = round(1 - OBJECTIVE_DOUBT, 3)
_CERTAIN: Final = 1 - 1e-9
_WEAKEST: Final = 0.001
_ENGLISH_WORDS: Final = frozenset({"the", "of", "and", "with"})
"""A text that has one of them is English; in others terms are sought in Italian and Norwegian too."""

_HIDDEN_ACRONYM: Final = re.compile(r"(?=.{6}|.*[a-z]{2}).+[A-Z].*")
"""A capital beyond the first letter of a long word, or of one that has two small letters side by side: "solAr"."""

_PARTS_OF_ACRONYM: Final = re.compile(
    r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[_/-]+"
)
"""Where a word of an acronym ends: before a capital or a number, and at signs."""

_QUOTED: Final = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Tag:
    """A capability that a text speaks of or an organisation has; strength in (0, 1] with three decimals."""

    capability: str
    strength: float
    evidence: str


@dataclass(frozen=True, slots=True)
class ProjectTags:
    """The tags of a project, and how many organisations took part in it."""

    acronym: str
    participants: int
    tags: tuple[Tag, ...]


class Tagger:
    """Finds the terms of a vocabulary in texts: English labels and synonyms, Italian and Norwegian labels.

    Words match whole, in either number and any case; of phrases within one another the longest counts. A phrase that
    two terms have goes to the one that has it as its label, then to the first. `call_topics` are the terms that topics
    of calls are about.
    """

    def __init__(
        self, capabilities: Sequence[CapabilityRow], call_topics: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._call_topics = call_topics or {}
        self._english = PhraseIndex(fold_english)
        self._others = {"it": PhraseIndex(fold_italian), "no": PhraseIndex(fold_norwegian)}
        for row in capabilities:
            self._english.add(row.id, row.labels.get("en", ""))
        for row in capabilities:
            for synonym in row.synonyms:
                self._english.add(row.id, synonym)
            for language, index in self._others.items():
                index.add(row.id, row.labels.get(language, ""))

    def tag(self, title: str | None, objective: str | None) -> tuple[Tag, ...]:
        """Return a text's tags, strongest first; a need in free words goes in as a title.

        Strength: 1 - 0.25^t * 0.7^o, with t mentions in the title and o in the objective; each leaves less doubt. At
        most 8 tags; terms that an objective mentions once, only to make them three.
        """
        in_title = self._mentions(title or "")
        in_objective = self._mentions(objective or "")
        tags = [
            _project_tag(term, in_title.get(term, []), in_objective.get(term, [])) for term in in_title | in_objective
        ]
        tags.sort(key=lambda tag: (-tag.strength, tag.capability))
        telling = sum(tag.strength > _IN_PASSING for tag in tags)
        return tuple(tags[: min(MOST, max(FEWEST, telling))])

    def tag_project(
        self, title: str | None, objective: str | None, topics: Iterable[str], acronym: str | None = None
    ) -> tuple[Tag, ...]:
        """Return a project's tags: those of its text or, where that tells nothing, of the call topics it answers.

        Where these tell nothing either, and there is no text, its acronym is read as words: "ERANet SmartGridPlus".
        """
        tags = self.tag(title, objective) or self._of_topics(topics)
        return tags if tags or title or objective or not acronym else self._of_acronym(acronym)

    def _of_acronym(self, acronym: str) -> tuple[Tag, ...]:
        found = self.tag(" ".join(_PARTS_OF_ACRONYM.split(acronym)), None)
        return tuple(Tag(tag.capability, 1 - ACRONYM_DOUBT, f"acronym: {acronym}") for tag in found)

    def _of_topics(self, topics: Iterable[str]) -> tuple[Tag, ...]:
        found: dict[str, Tag] = {}
        for topic in topics:
            for term in self._call_topics.get(topic, ()):
                found.setdefault(term, Tag(term, 1 - TOPIC_DOUBT, f"call topic: {topic}"))
        return tuple(found.values())[:MOST]

    def _mentions(self, text: str) -> dict[str, list[str]]:
        words = split_words(text)
        any_case = text.islower()
        found = list(self._english.find(words, abbreviations_in_any_case=any_case))
        if not _are_english(words):
            for index in self._others.values():
                found += index.find(words, abbreviations_in_any_case=any_case)
        return _by_term(outermost(found))


def organisation_tags(projects: Iterable[ProjectTags], most: int = 15) -> tuple[Tag, ...]:
    """Return what an organisation can do, as its projects tell, strongest first, at most so many.

    Strength: 1 - product over its projects of (1 - s / sqrt(n)), with s the project's own tag and n its participants:
    of a project of 25 a fifth of the certainty comes to each of them. Beyond the first three, tags have at least 0.1.
    """
    told: dict[str, list[tuple[float, str, str]]] = {}
    for project in projects:
        for tag in project.tags:
            share = min(tag.strength / math.sqrt(max(project.participants, 1)), _CERTAIN)
            told.setdefault(tag.capability, []).append((share, project.acronym, tag.evidence))
    ranked = sorted((_log_doubt(shares), capability) for capability, shares in told.items())
    return tuple(
        Tag(capability, _strength(math.exp(doubt)), _organisation_evidence(told[capability]))
        for rank, (doubt, capability) in enumerate(ranked[:most])
        if rank < FEWEST or _strength(math.exp(doubt)) >= WEAKEST_OF_ORGANISATION
    )


def has_english_words(text: str) -> bool:
    """Tell whether a text has one of the words that hardly an English text is without."""
    return _are_english(split_words(text))


def _are_english(words: Iterable[re.Match[str]]) -> bool:
    return not _ENGLISH_WORDS.isdisjoint(word[0].casefold() for word in words)


def _log_doubt(shares: Iterable[tuple[float, str, str]]) -> float:
    return math.fsum(math.log1p(-share) for share, _, _ in shares)


def _strength(doubt: float) -> float:
    return max(_WEAKEST, round(1 - doubt, 3))


def _by_term(mentions: Iterable[Mention]) -> dict[str, list[str]]:
    """Return the words by which each term is mentioned; mentions of a term that overlap are one."""
    found: dict[str, list[str]] = {}
    ends: dict[str, int] = {}
    for mention in mentions:
        if mention.span[0] >= ends.get(mention.term, 0):
            found.setdefault(mention.term, []).append(_readable(mention.words))
        ends[mention.term] = mention.span[1]
    return found


def _readable(words: str) -> str:
    """Return words in one line and, where an acronym is hidden in them ("PLANning POWER"), in small letters."""
    line = " ".join(words.split())
    return line.lower() if any(_HIDDEN_ACRONYM.fullmatch(word) for word in line.split()) else line


def _project_tag(term: str, in_title: list[str], in_objective: list[str]) -> Tag:
    doubt = TITLE_DOUBT ** len(in_title) * OBJECTIVE_DOUBT ** len(in_objective)
    parts = []
    if in_title:
        parts.append(f'title: "{in_title[0]}"')
    if in_objective:
        parts.append(f"objective: {_counted(in_objective)}")
    return Tag(term, _strength(doubt), "; ".join(parts))


def _counted(phrases: list[str]) -> str:
    """Return how often a term is mentioned: 3 mentions of "wind farm"; "such as" if not always in the same words."""
    counts = Counter(phrase.casefold() for phrase in phrases)
    folded, times = counts.most_common(1)[0]
    phrase = next(phrase for phrase in phrases if phrase.casefold() == folded)
    if len(phrases) == 1:
        return f'1 mention of "{phrase}"'
    return f'{len(phrases)} mentions {"of" if times == len(phrases) else "such as"} "{phrase}"'


def _organisation_evidence(shares: list[tuple[float, str, str]]) -> str:
    _, acronym, evidence = min(shares, key=lambda share: (-share[0], share[1], share[2]))
    quoted = _QUOTED.search(evidence)
    named = f'{acronym} ("{quoted[1]}")' if quoted else acronym
    return f"project {named}" if len(shares) == 1 else f"{len(shares)} projects, among them {named}"
