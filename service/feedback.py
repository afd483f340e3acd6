"""What organisations say of their suggestions: into the graph, and at once into the file that workers look at."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from graph_schema.connection import Graph
from graph_schema.decline_reasons import OTHER, decline_reasons
from graph_schema.introduction_records import Introduction, IntroductionState, Side
from graph_schema.store import WriteSummary, read_introductions
from matchers.feedback import Decline, Declines, declines_pointer, read_declines, replacing_declines
from matchers.past.introductions import CameTrue
from matchers.said import labelled, said
from service.known_file import KnownFile

MAX_WORDS: Final = 1_000
"""Characters of a reason in free words."""


class Outcome(StrEnum):
    """What an organisation says of a suggestion."""

    DECLINED = "declined"
    ACCEPTED = "accepted"
    MET = "met"
    AGREED = "agreed"


STATES: Final = {
    Outcome.DECLINED: IntroductionState.DECLINED,
    Outcome.ACCEPTED: IntroductionState.INTERESTED,
    Outcome.MET: IntroductionState.MET,
    Outcome.AGREED: IntroductionState.AGREED,
}
"""Which state an outcome brings an introduction into: who accepts is interested, and the other side is to be asked."""

OF_ONE_SIDE: Final = frozenset({Outcome.DECLINED, Outcome.ACCEPTED})
"""Outcomes that the organisation tells for itself; the others are of both."""

CAME_TRUE: Final = frozenset({IntroductionState.INTERESTED, IntroductionState.BOTH_INTERESTED}) | {
    IntroductionState.MET,
    IntroductionState.AGREED,
}
"""States from which the ranker learns that a suggestion was right."""

CAME_TO_NOTHING: Final = frozenset({IntroductionState.DECLINED, IntroductionState.NOT_AGREED})
"""States in which the two are not suggested to each other again, for as long as the reason counts."""


def check_reason(outcome: Outcome, reason: str | None, words: str | None) -> None:
    """Raise ValueError, with what to write, where a decline has no reason that is known, or another outcome has one."""
    if outcome is not Outcome.DECLINED:
        if reason is not None:
            raise ValueError(
                said(
                    "a reason belongs to a decline: leave it out for {outcome}, or tell it in words.",
                    outcome=outcome.value,
                )
            )
        return
    if reason not in decline_reasons():
        given = "a decline needs a reason" if reason is None else f"{reason!r} is no reason that we know"
        raise ValueError(said("{given}; known are {names}.", given=given, names=", ".join(decline_reasons())))
    if reason == OTHER and not (words or "").strip():
        raise ValueError(said("say in words what the reason {other!r} is.", other=OTHER))


def change(graph: Graph, directory: Path, write: Callable[[Graph], WriteSummary]) -> WriteSummary:
    """Make a change to introductions; when it returns, the next answer of every worker counts it."""
    summary = write(graph)
    refresh_declines(graph, directory)
    return summary


def refresh_declines(graph: Graph, directory: Path) -> None:
    """Bring the file of declines, beside the snapshots in this folder, up to date with the graph."""
    with replacing_declines(directory) as replace:
        replace(declines_from(read_introductions(graph)))


def declines_from(introductions: Iterable[Introduction]) -> list[Decline]:
    """Return the declines among introductions, with what follows from their reasons."""
    reasons = decline_reasons()
    return [
        Decline(
            row.id_of(row.side or Side.ORGANISATION),
            row.id_of((row.side or Side.ORGANISATION).other),
            row.match_type,
            reason.id,
            reason.labels["en"],
            row.day or date.min,
            reason.respect,
            reason.months,
        )
        for row in introductions
        if row.state in CAME_TO_NOTHING and (reason := reasons.get(row.reason or "", reasons[OTHER]))
    ]


def came_true(introductions: Iterable[Introduction]) -> tuple[CameTrue, ...]:
    """Return what the ranker can learn from introductions: those that were accepted, met or agreed."""
    return tuple(
        CameTrue(row.organisation_id, row.partner_id, row.day)
        for row in introductions
        if row.state in CAME_TRUE and row.day is not None
    )


def known_declines(directory: Path) -> KnownFile[Declines]:
    """Return the declines of a folder as one process knows them."""
    return KnownFile(directory, declines_pointer, lambda folder: read_declines(folder, _called), Declines())


def _called(reason_id: str, label: str) -> str:
    reason = decline_reasons().get(reason_id)
    return label if reason is None else labelled(reason.labels, label)
