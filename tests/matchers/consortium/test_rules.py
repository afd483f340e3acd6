"""Rule sets are data that is checked, and say who counts."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.consortium.query import TeamWishes
from matchers.consortium.requirements import NOWHERE, Available, Requirements, Type, requirements_of
from matchers.consortium.rules import countries_by_status, declared, rule_set, rule_sets
from matchers.engine import Engine
from matchers.errors import DeclarationError, UnknownIdError
from matchers.snapshot.derive import KINDS

FIRM, UNIVERSITY, PUBLIC = (KINDS.index(kind) for kind in ("firm", "university", "public_body"))


def test_the_rule_sets_describe_themselves_in_english_and_italian() -> None:
    assert set(rule_sets()) == {"horizon_europe_collaborative", "none", "regional_cluster"}
    for one in rule_sets().values():
        assert {"en", "it"} <= set(one.labels) & set(one.description)


def test_all_27_member_states_are_known_and_apart_from_associated_ones() -> None:
    found = countries_by_status()
    assert len(found["member_state"]) == 27
    assert {"NO", "GB", "CH"} <= found["associated"]
    assert not found["member_state"] & found["associated"]


def test_an_unknown_rule_set_is_named() -> None:
    with pytest.raises(UnknownIdError, match="no rule set with the id 'friends'"):
        rule_set("friends")


GOOD: dict[str, Any] = {
    "labels": {"en": "x"},
    "description": {"en": "x"},
    "members": 3,
    "countries": 2,
    "counting": [],
    "anchor": [],
    "kinds": [],
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": [["bakery"]]},
        {"kinds": [[]]},
        {"countries": 4},
        {"counting": ["moon"]},
        {"members": "many"},
        {"labels": None, "members": None},
        {"counting": ["associated"], "anchor": ["member_state"]},
    ],
)
def test_a_rule_set_that_contradicts_itself_is_refused(wrong: dict[str, Any]) -> None:
    assert declared("fine", GOOD).members == 3
    with pytest.raises(DeclarationError):
        declared("wrong", GOOD | wrong)


@pytest.mark.parametrize(
    ("countries", "holds"),
    [
        (("IT", "DE", "NO"), True),
        (("IT", "NO", "NO", "DE"), True),
        (("IT", "NO", "US"), False),
        (("IT", "DE", None), False),
        (("IT", "DE"), False),
        (("IT", "IT", "IT"), False),
        (("IT", "DE", "FR", "US", None), True),
    ],
)
def test_article_22_of_horizon_europe(ferry: Engine, countries: tuple[str | None, ...], *, holds: bool) -> None:
    at = {code: number for number, code in enumerate(ferry.snapshot.tables.countries)}
    team = [(FIRM, NOWHERE if code is None else at[code]) for code in countries]
    assert requirements_of(TeamWishes(), ferry.snapshot).hold_for(team) is holds


def test_three_associated_countries_without_a_member_state_do_not_do() -> None:
    requirements = Requirements(3, 3, frozenset({0, 1, 2, 3}), frozenset({0}), ())
    assert not requirements.hold_for([(FIRM, 1), (FIRM, 2), (FIRM, 3)])
    assert requirements.hold_for([(FIRM, 1), (FIRM, 2), (FIRM, 0)])


def test_a_group_within_a_wider_one_says_enough(ferry: Engine) -> None:
    wishes = TeamWishes(rules="regional_cluster", kinds=(("university",), ("firm",)))
    assert set(requirements_of(wishes, ferry.snapshot).kinds) == {
        frozenset({FIRM}),
        frozenset({UNIVERSITY}),
        frozenset({PUBLIC}),
    }


TYPES = st.tuples(st.integers(0, 3), st.integers(-1, 3))


@given(
    available=st.lists(TYPES, min_size=1, max_size=6, unique=True),
    team=st.lists(TYPES, max_size=2),
    places=st.integers(0, 3),
    countries=st.integers(0, 3),
    anchor=st.sets(st.integers(0, 3), max_size=2),
    kinds=st.lists(st.frozensets(st.integers(0, 3), min_size=1, max_size=2), max_size=2, unique=True),
)
@settings(max_examples=300, deadline=None)
def test_what_can_be_met_is_what_trying_everything_finds(
    available: list[Type],
    team: list[Type],
    places: int,
    countries: int,
    anchor: set[int],
    kinds: list[frozenset[int]],
) -> None:
    requirements = Requirements(0, countries, frozenset({0, 1, 2}), frozenset(anchor) & {0, 1, 2}, tuple(kinds))
    tried = any(
        requirements.hold_for([*team, *added]) for size in range(places + 1) for added in combinations(available, size)
    )
    assert requirements.open_after(team).can_be_met(places, Available(frozenset(available))) is tried
