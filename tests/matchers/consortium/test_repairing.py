"""A member leaves: who could come instead, by what they bring back."""

from pathlib import Path

import pytest

from matchers.consortium import ConsortiumQuery, TeamWishes, assemble, repair
from matchers.engine import Engine
from matchers.errors import ImpossibleTeamError, UnknownIdError
from tests.matchers.consortium.consortium_world import IDEA, ORGANISATIONS, corpus_of, engine_of

TEAM = ("dam", "stack", "yard")
NO_RULES = TeamWishes(rules="none")


@pytest.fixture(scope="module")
def wider(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The same world with two more yards: a better and a worse one."""
    more = (("shipyard", "firm", "DE", ("ferries",)), ("boatyard", "firm", "DE", ("ferries",)))
    strengths = {("shipyard", "ferries"): 0.7, ("boatyard", "ferries"): 0.3}
    return engine_of(tmp_path_factory.mktemp("wider"), corpus_of((*ORGANISATIONS, *more), strengths))


def test_who_brings_back_most_comes_first(wider: Engine) -> None:
    found = repair(wider, ConsortiumQuery(IDEA, wishes=NO_RULES), TEAM, "yard")
    assert [one.organisation.id for one in found.replacements][:2] == ["shipyard", "boatyard"]
    assert [one.id for one in found.staying] == ["dam", "stack"]
    assert found.lost == "Covers ferries; the only one from Germany; has worked with one of the others."
    first = found.replacements[0]
    assert first.role == "Covers ferries; the only one from Germany."
    assert first.restored > found.replacements[1].restored
    assert first.restored == pytest.approx(
        (first.value - found.value_without) / (found.value_before - found.value_without)
    )
    assert first.change == pytest.approx(first.value - found.value_before)
    values = [one.value for one in found.replacements]
    assert values == sorted(values, reverse=True)


def test_replacements_keep_the_rules_and_are_new(ferry: Engine) -> None:
    found = repair(ferry, ConsortiumQuery(IDEA), TEAM, "yard")
    assert [one.organisation.id for one in found.replacements] == ["idle"]  # the only third country that counts


def test_a_partner_on_board_may_leave_too(ferry: Engine) -> None:
    query = ConsortiumQuery(IDEA, ("dam", "stack"), NO_RULES)
    found = repair(ferry, query, TEAM, "dam")
    assert found.leaving.id == "dam"
    assert [one.id for one in found.staying] == ["stack", "yard"]
    assert all(one.organisation.id not in TEAM for one in found.replacements)


def test_the_value_before_is_that_of_the_team_suggested(ferry: Engine) -> None:
    team = assemble(ferry, ConsortiumQuery(IDEA, wishes=TeamWishes(size=3))).teams[0]
    members = tuple(member.organisation.id for member in team.members)
    found = repair(ferry, ConsortiumQuery(IDEA), members, members[-1])
    assert found.value_before == pytest.approx(team.value)
    assert found.value_before - found.value_without == pytest.approx(team.members[-1].marginal)


def test_who_declined_before_does_not_come_back(wider: Engine) -> None:
    query = ConsortiumQuery(IDEA, wishes=TeamWishes(rules="none", excluded=("shipyard",)))
    assert repair(wider, query, TEAM, "yard").replacements[0].organisation.id == "boatyard"


def test_nobody_left_is_told_with_the_rule(tmp_path: Path) -> None:
    few = [one for one in ORGANISATIONS if one[0] in {*TEAM, "town"}]
    engine = engine_of(tmp_path, corpus_of(few))
    with pytest.raises(ImpossibleTeamError, match="different EU member states or associated countries"):
        repair(engine, ConsortiumQuery(IDEA), TEAM, "yard")


def test_who_leaves_must_be_in_the_team(ferry: Engine) -> None:
    with pytest.raises(ImpossibleTeamError, match=r"Town of town \(town\) is not in the team"):
        repair(ferry, ConsortiumQuery(IDEA), TEAM, "town")
    with pytest.raises(UnknownIdError):
        repair(ferry, ConsortiumQuery(IDEA), TEAM, "nobody")
