"""The capabilities of a cluster's members: those their list states, and those their descriptions speak of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph_schema.records import CapabilityTag
from graph_schema.vocabulary import capabilities
from matchers.names import fold_words
from matchers.snapshot.audiences import FROM_DESCRIPTION
from matchers.tagging import Tagger
from service.imports.members import Member

_STATED_STRENGTH: Final = 1.0
_FIELD: Final = re.compile(r"^title: ")


@dataclass(frozen=True, slots=True)
class MemberTags:
    """Tags of members, and what their list states that the vocabulary does not know: (line, words)."""

    rows: tuple[CapabilityTag, ...]
    unknown: tuple[tuple[int, str], ...]


def member_tags(members: Iterable[Member], tagger: Tagger) -> MemberTags:
    """Tag members: a stated capability is certain, one in a description as sure as in a project's title."""
    rows: list[CapabilityTag] = []
    unknown: list[tuple[int, str]] = []
    for member in members:
        found: dict[str, CapabilityTag] = {}
        for words in member.stated:
            terms = stated_terms(words, tagger)
            unknown += [] if terms else [(member.line, words)]
            for term in terms:
                evidence = f'stated by the member list: "{words}"'
                found.setdefault(term, CapabilityTag(member.organisation.id, term, evidence, _STATED_STRENGTH))
        for tag in tagger.tag(member.organisation.description, None):
            evidence = _FIELD.sub(FROM_DESCRIPTION, tag.evidence)
            row = CapabilityTag(member.organisation.id, tag.capability, evidence, tag.strength)
            found.setdefault(tag.capability, row)
        rows += found.values()
    return MemberTags(tuple(rows), tuple(unknown))


def stated_terms(words: str, tagger: Tagger) -> tuple[str, ...]:
    """Return the term that has these words as id or label in any language; else the terms mentioned in them."""
    term = _terms_by_label().get(" ".join(fold_words(words)))
    return (term,) if term else tuple(tag.capability for tag in tagger.tag(words, None))


@cache
def _terms_by_label() -> Mapping[str, str]:
    labels: dict[str, str] = {}
    for term in capabilities():
        for text in (*term.labels.values(), term.id, *term.synonyms):
            labels.setdefault(" ".join(fold_words(text)), term.id)
    return labels
