"""Teams heed declines: on both sides, of all on board, and told to nobody but the one who declined."""

from dataclasses import replace

import pytest

from matchers.answers import today
from matchers.consortium import ConsortiumQuery, TeamWishes, assemble, repair
from matchers.consortium.heeding import MATCH_TYPE
from matchers.consortium.results import Consortium
from matchers.engine import Engine
from matchers.feedback import Decline, Declines
from matchers.match_types import match_types
from tests.matchers.consortium.consortium_world import IDEA

NO_RULES = TeamWishes(rules="none")


def declined(organisation: str, partner: str, match_type: str = MATCH_TYPE, respect: str | None = None) -> Decline:
    return Decline(organisation, partner, match_type, "too-far", "Too far away", today(), respect, 24)


def heeding(ferry: Engine, *rows: Decline) -> Engine:
    return Engine(ferry.snapshot, ferry.encoder, declines=Declines(rows))


def named(found: Consortium) -> set[str]:
    """Everybody in teams and roles."""
    members = {member.organisation.id for team in found.teams for member in team.members}
    return members | {partner.organisation.id for role in found.missing for partner in role.partners}


QUERY = ConsortiumQuery(IDEA, ("stack",), NO_RULES)


def test_declines_for_a_consortium_are_declines_of_a_match_type() -> None:
    assert MATCH_TYPE in match_types()


def test_without_a_decline_both_are_named_and_nobody_is_left_out(ferry: Engine) -> None:
    found = assemble(ferry, QUERY)
    assert {"dam", "yard"} <= named(found)
    assert (found.declined, found.left_out) == ((), 0)


@pytest.mark.parametrize("match_type", [MATCH_TYPE, "joint_venture"])
def test_whom_the_first_partner_declined_is_in_no_team_and_it_is_told(ferry: Engine, match_type: str) -> None:
    found = assemble(heeding(ferry, declined("stack", "yard", match_type)), QUERY)
    assert "yard" not in named(found)
    (one,) = found.declined
    assert (one.id, one.label, one.match_type) == ("yard", "Too far away", match_type)
    assert found.left_out == 0
    assert found.considered == assemble(ferry, QUERY).considered - 1


@pytest.mark.parametrize(
    ("organisation", "partner"),
    [("yard", "stack"), ("dam", "yard"), ("yard", "dam")],
)
def test_what_others_said_is_heeded_and_told_to_nobody(ferry: Engine, organisation: str, partner: str) -> None:
    found = assemble(heeding(ferry, declined(organisation, partner)), replace(QUERY, partners=("stack", "dam")))
    assert "yard" not in named(found)
    assert (found.declined, found.left_out) == ((), 1)


def test_who_asks_may_be_another_than_the_first_partner(ferry: Engine) -> None:
    engine = heeding(ferry, declined("town", "yard"))
    assert "yard" in named(assemble(engine, QUERY))
    found = assemble(engine, replace(QUERY, asked_by="town"))
    assert "yard" not in named(found)
    assert [one.id for one in found.declined] == ["yard"]


@pytest.mark.parametrize("wishes", [NO_RULES, replace(NO_RULES, pinned=("yard",))])
def test_who_is_named_is_in_the_team_whatever_was_declined(ferry: Engine, wishes: TeamWishes) -> None:
    partners = ("stack",) if wishes.pinned else ("stack", "yard")
    found = assemble(heeding(ferry, declined("stack", "yard")), replace(QUERY, partners=partners, wishes=wishes))
    assert all("yard" in {member.organisation.id for member in team.members} for team in found.teams)
    assert found.declined == ()


def test_nobody_replaces_a_member_who_was_declined(ferry: Engine) -> None:
    team = ("stack", "dam")
    before = repair(ferry, QUERY, team, "dam")
    first = before.replacements[0].organisation.id
    after = repair(heeding(ferry, declined("stack", first)), QUERY, team, "dam")
    assert first not in {one.organisation.id for one in after.replacements}
    assert [one.id for one in after.declined] == [first]


def test_whom_the_declined_one_resembles_is_damped_with_a_reason(ferry: Engine) -> None:
    def scores(engine: Engine) -> dict[tuple[str, str], float]:
        roles = assemble(engine, QUERY).missing
        return {(role.label, one.organisation.id): one.score for role in roles for one in role.partners}

    engine = heeding(ferry, declined("stack", "dam", respect="smaller"))
    before, after = scores(ferry), scores(engine)
    assert after["Ferries", "yard"] < before["Ferries", "yard"]
    (yard,) = [one for role in assemble(engine, QUERY).missing if role.label == "Ferries" for one in role.partners]
    assert sum(reason.contribution for reason in yard.reasons) == pytest.approx(yard.score)
    assert yard.reasons[-1].sentence.startswith("Damped, since you declined Dam of dam (too far away)")
