"""Repairs a team that a member leaves: who could come instead, by what they bring back."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matchers.consortium.brief import Brief, brief_of
from matchers.consortium.feasibility import check_pool
from matchers.consortium.objective import Objective
from matchers.consortium.query import ConsortiumQuery
from matchers.consortium.results import Repair, Replacement
from matchers.consortium.search import Search
from matchers.consortium.wording import role_sentence
from matchers.directory import organisation_card
from matchers.engine import Engine
from matchers.errors import ImpossibleTeamError
from matchers.said import said
from matchers.snapshot.snapshot import Snapshot

MOST_REPLACEMENTS = 5


def repair(engine: Engine, query: ConsortiumQuery, team: Sequence[str], leaving: str) -> Repair:
    """Return who could take the place of one member of a team (ids), whom a manager pinned first, then the best.

    All others stay. Raises UnknownIdError for unknown ids, and ImpossibleTeamError where `leaving` is not in the team,
    or nobody can take its place under rules and wishes.
    """
    snapshot = engine.snapshot
    gone = snapshot.row(leaving)
    staying = [row for row in dict.fromkeys(map(snapshot.row, (*query.partners, *team))) if row != gone]
    if leaving not in {*query.partners, *team}:
        raise ImpossibleTeamError(
            said(
                "{organisation} ({leaving}) is not in the team that it should leave.",
                organisation=snapshot.name(gone),
                leaving=leaving,
            )
        )
    brief = brief_of(engine, _without(query, snapshot, gone, staying), has_one_place=True)
    check_pool(brief.pool(), brief.requirements, brief.query, snapshot)
    pool = brief.pool(gone, *(row for row in brief.first if brief.eligible[row]))
    objective = brief.objective(pool)
    leaver = int(np.flatnonzero(pool.rows == gone)[0])
    manifest = snapshot.manifest
    return Repair(
        query=query,
        leaving=organisation_card(snapshot, gone),
        lost=role_sentence(objective, brief.needs, [*pool.fixed, leaver], leaver, snapshot),
        value_before=objective.value([*pool.fixed, leaver]),
        value_without=objective.value(pool.fixed),
        staying=tuple(organisation_card(snapshot, row) for row in staying),
        replacements=_replacements(brief, objective, leaver),
        snapshot_version=manifest.version,
        model=manifest.model,
        declined=brief.heeded.told(snapshot, brief.wished),
        left_out=brief.heeded.left_out(brief.wished),
        turned=dict(brief.turned),
    )


def _without(query: ConsortiumQuery, snapshot: Snapshot, gone: int, staying: Sequence[int]) -> ConsortiumQuery:
    """Return the question with the others pinned, and the leaving member, under all its records, excluded."""
    records = [snapshot.organisation_id(row) for row in np.flatnonzero(snapshot.group == snapshot.group[gone]).tolist()]
    ids = [snapshot.organisation_id(row) for row in staying]
    wishes = replace(
        query.wishes,
        size=len(staying) + 1,
        pinned=tuple(ids),
        excluded=(*query.wishes.excluded, *(record for record in records if record not in ids)),
    )
    return replace(query, partners=tuple(one for one in query.partners if one in ids), wishes=wishes)


def _replacements(brief: Brief, objective: Objective, leaver: int) -> tuple[Replacement, ...]:
    pool = objective.pool
    allowed = Search(objective, brief.requirements, brief.query.wishes.size).allowed(pool.fixed, 0)
    allowed[leaver] = False
    values = objective.values_with(pool.fixed)
    places = np.flatnonzero(allowed)
    is_pinned = np.isin(pool.rows[places], brief.first)
    best = places[np.lexsort((places, -np.round(values[places], 9), ~is_pinned))][:MOST_REPLACEMENTS]
    return tuple(_replacement(brief, objective, leaver, int(place)) for place in best)


def _replacement(brief: Brief, objective: Objective, leaver: int, place: int) -> Replacement:
    pool, snapshot = objective.pool, brief.snapshot
    row = int(pool.rows[place])
    team = [*pool.fixed, place]
    before, without, after = (objective.value(one) for one in ([*pool.fixed, leaver], pool.fixed, team))
    return Replacement(
        organisation=organisation_card(snapshot, row),
        value=after,
        change=after - before,
        restored=(after - without) / (before - without) if before > without else 1.0,
        role=role_sentence(objective, brief.needs, team, place, snapshot),
        reasons=brief.reasons(row),
        is_pinned=row in brief.first,
    )
