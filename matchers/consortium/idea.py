"""A project idea as the rest of this package sees it: a seeker in free words with the ties of the partners so far."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from matchers.engine import Engine
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.tagging import Tag

LONGEST_TITLE: Final = 200
"""Characters: a longer first sentence is no title."""

TEAM: Final = 3
"""Projects of so many participants tell what consortia are made of; many others are one firm's own."""

NEAREST: Final = 30
"""Projects that stand for "projects like this"."""

_FIRST_SENTENCE: Final = re.compile(r"[^\n.!?]+[\n.!?]+\s*")

Doubles = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Idea:
    """An idea, what its text names (`tags`), and the rows of the partners so far in the order given."""

    seeker: Seeker
    tags: tuple[Tag, ...]
    partners: tuple[int, ...]
    snapshot: Snapshot = field(repr=False)

    @cached_property
    def similar(self) -> Rows:
        """The past projects of teams most like the idea (at most 30), the most alike first."""
        sizes = np.diff(self.snapshot.participants.indptr)
        found = np.flatnonzero((sizes >= TEAM) & (self.seeker.closeness > 0))
        order = np.lexsort((found, -self.seeker.closeness[found]))
        return found[order[:NEAREST]]

    @cached_property
    def similar_weight(self) -> Floats:
        """What each similar project counts, by the square of its closeness; they add up to 1."""
        squares = self.seeker.closeness[self.similar].astype(np.float64) ** 2
        return np.asarray(squares / squares.sum() if len(squares) else squares, dtype=np.float32)


def read_idea(engine: Engine, text: str, partners: Sequence[str]) -> Idea:
    """Read a text and look the partners up; UnknownIdError for one that is not there.

    The first sentence counts as a title where it is short, as for a project's own text.
    """
    snapshot = engine.snapshot
    rows = tuple(dict.fromkeys(snapshot.row(partner) for partner in partners))
    tags = engine.tagger.tag(*_title_and_rest(text))
    capabilities = np.zeros(len(snapshot.tables.capabilities), dtype=np.float32)
    for tag in tags:
        capabilities[snapshot.capability_column(tag.capability)] = tag.strength
    ties = _ties(snapshot, rows)
    tied = np.flatnonzero(ties)
    seeker = replace(
        engine.need(text),
        capabilities=capabilities,
        partner_rows=tied,
        partner_strengths=ties[tied],
        owner=rows[0] if rows else None,
    )
    return Idea(seeker, tags, rows, snapshot)


def _title_and_rest(text: str) -> tuple[str, str | None]:
    first = _FIRST_SENTENCE.match(text.strip())
    if first is None or len(first[0]) > LONGEST_TITLE:
        return (text, None) if len(text) <= LONGEST_TITLE else ("", text)
    return first[0], text.strip()[first.end() :]


def _ties(snapshot: Snapshot, rows: tuple[int, ...]) -> Floats:
    """Return how strongly each organisation (n) is tied to these; they themselves not at all."""
    strengths = np.asarray(snapshot.tie_strength[list(rows)].sum(axis=0), dtype=np.float32).ravel()
    strengths[list(rows)] = 0.0
    return strengths
