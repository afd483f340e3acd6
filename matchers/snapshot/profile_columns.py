"""Offers and requests written as columns, with the words that find them."""

from collections.abc import Mapping, Sequence

import numpy as np

from matchers.corpus import Corpus, ProfileRow
from matchers.snapshot.columns import Arrays, Strings
from matchers.snapshot.derive import postings
from matchers.text import words

DIRECTIONS = ("offer", "request")
SUBJECTS = ("technology", "business", "research")
OFFER, REQUEST = range(2)

TITLE_WEIGHT, CAPABILITY_WEIGHT, OWNER_WEIGHT, TEXT_WEIGHT = 4.0, 2.0, 1.0, 1.0
"""What a word's hit is worth in a search, by where it stands."""

TEXTS = ("id", "title", "text")
LISTS = ("roles", "agreements", "partner_kinds", "countries")
DAYS = ("published", "expires", "withdrawn")


def profile_arrays(corpus: Corpus) -> Arrays:
    """Return the columns of the profiles (q), all but vectors and capabilities."""
    at = {row.id: position for position, row in enumerate(corpus.organisations)}
    labels = {row.id: " ".join(row.labels.values()) for row in corpus.capabilities}
    names = {row.id: row.name for row in corpus.organisations}
    owners = np.array([at[row.organisation] for row in corpus.profiles], dtype=np.int32)
    found = (found_by(row, names[row.organisation], labels) for row in corpus.profiles)
    return {"profile.owner": owners} | profile_columns(corpus.profiles) | postings("profile_search", found)


def profile_columns(rows: Sequence[ProfileRow]) -> Arrays:
    """Return the columns of profiles (q) that each tells of itself.

    `level` (q, 2) are technology readiness levels, 0 where not told; `day` (q, 3) are the ordinals of the days of
    publication, expiry and withdrawal, 0 where there is none.
    """
    arrays: Arrays = {
        "profile.direction": np.array([DIRECTIONS.index(row.direction) for row in rows], dtype=np.uint8),
        "profile.subject": np.array([SUBJECTS.index(row.subject) for row in rows], dtype=np.uint8),
        "profile.level": np.array([_levels(row) for row in rows], dtype=np.int8).reshape(-1, 2),
        "profile.day": np.array([_days(row) for row in rows], dtype=np.int32).reshape(-1, len(DAYS)),
    }
    for column in TEXTS:
        arrays |= Strings.pack(f"profile.{column}", (getattr(row, column) for row in rows))
    for column in LISTS:
        arrays |= Strings.pack(f"profile.{column}", ("|".join(getattr(row, column)) for row in rows))
    return arrays


def found_by(profile: ProfileRow, owner: str, labels: Mapping[str, str]) -> dict[str, float]:
    """Return the words that find a profile, and what a hit is worth; `owner` is a name, `labels` are those of terms."""
    about = " ".join(labels[tag[0]] for tag in profile.capabilities)
    found = dict.fromkeys(words(profile.text), TEXT_WEIGHT)
    found |= dict.fromkeys(words(f"{owner} {profile.id}"), OWNER_WEIGHT)
    found |= dict.fromkeys(words(about), CAPABILITY_WEIGHT)
    return found | dict.fromkeys(words(profile.title), TITLE_WEIGHT)


def _levels(row: ProfileRow) -> tuple[int, int]:
    return row.trl_min or 0, row.trl_max or 0


def _days(row: ProfileRow) -> tuple[int, ...]:
    return tuple(day.toordinal() if (day := getattr(row, name)) else 0 for name in DAYS)
