"""What can be done to an introduction, from which states, and what comes of it.

Read from `vocabularies/introduction_acts.csv`, UTF-8 without quotes, separated by `;`, states separated by spaces.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph_schema.errors import ActNotPossibleError, SchemaDefinitionError, sentence
from graph_schema.introduction_records import Introduction, IntroductionState, Side
from graph_schema.tables import filled_rows, table_lines

_COLUMNS = ("id", "label_en", "label_it", "label_no", "says", "from", "done", "to")
_TABLE = "introduction_acts.csv"

_OF_BOTH = {
    IntroductionState.INTERESTED: IntroductionState.BOTH_INTERESTED,
    IntroductionState.DECLINED: IntroductionState.DECLINED,
}
"""What a state of one side becomes when the other side says the same."""

NOT_NOW: Final = sentence("“{act}” is not possible now.")
NOTHING_SAID: Final = sentence("Nothing was said of these two yet.")
STATE_TOLD: Final = sentence("The state is “{state}” since {day}.")
STATE_TOLD_BY: Final = sentence("The state is “{state}” since {day}, as {by} said.")
INSTEAD: Final = sentence("Possible now: {possible}.")
TAKE_BACK: Final = sentence("Take back what was said first, then it is a suggestion again.")
"""Of what an act is refused with: what is not possible, what was said before, and what is possible instead."""

State = tuple[IntroductionState, Side | None]
"""A state, and the side that it is the state of."""


@dataclass(frozen=True, slots=True)
class IntroductionAct:
    """Something that can be done: from the states `begins`, it leads to the state `to`.

    In the states of `done` it has been done already, and to do it again changes nothing. `needs_side` says that only
    one of the two sides can do it, for itself.
    """

    id: str
    labels: dict[str, str]
    needs_side: bool
    begins: frozenset[IntroductionState]
    done: frozenset[IntroductionState]
    to: IntroductionState

    def after(self, now: Introduction, side: Side | None) -> State | None:
        """Return the state that the act of a side leads to; None where it has been done already.

        When the second side says what the first one said, it is the state of both. Raises ActNotPossibleError, with
        what is possible instead, where the introduction is in another state.
        """
        if self.needs_side and side is None:
            raise ActNotPossibleError("This is for one of the two organisations to say: tell which.")
        if now.state is self.to and now.side in {None, side}:
            return None
        if now.state is self.to and self.needs_side:
            return _OF_BOTH[self.to], None
        if now.state in self.done:
            return None
        if now.state not in self.begins:
            raise _impossible(self, now)
        return self.to, side


@cache
def introduction_acts() -> dict[str, IntroductionAct]:
    """Return all acts by id in the order of the file; SchemaDefinitionError where it contradicts itself."""
    return parse_introduction_acts(table_lines(_TABLE))


def parse_introduction_acts(lines: Iterable[str]) -> dict[str, IntroductionAct]:
    """Return the acts in a table's lines, or raise SchemaDefinitionError."""
    acts: dict[str, IntroductionAct] = {}
    for number, row in filled_rows(_TABLE, lines, _COLUMNS, _COLUMNS):
        if row["id"] in acts:
            raise SchemaDefinitionError(f"Correct {_TABLE}: row {number} stands twice.")
        try:
            acts[row["id"]] = _act(row)
        except ValueError as error:
            raise SchemaDefinitionError(f"Correct {_TABLE}: row {number}: {error}.") from error
    return acts


def possible_acts(now: Introduction) -> tuple[IntroductionAct, ...]:
    """Return what can be done to an introduction as it is."""
    return tuple(act for act in introduction_acts().values() if now.state in act.begins)


def _act(row: dict[str, str]) -> IntroductionAct:
    return IntroductionAct(
        row["id"],
        {language: row[f"label_{language}"] for language in ("en", "it", "no")},
        _needs_side(row["says"]),
        frozenset(map(IntroductionState, row["from"].split())),
        frozenset(map(IntroductionState, row["done"].split())),
        IntroductionState(row["to"]),
    )


def _needs_side(says: str) -> bool:
    if says not in {"side", "anyone"}:
        raise ValueError(f"{says!r} is neither side nor anyone")
    return says == "side"


def _impossible(act: IntroductionAct, now: Introduction) -> ActNotPossibleError:
    possible = tuple(one.labels for one in possible_acts(now))
    told = {"act": act.labels, "state": now.state, "by": now.by, "day": now.day, "possible": possible}
    state = NOTHING_SAID if now.day is None else STATE_TOLD if now.by is None else STATE_TOLD_BY
    return ActNotPossibleError(NOT_NOW, state, INSTEAD if possible else TAKE_BACK, **told)
