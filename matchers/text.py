"""The texts that are encoded, and words folded for search."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Final

import pycountry

from matchers.corpus import OrganisationRow, ProfileRow, ProjectRow
from matchers.said import ENGLISH, Said, country, said

TITLES_IN_PROFILE = 12
"""Project titles in a profile text, latest first: about what fits a model's window of 256 tokens beside the rest."""

HASH_DIGITS = 32
"""So many hexadecimal digits stand for a text."""

_WORD = re.compile(r"\w+")
_DOT_OF_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")


def profile_text(organisation: OrganisationRow, capability_labels: Sequence[str], titles: Sequence[str]) -> str:
    """Return the text that stands for an organisation: what it says of itself, what it can do, its latest projects.

    Empty where none of it is known: a name alone does not tell what an organisation does.
    """
    parts = [organisation.description or "", ", ".join(capability_labels), ". ".join(titles[:TITLES_IN_PROFILE])]
    return _joined(parts)


def project_text(project: ProjectRow) -> str:
    """Return the text that stands for a project, title and objective; empty where there is only an acronym."""
    return _joined((project.title or "", project.objective or ""))


def is_mostly_latin(text: str) -> bool:
    """Tell whether at least half of a text's letters are Latin; False where it has no letter."""
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return bool(letters) and 2 * latin >= len(letters)


def posted_text(profile: ProfileRow) -> str:
    """Return the text that stands for an offer or request."""
    return f"{profile.title.strip(' .')}. {profile.text}"


def _joined(parts: Sequence[str]) -> str:
    return ". ".join(part.strip(" .") for part in parts if part.strip(" ."))


def text_hash(text: str) -> str:
    """Return 32 hexadecimal digits that change when the text does."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=HASH_DIGITS // 2).hexdigest()


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, without case and accents; "Città S.r.l., 2050!" gives citta, srl and 2050."""
    plain = text.casefold()
    if not plain.isascii():
        folded = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in folded if not unicodedata.combining(char))
    return tuple(_WORD.findall(_DOT_OF_INITIALS.sub("", plain)))


WITH_ARTICLE: Final = frozenset(
    {"AE", "BS", "CD", "CF", "CG", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL", "PH"}
    | {"SB", "SC", "TC", "US", "VG", "VI"}
)
"""Countries whose English names take an article."""


@cache
def country_name(code: str | None) -> Said:
    """Return the name of an ISO 3166-1 alpha-2 code, "not known" for None, the code itself if it is no such."""
    if code is None:
        return said("not known")
    found = pycountry.countries.get(alpha_2=code)
    return country(code, found.name if found else code)


@cache
def country_phrase(code: str | None) -> Said:
    """Return the name of a country as it stands inside an English sentence: "the Netherlands", "Norway"."""
    name = country_name(code)
    if code not in WITH_ARTICLE:
        return name
    phrase = f"the {name}"
    return Said(phrase, lambda language: phrase if language.code == ENGLISH.code else name.tell(language))
