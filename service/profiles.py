"""What holds for every offer and request, from a file or over the API: limits, checks, and its tags."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from graph_schema.records import CapabilityTag, Profile
from matchers.said import Said, counted, said
from matchers.tagging import Tagger

MIN_TEXT: Final = 20
"""Fewer characters tell nobody what is offered or sought."""

MAX_TEXT: Final = 20_000
"""Characters; the longest profiles of the Enterprise Europe Network have about half as many."""

MIN_TITLE: Final = 3
MAX_TITLE: Final = 200
MAX_LISTED: Final = 50
"""Terms or countries in one list of a profile."""

_FIELD: Final = re.compile(r"\bobjective: ")


def checked_title(title: str) -> str:
    """Return a title in one line, or raise ValueError with what to write."""
    line = " ".join(title.split())
    if not MIN_TITLE <= len(line) <= MAX_TITLE:
        raise ValueError(
            said(
                "the title has {characters}; say in {least} to {most} what it is about.",
                characters=_characters(line),
                least=MIN_TITLE,
                most=MAX_TITLE,
            )
        )
    return line


def checked_text(text: str) -> str:
    """Return a text without blanks around it, or raise ValueError with what to write."""
    stripped = text.strip()
    if len(stripped) < MIN_TEXT:
        raise ValueError(
            said(
                "the text has {characters}; at least {least} are needed to say what is offered or sought.",
                characters=_characters(stripped),
                least=MIN_TEXT,
            )
        )
    if len(stripped) > MAX_TEXT:
        raise ValueError(
            said(
                "the text has {characters}; at most {most:,} are accepted: shorten it.",
                characters=_characters(stripped),
                most=MAX_TEXT,
            )
        )
    return stripped


def check_days(published: date | None, expires: date | None) -> None:
    """Raise ValueError where a profile would end before it begins."""
    if published and expires and expires < published:
        raise ValueError(
            said(
                "it expires on {expires}, before it is published on {published}: correct one of the two.",
                expires=expires,
                published=published,
            )
        )


def profile_tags(profiles: Iterable[Profile], tagger: Tagger) -> tuple[CapabilityTag, ...]:
    """Return the capabilities that titles and texts of profiles speak of, each with its evidence."""
    return tuple(
        CapabilityTag(profile.id, tag.capability, _FIELD.sub("text: ", tag.evidence), tag.strength)
        for profile in profiles
        for tag in tagger.tag(profile.title, profile.text)
    )


def _characters(text: str) -> Said:
    return counted("{count:,} character", "{count:,} characters", len(text))
