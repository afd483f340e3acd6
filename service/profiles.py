"""What holds for every offer and request, from a file or over the API: limits, checks, and its tags."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from graph_schema.records import CapabilityTag, Profile
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
        raise ValueError(f"the title has {_characters(line)}; say in {MIN_TITLE} to {MAX_TITLE} what it is about.")
    return line


def checked_text(text: str) -> str:
    """Return a text without blanks around it, or raise ValueError with what to write."""
    stripped = text.strip()
    if len(stripped) < MIN_TEXT:
        raise ValueError(
            f"the text has {_characters(stripped)}; at least {MIN_TEXT} are needed to say what is offered or sought."
        )
    if len(stripped) > MAX_TEXT:
        raise ValueError(f"the text has {_characters(stripped)}; at most {MAX_TEXT:,} are accepted: shorten it.")
    return stripped


def check_days(published: date | None, expires: date | None) -> None:
    """Raise ValueError where a profile would end before it begins."""
    if published and expires and expires < published:
        raise ValueError(f"it expires on {expires}, before it is published on {published}: correct one of the two.")


def profile_tags(profiles: Iterable[Profile], tagger: Tagger) -> tuple[CapabilityTag, ...]:
    """Return the capabilities that titles and texts of profiles speak of, each with its evidence."""
    return tuple(
        CapabilityTag(profile.id, tag.capability, _FIELD.sub("text: ", tag.evidence), tag.strength)
        for profile in profiles
        for tag in tagger.tag(profile.title, profile.text)
    )


def _characters(text: str) -> str:
    return "1 character" if len(text) == 1 else f"{len(text):,} characters"
