"""Names and texts of what does not exist, recombined from what does; each says that it is synthetic."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.federation.source import Source

MARK = "synthetic"
"""The word that every name and text carries."""

_STRAYS = 0.3
"""How often a capability is exchanged for a neighbour of it in the vocabulary."""

_JOINTS = (": ", " for ", " of ", " in ", " through ", " with ", " to ", " and ")
"""Where titles can be taken apart."""

Random = np.random.Generator
Item = TypeVar("Item")


class Words:
    """Recombines the words of a source: parts of names by kind and country, parts of titles by capability."""

    def __init__(self, source: Source) -> None:
        self._labels, self._near = source.labels, source.near
        self._every = sorted(source.labels)
        self._sentences = _sentences()
        self._heads: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        self._tails: dict[tuple[str, str | None], list[str]] = defaultdict(list)
        for row in source.organisations:
            words = row.name.split()
            middle = (len(words) + 1) // 2
            self._heads[row.kind, row.country].append(" ".join(words[:middle]))
            self._tails[row.kind, row.country].append(" ".join(words[middle:]))
        self._endings: dict[str, list[str]] = defaultdict(list)
        for project, topics in zip(source.projects, source.topics, strict=True):
            for joint in _JOINTS:
                _, found, ending = (project.title or "").partition(joint)
                if found:
                    for topic in topics:
                        self._endings[topic].append(f"{joint}{ending}")

    def name(self, random: Random, kind: str, country: str | None, number: int) -> str:
        """Return a name that no one has: half of one, half of another of the same kind and country."""
        head, tail = (_one(random, parts[kind, country]) for parts in (self._heads, self._tails))
        return " ".join(filter(None, [head, tail, f"({MARK} {number})"]))

    def topics(self, random: Random, *many: Sequence[str]) -> list[str]:
        """Return up to five capabilities: some of the given, a part of them exchanged for neighbours."""
        own = [term for terms in many for term in terms[: 1 + int(random.integers(3))]] or [_one(random, self._every)]
        strayed = [
            _one(random, self._near[term]) if self._near[term] and random.random() < _STRAYS else term for term in own
        ]
        return list(dict.fromkeys(strayed))[:5]

    def title(self, random: Random, topics: Sequence[str], number: int) -> str:
        """Return a title: a capability, and the ending of a real title about one of the topics."""
        head = self._labels[topics[0]].capitalize()
        endings = self._endings.get(topics[-1]) or self._endings.get(topics[0]) or [" and its uses"]
        return f"{head}{_one(random, endings)} ({MARK} {number})"

    def text(self, random: Random, subject: str, topics: Sequence[str], sentences: int, **named: str) -> str:
        """Return sentences about capabilities, each made of one of our own for the subject."""
        frames = self._sentences[subject]
        chosen = random.permutation(len(frames))[:sentences]
        told = []
        for frame in chosen.tolist():
            labels = [self._labels[_one(random, topics)] for _ in range(3)]
            told.append(frames[frame].format(a=labels[0], b=labels[1], c=labels[2], **named))
        return f"{MARK.capitalize()}. {' '.join(told)}"


def _one(random: Random, items: Sequence[Item]) -> Item:
    return items[int(random.integers(len(items)))]


def _sentences() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with Path(__file__).with_name("sentences.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            found[row["subject"]].append(row["text"])
    return found
