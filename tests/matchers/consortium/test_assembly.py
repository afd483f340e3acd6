"""A world whose right consortium is known: what it needs, who is missing, the one team that has it all."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from matchers.consortium import ConsortiumQuery, TeamWishes, assemble
from matchers.consortium.results import Consortium
from matchers.corpus import Corpus
from matchers.engine import Engine
from matchers.errors import ImpossibleTeamError, UnknownIdError
from matchers.results import OrganisationFilter
from tests.matchers.consortium.consortium_world import IDEA, ORGANISATIONS, corpus_of, engine_of

THREE = TeamWishes(size=3)


def asked(engine: Engine, partners: tuple[str, ...] = (), wishes: TeamWishes = THREE, text: str = IDEA) -> Consortium:
    return assemble(engine, ConsortiumQuery(text, partners, wishes))


def members(found: Consortium, team: int = 0) -> list[str]:
    return [member.organisation.id for member in found.teams[team].members]


def role(found: Consortium, label: str) -> list[str]:
    return next([one.organisation.id for one in role.partners] for role in found.missing if role.label == label)


def test_needs_are_what_the_text_names_and_what_projects_like_it_are_about(ferry: Engine) -> None:
    needs = {need.capability: need for need in asked(ferry).needs}
    assert set(needs) == {"hydropower", "electrolysers", "ferries", "permits"}
    assert {one for one, need in needs.items() if not need.is_named} == {"permits"}
    assert needs["permits"].weight < needs["ferries"].weight
    assert needs["permits"].evidence == "2 of the 2 projects most like it are about it, against 50% of all."
    assert "The text says “ferries”." in needs["ferries"].evidence
    assert sum(need.weight for need in needs.values()) == pytest.approx(1, abs=1e-6)


def test_the_only_combination_that_has_it_all_is_the_best_team(ferry: Engine) -> None:
    found = asked(ferry, wishes=TeamWishes(size=4))
    assert set(members(found)) == {"dam", "stack", "yard", "town"}
    assert found.teams[0].countries == ("DE", "IT", "NO")
    assert {one.capability: one.members[0][0] for one in found.teams[0].coverage if one.members} == {
        "hydropower": "dam",
        "electrolysers": "stack",
        "ferries": "yard",
        "permits": "town",
    }


def test_each_member_is_told_what_only_it_brings(ferry: Engine) -> None:
    for member in asked(ferry).teams[0].members:
        assert member.marginal > 0
        assert sum(member.marginal_parts.values()) == pytest.approx(member.marginal)
        assert sum(reason.contribution for reason in member.reasons) == pytest.approx(member.relevance)
        assert member.is_required  # the rules want three countries, and there are three members
    dam = next(one for one in asked(ferry).teams[0].members if one.organisation.id == "dam")
    assert dam.role == "Covers hydropower; the only one from Norway; has worked with one of the others."


def test_partners_so_far_are_in_each_team_and_leave_the_roles_that_they_lack(ferry: Engine) -> None:
    found = asked(ferry, ("stack", "dam"))
    assert all(members(found, team)[:2] == ["stack", "dam"] for team in range(len(found.teams)))
    missing = {one.label: one for one in found.missing}
    assert set(missing) >= {"Ferries", "Permits", "1 more country"}
    assert not set(missing) & {"Hydropower", "Electrolysers"}
    assert role(found, "Ferries") == ["yard"]
    assert found.missing[0].is_rule
    covered = {need.capability: need.covered_by for need in found.needs}
    assert covered["hydropower"] == ("Dam of dam",)


def test_who_could_take_a_role_has_reasons_that_add_up(ferry: Engine) -> None:
    for one in asked(ferry, ("stack",)).missing:
        for partner in one.partners:
            assert sum(reason.contribution for reason in partner.reasons) == pytest.approx(partner.score)
            assert 0 <= partner.score <= 1 + 1e-6
            assert all(reason.sentence.endswith(".") for reason in partner.reasons)


def test_ties_to_partners_on_board_are_a_reason(ferry: Engine) -> None:
    found = asked(ferry, ("stack",))
    (partner,) = [one for role in found.missing if role.label == "Ferries" for one in role.partners]
    sentences = {reason.feature: reason.sentence for reason in partner.reasons}
    assert sentences["worked_with"] == "They have worked with Stack of stack in P2 (2018)."


@pytest.mark.parametrize(
    ("wishes", "kinds"),
    [
        (TeamWishes(rules="regional_cluster", size=4), {"firm", "university", "public_body"}),
        (TeamWishes(rules="none", size=4, kinds=(("association",),)), {"association"}),
        (TeamWishes(rules="none", size=3, kinds=(("association", "public_body"), ("other",))), {"other"}),
    ],
)
def test_kinds_that_are_asked_for_are_there(ferry: Engine, wishes: TeamWishes, kinds: set[str]) -> None:
    for team in asked(ferry, wishes=wishes).teams:
        assert kinds <= {member.organisation.kind for member in team.members}
        assert len(team.members) == wishes.size


def test_pinned_are_in_excluded_are_not_and_filters_hold_for_the_others(ferry: Engine) -> None:
    wishes = TeamWishes(
        rules="none", size=3, pinned=("idle",), excluded=("dam",), filter=OrganisationFilter(countries=("IT", "DE"))
    )
    for team in range(len((found := asked(ferry, wishes=wishes)).teams)):
        assert "idle" in members(found, team)
        assert "dam" not in members(found, team)
        assert set(members(found, team)) <= {"idle", "stack", "yard", "town", "clerk"}


def test_a_team_of_no_size_leaves_out_who_brings_nothing(ferry: Engine) -> None:
    assert "idle" not in members(asked(ferry, wishes=TeamWishes()))


def test_the_order_of_partners_and_rows_does_not_matter(tmp_path: Path, ferry: Engine) -> None:
    draw = random.Random(3)
    corpus = corpus_of()
    shuffled = Corpus(
        tuple(draw.sample(corpus.organisations, len(corpus.organisations))),
        tuple(draw.sample(corpus.projects, len(corpus.projects))),
        tuple(draw.sample(corpus.participations, len(corpus.participations))),
        capabilities=corpus.capabilities,
    )
    other = engine_of(tmp_path, shuffled)
    first, second = (asked(engine, ("stack", "dam")) for engine in (ferry, other))
    assert (first.needs, first.missing, first.teams) == (second.needs, second.missing, second.teams)
    turned = asked(ferry, ("dam", "stack"))
    assert [(sorted(members(turned, one)), turned.teams[one].value) for one in range(len(turned.teams))] == [
        (sorted(members(first, one)), first.teams[one].value) for one in range(len(first.teams))
    ]


def test_the_same_question_gets_the_same_answer(ferry: Engine) -> None:
    assert asked(ferry) == asked(ferry)


def test_a_longer_text_counts_its_first_sentence_as_a_title(ferry: Engine) -> None:
    text = f"{IDEA}. Permits take years, and permits matter."
    needs = {need.capability: need for need in asked(ferry, text=text).needs}
    assert needs["permits"].is_named
    assert needs["permits"].weight < needs["ferries"].weight


@pytest.mark.parametrize("text", ["abc", "⚡⚡ qqq", "توربينات الرياح", "x " * 9_000])
def test_a_text_that_names_nothing_still_gets_an_answer(ferry: Engine, text: str) -> None:
    assert asked(ferry, text=text, wishes=TeamWishes(rules="none")).teams


IMPOSSIBLE = [
    ((), TeamWishes(size=3, kinds=(("research_centre",),)), "A research centre is asked for, and there is none"),
    ((), TeamWishes(filter=OrganisationFilter(countries=("IT",))), "from 1 only (Italy)"),
    ((), TeamWishes(filter=OrganisationFilter(countries=("NO", "US"))), "from 1 only (Norway)"),
    ((), TeamWishes(countries=9), "Members from 9 different EU member states or associated countries are asked for"),
    (("dam", "stack", "yard", "town"), THREE, "A team of 3 cannot hold 4 partners"),
    (("dam",), TeamWishes(excluded=("dam",)), "is both in the team and excluded"),
    (
        (),
        TeamWishes(rules="none", filter=OrganisationFilter(countries=("FR",))),
        "2 more members are needed and only 1",
    ),
    (("idle", "abroad"), THREE, "With 1 place left, no candidates together bring members from 2 more EU member states"),
    ((), replace(THREE, kinds=(("other",),)), "With 3 places left, no candidates together bring an other"),
]


@pytest.mark.parametrize(("partners", "wishes", "sentence"), IMPOSSIBLE)
def test_what_cannot_be_is_told_with_the_rule_that_fails(
    ferry: Engine, partners: tuple[str, ...], wishes: TeamWishes, sentence: str
) -> None:
    with pytest.raises(ImpossibleTeamError) as refused:
        asked(ferry, partners, wishes)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("partners", "wishes", "noun"),
    [
        (("nobody",), THREE, "organisation"),
        ((), TeamWishes(rules="friends"), "rule set"),
        ((), TeamWishes(pinned=("nobody",)), "organisation"),
        ((), TeamWishes(excluded=("nobody",)), "organisation"),
        ((), TeamWishes(filter=OrganisationFilter(clusters=("atlantis",))), "cluster"),
    ],
)
def test_unknown_ids_are_named(ferry: Engine, partners: tuple[str, ...], wishes: TeamWishes, noun: str) -> None:
    with pytest.raises(UnknownIdError, match=f"There is no {noun} with the id"):
        asked(ferry, partners, wishes)


def test_an_empty_graph_says_that_nobody_is_there(tmp_path: Path) -> None:
    with pytest.raises(ImpossibleTeamError, match="3 more members are needed and only 0 candidates"):
        asked(engine_of(tmp_path, Corpus()))


def test_records_that_may_be_one_organisation_are_not_in_one_team(tmp_path: Path) -> None:
    corpus = corpus_of((*ORGANISATIONS, ("dam2", "firm", "NO", ("hydropower",))))
    twin = tuple(replace(row, name="Dam of dam") if row.id == "dam2" else row for row in corpus.organisations)
    found = asked(engine_of(tmp_path, replace(corpus, organisations=twin)), wishes=TeamWishes(rules="none", size=6))
    assert all(not {"dam", "dam2"} <= set(members(found, team)) for team in range(len(found.teams)))
