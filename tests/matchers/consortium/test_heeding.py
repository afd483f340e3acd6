"""Teams heed declines: on both sides, of all on board, and told to nobody but the one who declined."""

from dataclasses import replace
from pathlib import Path

import pytest

from matchers.answers import today
from matchers.consortium import ConsortiumQuery, TeamWishes, assemble, repair
from matchers.consortium.heeding import MATCH_TYPE
from matchers.consortium.results import Consortium
from matchers.corpus import ClusterRow
from matchers.engine import Engine
from matchers.feedback import Decline, Declines
from matchers.match_types import match_types
from matchers.results import OrganisationFilter
from matchers.steering import Act, Steering, Turn, Wish
from tests.matchers.consortium.consortium_world import IDEA, corpus_of, engine_of

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


def named_in_teams(found: Consortium) -> set[str]:
    return {member.organisation.id for team in found.teams for member in team.members}


def pinning(ferry: Engine, *partners: str) -> Engine:
    wishes = [Wish(one, Act.PIN, "south", "stack", MATCH_TYPE, one) for one in partners]
    return Engine(ferry.snapshot, ferry.encoder, steering=Steering(wishes))


def test_whom_a_manager_pinned_is_in_every_team_of_that_member(ferry: Engine) -> None:
    engine = pinning(ferry, "idle")
    best = replace(QUERY, teams=1)
    assert "idle" not in named_in_teams(assemble(ferry, best))
    found = assemble(engine, QUERY)
    assert all(
        [one.is_pinned for one in team.members if one.organisation.id == "idle"] == [True] for team in found.teams
    )
    assert "idle" not in named_in_teams(assemble(engine, replace(best, partners=("dam",))))


def test_a_pin_gives_way_to_what_was_asked_for(ferry: Engine) -> None:
    engine = pinning(ferry, "idle", "clerk", "yard")
    for wishes in (
        replace(NO_RULES, excluded=("idle", "clerk", "yard")),
        replace(NO_RULES, filter=OrganisationFilter(countries=("NO",))),
        replace(NO_RULES, size=2, pinned=("dam",)),
    ):
        assert not {"idle", "clerk", "yard"} & named_in_teams(assemble(engine, replace(QUERY, wishes=wishes)))
    declined_too = Engine(
        engine.snapshot, engine.encoder, declines=Declines([declined("idle", "stack")]), steering=engine.steering
    )
    assert "idle" not in named(assemble(declined_too, QUERY))


def test_weights_that_a_manager_turned_count_in_teams(ferry: Engine, tmp_path: Path) -> None:
    corpus = corpus_of()
    members = tuple(replace(row, clusters=("south",) if row.id == "stack" else ()) for row in corpus.organisations)
    engine = engine_of(tmp_path, replace(corpus, organisations=members, clusters=(ClusterRow("south", {}),)))
    engine.steering = Steering(turns=[Turn("south", MATCH_TYPE, {"track_record": 0.0})])
    found = assemble(engine, QUERY)
    assert found.turned == {"track_record": 0.0}
    reasons = {reason.feature for team in found.teams for member in team.members for reason in member.reasons}
    assert "track_record" not in reasons
    assert "shared_capabilities" in reasons
    assert assemble(ferry, QUERY).turned == {}


def test_whom_a_manager_pinned_comes_first_among_those_who_could_take_a_place(ferry: Engine) -> None:
    def replacing(engine: Engine, wishes: TeamWishes = NO_RULES) -> list[tuple[str, bool]]:
        found = repair(engine, replace(QUERY, wishes=wishes), ("stack", "dam"), "dam").replacements
        return [(one.organisation.id, one.is_pinned) for one in found]

    plain = replacing(ferry)
    assert plain[0][0] != "idle"
    after = replacing(pinning(ferry, "idle"))
    assert after[0] == ("idle", True)
    assert after[1:] == [one for one in plain if one[0] != "idle"][: len(after) - 1]
    assert "idle" not in dict(replacing(pinning(ferry, "idle"), replace(NO_RULES, excluded=("idle",))))
    assert replacing(pinning(ferry, "dam")) == plain, "who leaves does not come back, though it is pinned"


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
