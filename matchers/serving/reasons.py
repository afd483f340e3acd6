"""The learned ranker's part of a score in words: a reason a family of signals, told by the candidate's place among all.

A family's signals say much the same in different ways (ten of them measure how near two organisations are in the
network), so that a reason for each would be a list nobody reads. What each signal adds is on the ranker's card.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import numpy as np

from matchers.ranking.signals import SIGNALS
from matchers.results import Reason
from matchers.said import Said, counted, said
from matchers.seeker import Seeker
from matchers.serving.foretold import Foretold
from matchers.snapshot.snapshot import Snapshot
from matchers.text import country_name

PREFIX: Final = "learned."
"""Put before a family's name, since declared features have names of their own."""

FIRST: Final = 10
LEVELS: Final = (1, 2, 5, 10, 20, 30, 50)
"""Percent of the candidates, among which a place is told."""

Side = Callable[[Snapshot, int], str]
"""What one side has, in words, by its row."""


def learned_reasons(
    foretold: Foretold | None, share: float, seeker: Seeker, snapshot: Snapshot, row: int
) -> list[Reason]:
    """Return a reason for each family that adds to the score of a row; their contributions add up to its share."""
    position = -1 if foretold is None else int(foretold.positions[row])
    if foretold is None or position < 0 or not share:
        return []
    reasons = []
    for family, signals in _families(foretold.signals).items():
        all_added = foretold.contributions[signals].sum(axis=0)
        added = float(all_added[position])
        if added > 0:
            side = _SIDES.get(family, _nothing)
            reasons.append(
                Reason(
                    feature=PREFIX + family,
                    sentence=_sentence(family, _place(all_added, position), foretold.candidates),
                    ours="" if seeker.asker is None else side(snapshot, seeker.asker),
                    theirs=side(snapshot, row),
                    value=min(added / float(foretold.reach[signals].sum()), 1.0),
                    contribution=share * added,
                    usual=share * float(foretold.usual[signals].sum()),
                )
            )
    return reasons


def chance_of(foretold: Foretold | None, row: int) -> float | None:
    """Return the probability that a candidate comes true; None where nothing is foretold."""
    chance = np.nan if foretold is None else float(foretold.chances[row])
    return None if np.isnan(chance) else chance


def _place(added: "np.ndarray[tuple[int], np.dtype[np.float32]]", position: int) -> float:
    """Return a candidate's rank from 1, the mean of all places for equal values."""
    own = added[position]
    return float((added > own).sum() + ((added == own).sum() + 1) / 2)


def _sentence(family: str, place: float, candidates: int) -> Said:
    """Tell how many have it as much: the exact place says more than a person can use."""
    what = _WHAT[family]
    if place <= FIRST:
        return said("{what}: one of the first ten of {candidates:,}.", what=what, candidates=candidates)
    share = next((level for level in LEVELS if place <= candidates * level / 100), None)
    if share is None:
        return said("{what}: no more than many others.", what=what)
    return said("{what}: among the first {share}% of {candidates:,}.", what=what, share=share, candidates=candidates)


_WHAT: Final[Mapping[str, Said]] = {
    "projects": said("Recent projects on your subjects"),
    "profile": said("A field like yours"),
    "network": said("Near you in the network of past projects"),
    "activity": said("Much done together with others"),
    "place": said("In a country that works much with yours"),
    "kind": said("A kind of organisation that works much with yours"),
}
"""What each family of signals measures, told to who asks."""


def _projects(snapshot: Snapshot, row: int) -> str:
    return counted("one project", "{count} projects", int(snapshot.project_count[row]))


def _partners(snapshot: Snapshot, row: int) -> str:
    return counted("one partner", "{count} partners", int(snapshot.degree[row]))


def _country(snapshot: Snapshot, row: int) -> str:
    return country_name(snapshot.country_of(row))


def _nothing(snapshot: Snapshot, row: int) -> str:  # noqa: ARG001  # sides have one signature
    return ""


_SIDES: Final[Mapping[str, Side]] = {
    "projects": _projects,
    "activity": _partners,
    "network": _partners,
    "place": _country,
}
"""What tells most of both sides in each family of signals, where anything does."""


@cache
def _families(signals: tuple[str, ...]) -> dict[str, list[int]]:
    """Return which of the signals each family has."""
    family_of = {signal.name: signal.family for signal in SIGNALS}
    families: dict[str, list[int]] = {}
    for number, name in enumerate(signals):
        families.setdefault(family_of[name], []).append(number)
    return families
