"""What each match type suggests in a world whose right answers are known."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.engine import Engine
from matchers.errors import DeclarationError, EncoderError, UnknownIdError
from matchers.features.activity import explain_similar
from matchers.features.texts import closest_projects, explain_closest
from matchers.match_types import Curve, declared, match_types
from matchers.results import MatchQuery, OrganisationFilter
from matchers.seekers import seeker_of_organisation
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder

VALID: dict[str, Any] = {
    "labels": {"en": "A", "it": "A"},
    "description": {"en": "A.", "it": "A."},
    "pairs": {"firm": ["firm"]},
    "features": [{"feature": "experience", "weight": 1.0}],
    "gains": ["market"],
}


def _row(corpus: Corpus, organisation: str) -> OrganisationRow:
    return next(row for row in corpus.organisations if row.id == organisation)


def _found(
    engine: Engine,
    match_type: str,
    asker: str,
    wanted: OrganisationFilter | None = None,
    *,
    include_partners: bool = False,
) -> list[str]:
    query = MatchQuery(
        match_type, asker, limit=100, filter=wanted or OrganisationFilter(), include_partners=include_partners
    )
    return [match.organisation.id for match in engine.suggest(query).matches]


def test_who_is_surely_able_stands_before_who_took_part_once(
    tmp_path: Path, corpus: Corpus, encoder: WordEncoder
) -> None:
    unsure = tuple((capability, 0.1, evidence) for capability, _, evidence in _row(corpus, "bladesmith").capabilities)
    once = replace(_row(corpus, "bladesmith"), id="a-once", name="Once AS", capabilities=unsure)
    projects = (*corpus.participations, ParticipationRow("a-once", "p2"))
    world = replace(corpus, organisations=(*corpus.organisations, once), participations=projects)
    build_snapshot(tmp_path, world, encoder, graph_version=1)
    found = _found(Engine(open_snapshot(tmp_path), encoder), "joint_venture", "asker")
    assert found.index("bladesmith") < found.index("a-once")


def test_a_closeness_that_adds_to_a_score_is_not_told_as_none(corpus: Corpus, snapshot: Snapshot) -> None:
    told = set()
    for organisation in corpus.organisations:
        seeker = seeker_of_organisation(snapshot, organisation.id)
        for row, value in enumerate(closest_projects(seeker, snapshot).tolist()):
            sentence = explain_closest(seeker, snapshot, row).sentence
            assert (value == 0) is sentence.startswith(("No project of theirs", "They have no project"))
            told.add((value > 0, "has little" in sentence))
    assert (True, True) in told


@pytest.mark.parametrize(
    ("match_type", "asker", "better", "worse"),
    [
        ("strategic_alliance", "asker", "bladesmith", "stranger"),
        ("strategic_alliance", "asker", "farmer", "stranger"),
        ("joint_venture", "asker", "bladesmith", "stranger"),
        ("joint_venture", "asker", "rival", "stranger"),
        ("common_lab", "asker", "near-lab", "far-lab"),
        ("common_lab", "near-lab", "asker", "stranger"),
        ("international_partner", "asker", "bladesmith", "stranger"),
        ("international_partner", "asker", "far-lab", "stranger"),
        ("subcontracting", "asker", "bladesmith", "stranger"),
        ("subcontracting", "near-lab", "partner", "stranger"),
        ("public_private_partnership", "town", "asker", "bladesmith"),
        ("public_private_partnership", "town", "farmer", "stranger"),
        ("acquisition_or_succession", "asker", "bladesmith", "rival"),
        ("consortium_member", "asker", "partner", "stranger"),
        ("consortium_member", "asker", "bladesmith", "stranger"),
    ],
)
def test_this_one_ranks_above_that_one(engine: Engine, match_type: str, asker: str, better: str, worse: str) -> None:
    found = _found(engine, match_type, asker)
    assert better in found
    assert worse not in found or found.index(better) < found.index(worse)


@pytest.mark.parametrize("match_type", ["strategic_alliance", "joint_venture", "international_partner"])
def test_who_has_nothing_in_common_is_not_suggested_however_active_or_near(engine: Engine, match_type: str) -> None:
    assert "stranger" not in _found(engine, match_type, "asker")


def test_what_speaks_for_anyone_counts_as_far_as_there_is_common_ground(engine: Engine) -> None:
    """Bladesmith shares a partner and a link of the value chain, rival what it does alone: both are in Oslo."""
    counted = {
        match.organisation.id: {reason.feature: reason.contribution for reason in match.reasons}
        for match in engine.suggest(MatchQuery("joint_venture", "asker")).matches
    }
    assert 0.10 > counted["bladesmith"]["new_country"] > 2 * counted["rival"]["new_country"] > 0


@pytest.mark.parametrize(
    ("match_type", "asker", "kinds", "countries"),
    [
        ("strategic_alliance", "asker", {"firm"}, {"NO"}),
        ("joint_venture", "asker", {"firm"}, {"NO"}),
        ("common_lab", "asker", {"university"}, {"IT", "NO"}),
        ("common_lab", "near-lab", {"firm"}, {"IT"}),
        ("international_partner", "asker", {"firm", "university"}, {"NO"}),
        ("subcontracting", "near-lab", {"firm"}, {"IT", "NO"}),
        ("public_private_partnership", "town", {"firm"}, {"IT", "NO"}),
        ("public_private_partnership", "asker", {"public_body"}, {"IT"}),
        ("acquisition_or_succession", "asker", {"firm"}, {"NO"}),
    ],
)
def test_only_kinds_and_countries_that_the_type_is_for(
    engine: Engine, match_type: str, asker: str, kinds: set[str], countries: set[str]
) -> None:
    found = engine.suggest(MatchQuery(match_type, asker, limit=100)).matches
    assert {match.organisation.kind for match in found} == kinds
    assert {match.organisation.country for match in found} == countries


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (OrganisationFilter(countries=("NO",)), {"bladesmith", "rival", "farmer"}),
        (OrganisationFilter(kinds=("university",)), set()),
        (OrganisationFilter(clusters=("north",)), {"partner"}),
        (OrganisationFilter(capabilities=("blades",)), {"partner", "bladesmith"}),
        (OrganisationFilter(capabilities=("wind-energy",)), {"farmer"}),
        (OrganisationFilter(countries=("IT", "NO"), capabilities=("blades",)), {"partner", "bladesmith"}),
        (OrganisationFilter(countries=("ZZ",)), set()),
    ],
)
def test_a_filter_lets_through_what_it_says(engine: Engine, wanted: OrganisationFilter, expected: set[str]) -> None:
    assert set(_found(engine, "strategic_alliance", "asker", wanted, include_partners=True)) == expected


def test_a_common_partner_is_named_as_the_path(engine: Engine) -> None:
    found = engine.suggest(MatchQuery("joint_venture", "asker"))
    path = next(match for match in found.matches if match.organisation.id == "bladesmith").paths[0]
    assert path.sentence == "You worked with Pale d'Italia in ROTOR (2015), and Blad AS did in BLADE (2018)."
    assert [step.id for step in path.steps] == ["asker", "p1", "partner", "p2", "bladesmith"]


def test_without_a_common_partner_the_path_leads_through_capabilities(engine: Engine) -> None:
    found = engine.suggest(MatchQuery("joint_venture", "asker"))
    sentences = [path.sentence for match in found.matches if match.organisation.id == "farmer" for path in match.paths]
    assert sentences == ["Work on wind turbines feeds into work on wind farms."]


@pytest.mark.parametrize(
    ("query", "noun"),
    [
        (MatchQuery("joint_venture", "nobody"), "organisation"),
        (MatchQuery("marriage", "asker"), "match type"),
        (MatchQuery("joint_venture", "asker", filter=OrganisationFilter(clusters=("nope",))), "cluster"),
        (MatchQuery("joint_venture", "asker", filter=OrganisationFilter(capabilities=("nope",))), "capability"),
    ],
)
def test_an_unknown_id_is_named(engine: Engine, query: MatchQuery, noun: str) -> None:
    with pytest.raises(UnknownIdError, match=f"There is no {noun} with the id"):
        engine.suggest(query)


def test_a_need_is_refused_by_another_model_than_the_snapshots(engine: Engine) -> None:
    engine.encoder.model_id = "another"
    with pytest.raises(EncoderError, match="run `flask index`"):
        engine.suggest(MatchQuery("joint_venture", text="blades"))


def test_for_a_need_who_answers_it_fully_comes_first(engine: Engine) -> None:
    found = engine.suggest(MatchQuery("strategic_alliance", text="rotor blades"))
    assert found.matches[0].organisation.id in {"bladesmith", "partner"}
    assert found.matches[0].reasons[0].sentence == "They work on rotor blades, which you seek."


def test_similarity_has_its_best_value_in_the_middle() -> None:
    values = Curve(middle=0.5, width=0.35)(np.array([0.0, 0.25, 0.5, 0.75, 1.0], dtype=np.float32))
    assert values.argmax() == 2
    assert values[0] == 0 < values[1] < values[2] == 1
    assert 0 < values[4] < values[3] < values[2]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"pairs": {"firm": ["guild"]}}, "unknown kinds"),
        ({"conditions": ["on_the_moon"]}, "unknown condition"),
        ({"gains": ["gold"]}, "unknown gain"),
        ({"features": [{"feature": "experience", "weight": 0.5}]}, "add up to 0.5"),
        ({"features": [{"feature": "charm", "weight": 1.0}]}, "misspells"),
        ({"features": [{"feature": "experience", "weight": 1.0, "curve": {"shape": "odd"}}]}, "misspells"),
        ({"features": [{"feature": "experience", "weight": 0.5}] * 2}, "twice"),
        ({"labels": None, "pairs": None}, "misspells"),
    ],
)
def test_a_declaration_that_contradicts_itself_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        declared("test", deepcopy(VALID) | change)


def test_the_types_that_the_field_needs_are_there() -> None:
    assert set(match_types()) >= {
        "acquisition_or_succession",
        "common_lab",
        "consortium_member",
        "international_partner",
        "joint_venture",
        "public_private_partnership",
        "strategic_alliance",
        "subcontracting",
    }


def test_past_partners_are_welcome_where_a_type_says_so(engine: Engine) -> None:
    found = engine.suggest(MatchQuery("consortium_member", "asker", limit=100)).matches
    partner = next(match for match in found if match.organisation.id == "partner")
    assert "You have worked together in one project." in [reason.sentence for reason in partner.reasons]
    assert "partner" not in _found(engine, "strategic_alliance", "asker")


@pytest.mark.parametrize(
    ("projects", "sentence"),
    [(1, "about equally experienced"), (4, "not far apart in experience"), (400, "far apart in experience")],
)
def test_a_reason_for_someone_is_told_as_one(corpus: Corpus, tmp_path: Path, projects: int, sentence: str) -> None:
    """The asker has one project, and rival so many."""
    more = tuple(ProjectRow(f"more-{number}", "MORE", "Wind") for number in range(projects - 1))
    ties = tuple(ParticipationRow("rival", project.id) for project in more)
    grown = replace(corpus, projects=corpus.projects + more, participations=corpus.participations + ties)
    build_snapshot(tmp_path, grown, WordEncoder(), graph_version=1)
    snapshot = open_snapshot(tmp_path)
    told = explain_similar(seeker_of_organisation(snapshot, "asker"), snapshot, snapshot.row("rival"))
    assert told.sentence == f"You are {sentence}."
