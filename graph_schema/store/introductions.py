"""Introductions: what was said of suggested partners, by whom, and what was said before."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownIntroductionError, sentence
from graph_schema.introduction_acts import IntroductionAct
from graph_schema.introduction_records import Introduction, IntroductionState, IntroductionStep, Side
from graph_schema.store.query_files import Row, row_of, rows_of
from graph_schema.store.summary import WriteCounts, WriteSummary
from graph_schema.store.versions import begin_write, end_write

Pair = tuple[str, str]
"""Id of the partner, and of the match type."""

_NOT_THERE: Final = sentence(
    "The graph does not have both organisations {organisation_id!r} and {partner_id!r}: bring them in first."
)
_NOTHING_SAID: Final = sentence("Nothing was recorded of {partner_id!r} for {organisation_id!r} as {match_type}.")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an act: the fields of an introduction of the same names."""

    reason: str | None = None
    words: str | None = None
    by: str | None = None
    day: date | None = None


def write_introduction(graph: Graph, introduction: Introduction) -> WriteSummary:
    """Bring an introduction into a state and add that to its history; the same again changes nothing.

    Raises UnknownIntroductionError where one of the organisations is not in the graph.
    """
    return graph.write(lambda tx: _write(tx, introduction, begin_write(tx)))


def act_on_introduction(
    graph: Graph, pair: Introduction, act: IntroductionAct, side: str | None, told: Told
) -> tuple[Introduction, WriteSummary]:
    """Do an act to the introduction of a pair for a match type, whichever of the two it was made for.

    Whoever acts at the same time waits, and then finds what the other one did; what `side` (the id of one of the two)
    does counts for that side. Only the ids and the match type of `pair` count. Returns the introduction as it now is.
    Raises ActNotPossibleError, and UnknownIntroductionError where an organisation is not in the graph.
    """

    def work(tx: ManagedTransaction) -> tuple[Introduction, WriteSummary]:
        version = begin_write(tx)
        now = _now(tx, pair)
        state = act.after(now, _side_of(now, side))
        if state is None:
            return now, WriteSummary(int(row_of(tx, "read_version")["version"]), _counts(unchanged=1))
        after = replace(now, state=state[0], side=state[1], **asdict(told))
        summary = _write(tx, after, version)
        return _now(tx, pair), summary

    return graph.write(work)


def withdraw_introduction(
    graph: Graph, organisation_id: str, partner_id: str, match_type: str, by: str | None = None
) -> WriteSummary:
    """Take back what was said: it is a suggestion again. A second time changes nothing.

    Raises UnknownIntroductionError where nothing was said.
    """
    key = (organisation_id, partner_id, match_type)
    return graph.write(
        lambda tx: _written(tx, "withdraw_introduction", key, {"version": begin_write(tx), "by": by}, _NOTHING_SAID)
    )


def read_introductions(
    graph: Graph, organisation_ids: Collection[str] | None = None, *, either: bool = False
) -> tuple[Introduction, ...]:
    """Read all of which something was said, or those made for some organisations, in the order of their ids.

    With `either`, those in which one of the organisations is the suggested partner too.
    """
    ids = None if organisation_ids is None else list(organisation_ids)
    rows = graph.read(lambda tx: rows_of(tx, "read_introductions", ids=ids, either=either))
    return tuple(Introduction(**_typed(row)) for row in rows)


def read_introduction(graph: Graph, pair: Introduction) -> tuple[Introduction, tuple[IntroductionStep, ...]]:
    """Read the introduction of a pair for a match type, whichever of the two it was made for, and its history.

    The oldest step comes first. Where nothing was ever said it is `pair` itself, as a suggestion.
    """

    def work(tx: ManagedTransaction) -> tuple[Introduction, tuple[IntroductionStep, ...]]:
        now = _now(tx, pair)
        steps = rows_of(tx, "read_steps_of_introduction", id=now.id) if now.id else []
        return now, tuple(IntroductionStep(**_typed(row)) for row in steps)

    return graph.read(work)


def read_history(graph: Graph, organisation_id: str) -> dict[Pair, tuple[IntroductionStep, ...]]:
    """Read the history of each introduction of an organisation, by partner and match type, the oldest step first."""
    steps: dict[Pair, tuple[IntroductionStep, ...]] = {}
    for row in graph.read(lambda tx: rows_of(tx, "read_introduction_steps", organisation_id=organisation_id)):
        pair = (row.pop("partner_id"), row.pop("match_type"))
        step = IntroductionStep(**_typed(row))
        steps[pair] = (*steps.get(pair, ()), step)
    return steps


def remind(graph: Graph, before: datetime, most: int) -> tuple[Introduction, ...]:
    """Note that who has not answered since a moment is reminded now, and return what of; each at most so many times.

    Of several that do so at once, each introduction is returned to one. The graph's version stays.
    """
    now = datetime.now(UTC)

    def work(tx: ManagedTransaction) -> list[Row]:
        begin_write(tx)
        return rows_of(tx, "write_reminders", before=before, most=most, now=now)

    return tuple(Introduction(**_typed(row)) for row in graph.write(work))


def _write(tx: ManagedTransaction, introduction: Introduction, version: int) -> WriteSummary:
    told = {name: getattr(introduction, name) for name in ("reason", "words", "by", "day", "side")}
    key = (introduction.organisation_id, introduction.partner_id, introduction.match_type)
    parameters = {"version": version, "id": _id(*key), "told": told | {"state": str(introduction.state)}}
    return _written(tx, "write_introduction", key, parameters, _NOT_THERE)


def _written(
    tx: ManagedTransaction,
    query: str,
    key: tuple[str, str, str],
    parameters: dict[str, Any],
    complaint: str,
) -> WriteSummary:
    names = dict(zip(("organisation_id", "partner_id", "match_type"), key, strict=True))
    told = row_of(tx, query, now=datetime.now(UTC), **names, **parameters)
    if not told["found"]:
        raise UnknownIntroductionError(complaint, **names)
    created, changed = told.get("created", 0), told["changed"]
    is_changed = created + changed > 0
    ended = end_write(tx, parameters["version"], is_changed=is_changed)
    return WriteSummary(ended, _counts(created, changed, 1 - created - changed))


def _counts(created: int = 0, changed: int = 0, unchanged: int = 0) -> dict[str, WriteCounts]:
    return {"introductions": WriteCounts(created, changed, unchanged)}


def _now(tx: ManagedTransaction, pair: Introduction) -> Introduction:
    names = {name: getattr(pair, name) for name in ("organisation_id", "partner_id", "match_type")}
    rows = rows_of(tx, "read_introduction", **names)
    return Introduction(**_typed(rows[0])) if rows else replace(pair, state=IntroductionState.SUGGESTED)


def _side_of(introduction: Introduction, organisation_id: str | None) -> Side | None:
    return next((side for side in Side if introduction.id_of(side) == organisation_id), None)


def _id(organisation_id: str, partner_id: str, match_type: str) -> str:
    return blake2b(f"{organisation_id}\n{partner_id}\n{match_type}".encode(), digest_size=10).hexdigest()


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    times = {name: row[name].to_native() for name in ("day", "at", "updated") if row.get(name) is not None}
    return row | times | {"state": IntroductionState(row["state"]), "side": Side(row["side"]) if row["side"] else None}
