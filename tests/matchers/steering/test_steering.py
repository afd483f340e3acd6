"""Pins come first, exclusions never, and turned weights still add up: for a member, on both sides, in every answer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from matchers.corpus import ClusterRow
from matchers.engine import Engine
from matchers.errors import SnapshotCorruptError
from matchers.feedback import Declines
from matchers.match_types import match_type
from matchers.reranking import Switches
from matchers.results import Match, MatchQuery, OrganisationFilter
from matchers.snapshot import build_snapshot, open_snapshot
from matchers.steering import (
    Act,
    Steering,
    Turn,
    Wish,
    check_factors,
    read_steering,
    replacing_steering,
    steering_pointer,
    turned,
)
from tests.matchers.conftest import WordEncoder
from tests.matchers.feedback.conftest import CORPUS, TODAY, declined

QUERY = MatchQuery(
    "strategic_alliance", "asker", limit=5, day=TODAY, switches=Switches(thinning=False, newcomers=False)
)
Make = Callable[..., Engine]


@pytest.fixture(scope="session")
def steered(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Make an engine over a world in which who asks is in a cluster, with what its manager wants."""
    folder, encoder = tmp_path_factory.mktemp("world"), WordEncoder()
    firms = tuple(replace(row, clusters=("home",)) if row.id == "asker" else row for row in CORPUS.organisations)
    corpus = replace(CORPUS, organisations=firms, clusters=(ClusterRow("home", {"en": "Home"}, {}, "IT"),))
    build_snapshot(folder, corpus, encoder, graph_version=1)
    snapshot = open_snapshot(folder)

    def made(*wishes: Wish, turns: tuple[Turn, ...] = (), declines: Declines | None = None) -> Engine:
        return Engine(snapshot, encoder, declines=declines, steering=Steering(wishes, turns))

    return made


def pin(partner: str, match_type_id: str = "strategic_alliance") -> Wish:
    return Wish(f"pin-{partner}", Act.PIN, "home", "asker", match_type_id, partner)


def never(**meant: str) -> Wish:
    return Wish("never", Act.EXCLUDE, "home", "asker", **meant)


def found(engine: Engine, query: MatchQuery = QUERY) -> tuple[Match, ...]:
    return engine.suggest(query).matches


def ids(engine: Engine, query: MatchQuery = QUERY) -> list[str]:
    return [match.organisation.id for match in found(engine, query)]


def test_a_pin_is_shown_first_and_marked_and_the_others_follow_as_before(steered: Make) -> None:
    usual = ids(steered())
    last = usual[-1]
    pinned = found(steered(pin(last)))
    assert [match.organisation.id for match in pinned] == [last, *usual[:-1]]
    assert [match.is_pinned for match in pinned] == [True, *[False] * (len(usual) - 1)]
    assert "manager" in pinned[0].notes[0]


def test_a_pin_keeps_its_score_and_counts_for_its_match_type_and_member_alone(steered: Make) -> None:
    engine, usual = steered(pin("bari-solar")), steered()
    assert found(engine)[0].score == pytest.approx(usual.match_with(QUERY, "bari-solar").score)
    for query in (replace(QUERY, match_type="joint_venture"), replace(QUERY, organisation="near-wind")):
        assert ids(engine, query) == ids(usual, query)


def test_one_match_is_told_of_as_in_a_list_that_is_steered(steered: Make) -> None:
    turn = Turn("home", "strategic_alliance", {"profile_similarity": 0.0})
    engine = steered(
        pin("bari-solar"), never(partner="giant"), turns=(turn,), declines=Declines([declined("far-wind")])
    )
    matches = found(engine, replace(QUERY, explain_changes=True))
    assert matches[0].is_pinned
    for match in matches:
        alone = engine.match_with(replace(QUERY, explain_changes=True), match.organisation.id)
        assert replace(alone, reciprocity=match.reciprocity) == match


def test_a_pin_shows_whom_the_match_type_would_not(steered: Make) -> None:
    lab = replace(QUERY, match_type="common_lab")
    assert "near-wind" not in ids(steered(), lab)
    assert ids(steered(pin("near-wind", "common_lab")), lab)[0] == "near-wind"


@pytest.mark.parametrize(
    ("query", "wishes", "declines"),
    [
        (replace(QUERY, filter=OrganisationFilter(kinds=("university",))), (), ()),
        (QUERY, (never(partner="near-wind"),), ()),
        (QUERY, (), (declined("near-wind"),)),
    ],
)
def test_a_pin_passes_no_filter_no_exclusion_and_no_decline(
    steered: Make, query: MatchQuery, wishes: tuple[Wish, ...], declines: tuple[object, ...]
) -> None:
    engine = steered(pin("near-wind"), *wishes, declines=Declines(declines))  # type: ignore[arg-type]
    assert "near-wind" not in ids(engine, query)


def test_more_pins_than_places_are_cut(steered: Make) -> None:
    engine = steered(pin("tiny"), pin("big"), pin("giant"))
    assert ids(engine, replace(QUERY, limit=2)) == ["tiny", "big"]


@pytest.mark.parametrize(
    ("wish", "gone"),
    [
        (never(partner="near-wind"), {"near-wind"}),
        (never(kind="university"), {"wind-lab"}),
        (never(outside="NO"), {"near-wind", "far-wind", "wind-lab", "bari-solar", "giant", "big", "big-sme", "tiny"}),
        (never(outside="IT"), set()),
        (never(partner="nobody"), set()),
    ],
)
def test_who_is_excluded_is_never_suggested_to_the_member_for_any_match_type(
    steered: Make, wish: Wish, gone: set[str]
) -> None:
    engine, many = steered(wish), replace(QUERY, limit=100)
    before = engine.suggest(many)
    usual = set(ids(steered(), many))
    assert {match.organisation.id for match in before.matches} == usual - gone - (
        {"farther-solar"} if "NO" in str(wish) else set()
    )
    assert before.kept_apart >= len(usual & gone)
    for kind in ("joint_venture", "common_lab", "subcontracting"):
        assert not gone & set(ids(engine, replace(many, match_type=kind)))


def test_a_pair_is_kept_apart_from_either_side_and_a_kind_from_one(steered: Make) -> None:
    theirs = replace(QUERY, organisation="near-wind", limit=100)
    assert "asker" not in ids(steered(never(partner="near-wind")), theirs)
    assert "asker" in ids(steered(never(kind="firm")), theirs)


@pytest.mark.parametrize("factor", [0.0, 0.5, 2.0])
def test_turned_weights_add_up_to_one_and_scores_to_their_reasons(steered: Make, factor: float) -> None:
    declared = match_type("strategic_alliance")
    name = next(row.feature.name for row in declared.features if not row.feature.is_ground)
    now = turned(declared, {name: factor})
    assert sum(row.weight for row in now.features) == pytest.approx(1.0)
    assert (name in {row.feature.name for row in now.features}) == (factor > 0)
    answer = steered(turns=(Turn("home", "strategic_alliance", {name: factor}),)).suggest(QUERY)
    assert answer.turned == {name: factor}
    for match in answer.matches:
        assert match.score == pytest.approx(sum(reason.contribution for reason in match.reasons))
    assert [match.score for match in answer.matches] != [match.score for match in found(steered())]


def test_weights_are_turned_for_the_members_of_their_cluster_and_one_match_type_alone(steered: Make) -> None:
    engine = steered(turns=(Turn("home", "strategic_alliance", {"shared_capabilities": 0.5}),))
    for query in (replace(QUERY, match_type="joint_venture"), replace(QUERY, organisation="near-wind")):
        answer = engine.suggest(query)
        assert (answer.turned, answer.matches) == ({}, found(steered(), query))


def test_what_is_not_turned_and_what_is_not_there_changes_nothing() -> None:
    declared = match_type("common_lab")
    assert turned(declared, {}) == declared
    assert turned(declared, {"astrology": 2.0}) == declared


@pytest.mark.parametrize(
    ("factors", "words"),
    [
        ({"astrology": 2.0}, "no such feature"),
        ({"nearness": 3.0}, "0, 0.5, 1, 2 times"),
        (
            dict.fromkeys(("closest_projects", "shared_capabilities", "track_record", "common_partners"), 0.0),
            "leave at least one",
        ),
    ],
)
def test_factors_that_cannot_be_are_told(factors: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_factors(match_type("common_lab"), factors)


def test_what_is_wanted_goes_through_the_file(tmp_path: Path) -> None:
    assert (steering_pointer(tmp_path), read_steering(tmp_path).wishes) == ((0, 0), ())
    wishes, turns = (pin("tiny"), never(kind="university")), (Turn("home", "common_lab", {"nearness": 2.0}),)
    with replacing_steering(tmp_path) as write:
        write(wishes, turns, [("a", "b")])
    pointer, read = steering_pointer(tmp_path), read_steering(tmp_path)
    assert (read.wishes, list(read.turns.values())) == (wishes, list(turns))
    assert read.different == {("a", "b")}
    with replacing_steering(tmp_path) as write:
        write(wishes, turns, [("a", "b")])
    assert steering_pointer(tmp_path) == pointer, "what has not changed is not written again"
    (tmp_path / "steering.json").write_text("half of")
    with pytest.raises(SnapshotCorruptError):
        read_steering(tmp_path)
