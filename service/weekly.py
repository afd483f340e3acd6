"""The few suggestions of a week for an organisation: chosen once, the same for everyone until the next week begins.

Passed over is who was introduced already, in whatever state, and who was shown in two of the last eight weeks without
an answer; who was declined is left out by the engine, on both sides.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from graph_schema import store
from graph_schema.introduction_records import IntroductionState
from graph_schema.store import Pairs
from matchers.engine import Engine
from matchers.match_types import match_types
from matchers.results import Match, MatchQuery
from matchers.weekly import choose
from service.auth.viewer import Viewer, current_viewer
from service.runtime import Runtime

WEEKS_REMEMBERED: Final = 8
SHOWN_ENOUGH: Final = 2
"""Who was shown in so many of the weeks remembered, and nobody answered, is not shown again."""


@dataclass(frozen=True, slots=True)
class WeeklySuggestion:
    """A suggestion of the week with what has been said of it since; SUGGESTED where nobody said anything."""

    match_type: str
    match: Match
    state: IntroductionState


def week_of(day: date) -> str:
    """Return the week of a day by ISO 8601: "2026-W48"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def weekly(
    runtime: Runtime, organisation_id: str, today: date, viewer: Viewer | None = None
) -> tuple[WeeklySuggestion, ...]:
    """Return the suggestions of this week for an organisation, chosen now where nobody has looked at them before.

    `viewer` is for whom they are where nobody asks just now. Raises UnknownIdError for an organisation that they do
    not see, and the errors of the graph.
    """
    engine, graph = runtime.engine_for(viewer or current_viewer()), runtime.graph()
    engine.snapshot.row(organisation_id)
    since = week_of(today - timedelta(weeks=WEEKS_REMEMBERED))
    weeks = store.read_weeks(graph, organisation_id, since)
    introduced = store.read_introductions(graph, [organisation_id], either=True)
    this_week = week_of(today)
    if this_week not in weeks:
        passed_over = {one.other_than(organisation_id) for one in introduced} | _shown_enough(weeks.values())
        chosen = choose(engine, organisation_id, passed_over)
        pairs = [(one.match.organisation.id, one.match_type) for one in chosen]
        weeks[this_week] = store.write_week(graph, organisation_id, this_week, pairs) if pairs else ()
    states = {(one.other_than(organisation_id), one.match_type): one.state for one in introduced}
    return tuple(_told(engine, organisation_id, weeks[this_week], states))


def _told(
    engine: Engine, organisation_id: str, pairs: Pairs, states: dict[tuple[str, str], IntroductionState]
) -> Iterable[WeeklySuggestion]:
    """Yield the suggestions for which something still speaks, and that no manager has excluded meanwhile.

    What was said of one stays to be seen, whatever has changed since.
    """
    rows = engine.snapshot.row_by_id
    apart = engine.steering.hidden(engine.snapshot, rows[organisation_id])
    for partner, match_type in pairs:
        if partner in rows and not apart[rows[partner]] and match_type in match_types():
            match = engine.match_with(MatchQuery(match_type, organisation_id), partner)
            state = states.get((partner, match_type), IntroductionState.SUGGESTED)
            if match.reasons or state is not IntroductionState.SUGGESTED:
                yield WeeklySuggestion(match_type, match, state)


def _shown_enough(weeks: Iterable[Pairs]) -> set[str]:
    counts = Counter(partner for pairs in weeks for partner in {partner for partner, _ in pairs})
    return {partner for partner, count in counts.items() if count >= SHOWN_ENOUGH}
