"""Answers an idea: needs, missing roles with partners, and whole teams with what each member adds."""

from collections.abc import Sequence

import numpy as np

from matchers.consortium.brief import Brief, brief_of, checked_pool
from matchers.consortium.objective import WEIGHTS, Objective
from matchers.consortium.query import ConsortiumQuery
from matchers.consortium.results import Consortium, Coverage, Need, Team, TeamMember, TeamPart
from matchers.consortium.roles import missing_roles
from matchers.consortium.search import Search
from matchers.consortium.wording import part_sentences, role_sentence
from matchers.directory import organisation_card
from matchers.engine import Engine
from matchers.features.texts import project_name

SIMILAR_SHOWN = 6


def assemble(engine: Engine, query: ConsortiumQuery) -> Consortium:
    """Return what an idea needs, who is missing, and different whole teams, best first.

    Raises UnknownIdError for unknown ids, ImpossibleTeamError where rules and wishes cannot be met, and EncoderError
    where the text cannot be encoded.
    """
    brief = brief_of(engine, query)
    pool = checked_pool(brief)
    objective = brief.objective(pool)
    teams = Search(objective, brief.requirements, query.wishes.size).teams(query.teams)
    manifest = engine.snapshot.manifest
    return Consortium(
        query=query,
        needs=_needs(brief),
        missing=missing_roles(brief),
        teams=tuple(_team(brief, objective, team) for team in teams),
        similar_projects=tuple(project_name(brief.snapshot, int(one)) for one in brief.idea.similar[:SIMILAR_SHOWN]),
        considered=int(brief.eligible.sum()),
        snapshot_version=manifest.version,
        model=manifest.model,
        declined=brief.heeded.told(brief.snapshot, brief.wished),
        left_out=brief.heeded.left_out(brief.wished),
        turned=dict(brief.turned),
    )


def _needs(brief: Brief) -> tuple[Need, ...]:
    needs, snapshot = brief.needs, brief.snapshot
    return tuple(
        Need(
            capability=snapshot.tables.capabilities[column].id,
            label=snapshot.capability_label(column),
            stage=snapshot.tables.capabilities[column].stage,
            weight=float(needs.weights[place]),
            is_named=needs.named[place],
            evidence=needs.evidence[place],
            covered=float(brief.covered[place]),
            covered_by=tuple(snapshot.name(row) for row in brief.idea.partners if needs.strengths[row, place] > 0),
        )
        for place, column in enumerate(needs.columns)
    )


def _team(brief: Brief, objective: Objective, team: Sequence[int]) -> Team:
    contributions = objective.contributions(team)
    sentences = part_sentences(objective, brief.needs, team, brief.snapshot)
    parts = tuple(
        TeamPart(name, sentences[name], float(value), float(added))
        for name, value, added in zip(WEIGHTS, objective.parts(team), contributions, strict=True)
    )
    members = [_member(brief, objective, team, place) for place in _in_order(brief, objective, team)]
    countries = {member.organisation.country for member in members if member.organisation.country}
    return Team(
        members=tuple(members),
        value=float(contributions.sum()),
        parts=parts,
        coverage=_coverage(brief, objective, team),
        countries=tuple(sorted(countries)),
    )


def _in_order(brief: Brief, objective: Objective, team: Sequence[int]) -> list[int]:
    """Return a team's members: those on board in their order, then those that add most."""
    rows = objective.pool.rows
    on_board = {row: number for number, row in enumerate(brief.idea.partners)}
    last = len(on_board)
    marginal = {place: _marginal(objective, team, place).sum() for place in team}
    return sorted(team, key=lambda place: (on_board.get(int(rows[place]), last), -round(marginal[place], 9), place))


def _member(brief: Brief, objective: Objective, team: Sequence[int], place: int) -> TeamMember:
    row = int(objective.pool.rows[place])
    is_on_board = row in brief.idea.partners
    lost = _marginal(objective, team, place)
    types = [objective.pool.types[one] for one in team if one != place]
    reasons = brief.reasons(row)
    return TeamMember(
        organisation=organisation_card(brief.snapshot, row),
        role=role_sentence(objective, brief.needs, team, place, brief.snapshot),
        marginal=float(lost.sum()),
        marginal_parts={name: float(part) for name, part in zip(WEIGHTS, lost, strict=True)},
        relevance=sum(reason.contribution for reason in reasons),
        reasons=reasons,
        is_on_board=is_on_board,
        is_pinned=row in brief.pinned,
        is_required=not brief.requirements.hold_for(types),
    )


def _marginal(objective: Objective, team: Sequence[int], place: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return what each part of a team's value (parts) loses without a member."""
    others = [one for one in team if one != place]
    return np.asarray(objective.contributions(team) - objective.contributions(others))


def _coverage(brief: Brief, objective: Objective, team: Sequence[int]) -> tuple[Coverage, ...]:
    needs, snapshot = brief.needs, brief.snapshot
    covered = objective.covered(team)
    rows = [int(objective.pool.rows[place]) for place in team]
    return tuple(
        Coverage(
            snapshot.tables.capabilities[column].id,
            float(covered[place]),
            tuple(
                (snapshot.organisation_id(row), float(needs.strengths[row, place]))
                for row in sorted(rows, key=lambda row: (-float(needs.strengths[row, place]), row))
                if needs.strengths[row, place] > 0
            ),
        )
        for place, column in enumerate(needs.columns)
    )
