"""The learned ranker's part of a score in words: a reason a signal, told by the candidate's place among all."""

import csv
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from matchers.ranking.signals import SIGNALS
from matchers.ranking.signals.signal import Signal
from matchers.results import Reason
from matchers.said import Said, said
from matchers.seeker import Seeker
from matchers.serving.foretold import Foretold
from matchers.snapshot.snapshot import Snapshot
from matchers.text import country_name

PREFIX = "learned."
"""Put before a signal's name, since declared features have names of their own."""

YES_OR_NO: Final = frozenset({"same_country", "same_city"})
"""Signals that somebody has or has not: a place among all says nothing of them."""

FIRST: Final = 10
LEVELS: Final = (1, 2, 5, 10, 20, 30, 50)
"""Percent of the candidates, among which a place is told."""

Side = Callable[[Snapshot, int], str]
"""What one side has, in words, by its row."""


def learned_reasons(
    foretold: Foretold | None, share: float, seeker: Seeker, snapshot: Snapshot, row: int
) -> list[Reason]:
    """Return a reason for each signal that adds to the score of a row; their contributions add up to its share."""
    position = -1 if foretold is None else int(foretold.positions[row])
    if foretold is None or position < 0 or not share:
        return []
    added, places = foretold.contributions[:, position].tolist(), foretold.places(position).tolist()
    usual, last = foretold.usual.tolist(), max(foretold.candidates - 1, 1)
    ours = seeker.asker
    return [
        Reason(
            feature=PREFIX + foretold.signals[number],
            sentence=_sentence(foretold.signals[number], places[number], foretold.candidates),
            ours="" if ours is None else _side(foretold.signals[number])(snapshot, ours),
            theirs=_side(foretold.signals[number])(snapshot, row),
            value=1.0 - (places[number] - 1) / last,
            contribution=share * added[number],
            usual=share * usual[number],
        )
        for number in range(len(added))
        if added[number] > 0
    ]


def chance_of(foretold: Foretold | None, row: int) -> float | None:
    """Return the probability that a candidate comes true; None where nothing is foretold."""
    chance = np.nan if foretold is None else float(foretold.chances[row])
    return None if np.isnan(chance) else chance


def words(signal: str) -> str:
    """Return what a signal measures, told to who asks; a signal without words of its own has its own sentence."""
    return said(_words().get(signal) or _signals()[signal].sentence)


def _sentence(signal: str, place: float, candidates: int) -> Said:
    """Tell a signal and how many have it as much: the exact place says more than a person can use."""
    if signal in YES_OR_NO:
        return said("{signal}.", signal=words(signal))
    if place <= FIRST:
        return said("{signal}: one of the first ten of {candidates:,}.", signal=words(signal), candidates=candidates)
    share = next((level for level in LEVELS if place <= candidates * level / 100), None)
    if share is None:
        return said("{signal}: no more than many others.", signal=words(signal))
    return said(
        "{signal}: among the first {share}% of {candidates:,}.",
        signal=words(signal),
        share=share,
        candidates=candidates,
    )


def _projects(snapshot: Snapshot, row: int) -> str:
    count = int(snapshot.project_count[row])
    return "1 project" if count == 1 else f"{count:,} projects"


def _partners(snapshot: Snapshot, row: int) -> str:
    count = int(snapshot.degree[row])
    return "1 partner" if count == 1 else f"{count:,} partners"


def _country(snapshot: Snapshot, row: int) -> str:
    return country_name(snapshot.country_of(row))


def _city(snapshot: Snapshot, row: int) -> str:
    return snapshot.column("organisation.city")[row] or "not known"


def _kind(snapshot: Snapshot, row: int) -> str:
    return snapshot.kind_of(row).replace("_", " ")


_BY_FAMILY: Mapping[str, Side] = {
    "projects": _projects,
    "profile": _projects,
    "activity": _projects,
    "network": _partners,
    "place": _country,
    "kind": _kind,
}
"""What tells most of both sides in each family of signals."""

_BY_SIGNAL: Mapping[str, Side] = {"same_city": _city}


def _side(signal: str) -> Side:
    return _BY_SIGNAL.get(signal) or _BY_FAMILY.get(_signals()[signal].family, _projects)


@cache
def _signals() -> dict[str, Signal]:
    return {signal.name: signal for signal in SIGNALS}


@cache
def _words() -> dict[str, str]:
    with Path(__file__).with_name("signal_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["signal"]: row["words"] for row in csv.DictReader(file)}
