"""Teams of pools drawn at random, against trying every team, and what holds whatever is drawn."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.consortium.objective import WEIGHTS, Objective
from matchers.consortium.pool import Pool
from matchers.consortium.requirements import Requirements
from matchers.consortium.search import Search
from matchers.snapshot.derive import KINDS

COVERAGE = list(WEIGHTS).index("coverage")
SUBMODULAR = ("coverage", "relevance", "kinds", "countries")
NO_RULES = Requirements(2, 0, frozenset(range(5)), frozenset(), ())


def drawn(seed: int, size: int = 9, needs: int = 4, fixed: tuple[int, ...] = ()) -> Objective:
    """Return the objective over a pool drawn at random."""
    draw = np.random.default_rng(seed)
    ties = np.triu(draw.random((size, size)) < 0.3, 1)
    pool = Pool(
        rows=np.arange(size),
        fixed=fixed,
        cover=np.where(draw.random((size, needs)) < 0.5, draw.random((size, needs)), 0.0),
        relevance=draw.random(size),
        kind=draw.integers(0, len(KINDS), size),
        country=draw.integers(-1, 5, size),
        house=np.arange(size),
        ties=ties | ties.T,
    )
    weights = draw.random(needs)
    kinds = draw.random(len(KINDS))
    return Objective(pool, weights / weights.sum(), kinds / kinds.sum(), countries=3)


SEEDS = st.integers(0, 10_000)
TEAMS = st.sets(st.integers(0, 8), min_size=1, max_size=6)


def test_the_weights_add_up_to_1() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


@given(SEEDS, TEAMS)
@settings(deadline=None)
def test_a_team_is_worth_between_0_and_1_and_its_parts_add_up(seed: int, team: set[int]) -> None:
    objective = drawn(seed)
    assert np.all((objective.parts(list(team)) >= 0) & (objective.parts(list(team)) <= 1 + 1e-9))
    assert objective.contributions(list(team)).sum() == pytest.approx(objective.value(list(team)))
    assert 0 <= objective.value(list(team)) <= 1


@given(SEEDS, TEAMS, st.integers(0, 8), st.integers(0, 8))
@settings(deadline=None)
def test_coverage_and_its_like_grow_with_members_but_less_and_less(
    seed: int, team: set[int], new: int, other: int
) -> None:
    objective = drawn(seed)
    larger = team | {other}
    if new in larger:
        return
    places = [list(WEIGHTS).index(name) for name in SUBMODULAR]
    first = (objective.parts([*team, new]) - objective.parts([*team]))[places]
    later = (objective.parts([*larger, new]) - objective.parts([*larger]))[places]
    assert np.all(first >= -1e-12)
    assert np.all(later <= first + 1e-12)


@given(SEEDS, st.permutations(range(5)))
@settings(deadline=None)
def test_the_order_of_members_does_not_matter(seed: int, team: list[int]) -> None:
    assert drawn(seed).value(team) == drawn(seed).value(sorted(team))


@given(SEEDS, TEAMS)
@settings(deadline=None)
def test_swapping_never_makes_a_team_worse(seed: int, team: set[int]) -> None:
    objective = drawn(seed)
    search = Search(objective, NO_RULES, size=len(team))
    better = search.improved(tuple(sorted(team)), np.zeros(9))
    assert objective.value(better) >= objective.value(list(team)) - 1e-12
    assert len(better) == len(team)


@pytest.mark.parametrize("seed", range(25))
def test_the_best_team_comes_close_to_the_best_of_all(seed: int) -> None:
    objective = drawn(seed)
    best = max(objective.value(team) for team in combinations(range(9), 4))
    found = Search(objective, NO_RULES, size=4).teams(1)[0]
    assert objective.value(found) >= 0.97 * best


@pytest.mark.parametrize("seed", range(10))
def test_rules_hold_in_every_team(seed: int) -> None:
    objective = drawn(seed, fixed=(2,))
    kind, country = objective.pool.types[7]
    rules = Requirements(3, 2, frozenset(range(5)), frozenset({max(country, 0)}), (frozenset({kind}),))
    types = objective.pool.types
    if not rules.open_after([types[2]]).can_be_met(3, objective.pool.available):
        return
    teams = Search(objective, rules, size=4).teams(3)
    assert teams
    for team in teams:
        assert 2 in team
        assert rules.hold_for([types[place] for place in team])


@pytest.mark.parametrize("seed", range(10))
def test_several_teams_differ_and_come_best_first(seed: int) -> None:
    objective = drawn(seed, size=30)
    teams = Search(objective, NO_RULES, size=4).teams(3)
    values = [objective.value(team) for team in teams]
    assert len(set(teams)) == len(teams) == 3
    assert values == sorted(values, reverse=True)
    assert len(set().union(*teams)) > 6


@pytest.mark.parametrize("seed", range(10))
def test_without_a_size_everybody_in_a_team_is_worth_the_place(seed: int) -> None:
    objective = drawn(seed)
    team = Search(objective, NO_RULES, size=None).teams(1)[0]
    for place in team:
        others = [one for one in team if one != place]
        assert objective.value(team) > objective.value(others) or len(others) < NO_RULES.members


def test_firms_of_one_house_are_not_in_one_team() -> None:
    objective = drawn(1)
    one_house = replace(objective.pool, house=np.zeros(9, dtype=np.int64))
    search = Search(replace(objective, pool=one_house), NO_RULES, size=3)
    assert search.teams(1) == []
