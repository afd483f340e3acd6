"""Which members of two clusters should meet: scores as the engine's, topics, rounds, and who is not named."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from matchers.across.meetings import WORTH, meetings
from matchers.across.pairs import pairs_of
from matchers.across.results import ClusterMeetings, MeetingsQuery
from matchers.across.rounds import rounds_of
from matchers.across.topics import Topics
from matchers.across.visibility import Visibility
from matchers.engine import Engine
from matchers.errors import UnknownIdError
from matchers.feedback import Decline, Declines
from matchers.match_types import match_type
from matchers.results import MatchQuery
from matchers.steering import Act, Steering, Turn, Wish
from tests.matchers.across.across_world import TODAY

QUERY = MeetingsQuery("south", "fjord", "international_partner", include_partners=True, day=TODAY)


def found(engine: Engine, hidden: str = "", **changes: Any) -> ClusterMeetings:  # noqa: ANN401  fields of the query
    """Ask as someone to whom one organisation is not named."""
    everything = Visibility.everything(engine.snapshot)
    named = everything.named.copy()
    if hidden:
        named[engine.snapshot.row(hidden)] = False
    return meetings(engine, replace(QUERY, **changes), replace(everything, named=named))


def who(answer: ClusterMeetings) -> set[tuple[str, str]]:
    return {(one.ours.id, one.theirs.id) for topic in answer.topics for one in topic.meetings}


def test_a_pair_is_scored_as_the_engine_scores_it_both_ways(two_clusters: Engine) -> None:
    answer = found(two_clusters)
    (meeting,) = (
        one
        for topic in answer.topics
        for one in topic.meetings
        if one.ours.id == "s-turbines" and one.theirs.id == "f-turbines"
    )
    query = MatchQuery("international_partner", organisation="s-turbines", day=TODAY, include_partners=True)
    (match,) = (one for one in two_clusters.suggest(query).matches if one.organisation.id == "f-turbines")
    assert match.reciprocity is not None
    assert meeting.sides is not None
    assert meeting.both == pytest.approx(match.reciprocity.both, abs=1e-5)
    assert meeting.sides[0].score == pytest.approx(match.reciprocity.ours, abs=1e-5)
    assert meeting.sides[1].score == pytest.approx(match.reciprocity.theirs, abs=1e-5)
    assert [one.sentence for one in meeting.sides[0].reasons] == [one.sentence for one in match.reasons]


def test_who_does_the_same_or_what_comes_next_meets_and_others_do_not(two_clusters: Engine) -> None:
    met = who(found(two_clusters))
    assert {("s-turbines", "f-turbines"), ("s-turbines", "f-farms"), ("s-biogas", "f-biogas")} <= met
    assert ("s-biogas", "f-farms") not in met
    assert not any(ours == "s-silent" for ours, _ in met)


def test_topics_tell_how_strong_either_side_is_and_of_what_nature_pairs_are(two_clusters: Engine) -> None:
    topics = {topic.id: topic for topic in found(two_clusters).topics}
    biogas = topics["biogas"]
    assert biogas.ours is not None
    assert biogas.theirs is not None
    assert (biogas.ours.members, biogas.theirs.members) == (1, 1)
    assert (biogas.pairs, biogas.alike, biogas.complementary) == (1, 1, 0)
    natures = {(one.ours.id, one.theirs.id): one.nature for topic in topics.values() for one in topic.meetings}
    assert natures["s-turbines", "f-turbines"] == "alike"
    assert natures["s-turbines", "f-farms"] == "complementary"


def test_nobody_has_more_meetings_than_asked_for_nor_two_in_a_round(two_clusters: Engine) -> None:
    answer = found(two_clusters, most=1)
    all_of_them = [one for topic in answer.topics for one in topic.meetings]
    assert len({one.ours.id for one in all_of_them}) == len(all_of_them) == len({one.theirs.id for one in all_of_them})
    assert {one.round for one in all_of_them} == {1}
    assert answer.met == (len(all_of_them), len(all_of_them))


def test_who_may_not_be_named_is_counted_and_gets_no_meeting(two_clusters: Engine) -> None:
    topics = {topic.id: topic for topic in found(two_clusters, hidden="s-biogas").topics}
    assert (topics["biogas"].pairs, topics["biogas"].unnamed, topics["biogas"].meetings) == (1, 1, ())


def test_who_may_not_be_counted_is_not_there(two_clusters: Engine) -> None:
    nobody = np.zeros(two_clusters.snapshot.size, dtype=np.bool_)
    answer = meetings(two_clusters, QUERY, Visibility(nobody, nobody))
    assert (answer.compared, answer.pairs, answer.topics) == (0, 0, ())


STEERED = (
    {"declines": Declines([Decline("f-biogas", "s-biogas", "joint_venture", "too-far", "Too far", TODAY, None, 24)])},
    {"declines": Declines([Decline("s-biogas", "f-biogas", "joint_venture", "too-far", "Too far", TODAY, None, 24)])},
    {"steering": Steering([Wish("w", Act.EXCLUDE, "south", "s-biogas", partner="f-biogas")])},
    {"steering": Steering([Wish("w", Act.EXCLUDE, "fjord", "f-biogas", outside="NO")])},
)


@pytest.mark.parametrize("steered", STEERED)
def test_who_said_no_or_is_kept_apart_does_not_meet(two_clusters: Engine, steered: dict[str, Any]) -> None:
    engine = Engine(two_clusters.snapshot, two_clusters.encoder, **steered)
    assert ("s-biogas", "f-biogas") in who(found(two_clusters))
    assert ("s-biogas", "f-biogas") not in who(found(engine))
    assert ("s-turbines", "f-turbines") in who(found(engine))


def test_weights_that_a_manager_turned_count_for_its_members_side(two_clusters: Engine) -> None:
    turn = Turn("south", "international_partner", {"shared_capabilities": 2.0})
    engine = Engine(two_clusters.snapshot, two_clusters.encoder, steering=Steering(turns=[turn]))
    query = MatchQuery("international_partner", organisation="s-turbines", day=TODAY, include_partners=True)
    (before, after) = (
        {(one.ours.id, one.theirs.id): one.sides for topic in found(asked).topics for one in topic.meetings}[
            "s-turbines", "f-turbines"
        ]
        for asked in (two_clusters, engine)
    )
    assert before is not None
    assert after is not None
    assert after[0].score == pytest.approx(engine.match_with(query, "f-turbines").score, abs=1e-5)
    assert after[0].score != pytest.approx(before[0].score, abs=1e-3)
    assert after[1].score == pytest.approx(before[1].score, abs=1e-5)


def test_who_resembles_those_whom_one_declined_counts_less_for_it_and_nobody_is_told_why(two_clusters: Engine) -> None:
    """As much less as in its suggestions."""
    no = Decline("s-turbines", "f-biogas", "international_partner", "too-large", "Too large", TODAY, "larger", 24)
    engine = Engine(two_clusters.snapshot, two_clusters.encoder, declines=Declines([no]))
    query = MatchQuery("international_partner", organisation="s-turbines", day=TODAY, include_partners=True)
    plain, damped = (
        {one.organisation.id: one.score for one in asked.suggest(query).matches}["f-turbines"]
        for asked in (two_clusters, engine)
    )
    assert damped < plain
    meeting = {(one.ours.id, one.theirs.id): one for topic in found(engine).topics for one in topic.meetings}[
        "s-turbines", "f-turbines"
    ]
    assert meeting.sides is not None
    assert meeting.sides[0].score == pytest.approx(damped, abs=1e-5)
    assert sum(one.contribution for one in meeting.sides[0].reasons) == pytest.approx(damped, abs=1e-5)
    assert not any("declined" in one.sentence for side in meeting.sides for one in side.reasons)


def test_past_partners_meet_only_where_asked_for(two_clusters: Engine) -> None:
    assert ("s-turbines", "f-farms") not in who(found(two_clusters, include_partners=False))


def test_reasons_are_told_for_the_best_only(two_clusters: Engine) -> None:
    assert all(one.sides is None for topic in found(two_clusters, each=0).topics for one in topic.meetings)


def test_the_usual_match_type_goes_by_the_countries_and_an_empty_cluster_meets_nobody(two_clusters: Engine) -> None:
    answer = found(two_clusters, match_type=None, other="new")
    assert answer.match_type == "international_partner"
    assert answer.topics == ()


@pytest.mark.parametrize("changes", [{"other": "atlantis"}, {"match_type": "marriage"}])
def test_what_is_not_there_is_refused(two_clusters: Engine, changes: dict[str, Any]) -> None:
    with pytest.raises(UnknownIdError):
        found(two_clusters, **changes)


def test_only_pairs_that_are_for_both_count(two_clusters: Engine) -> None:
    everything = Visibility.everything(two_clusters.snapshot)
    for kind in ("common_lab", "international_partner"):
        pairs = pairs_of(
            two_clusters,
            ("south", "fjord"),
            match_type(kind),
            everything,
            include_partners=True,
            day=TODAY,
        )
        # All are firms, and a common lab is for a firm and a university.
        assert pairs.compared == (0 if kind == "common_lab" else len(pairs.ours) * len(pairs.theirs))
        assert (pairs.both >= WORTH).any() == (kind != "common_lab")


def test_a_capabilitys_shares_of_topics_add_up_and_its_topic_holds_it(two_clusters: Engine) -> None:
    snapshot = two_clusters.snapshot
    topics = Topics.of(snapshot)
    assert topics.shares.sum(axis=1) == pytest.approx(1)
    ids = [snapshot.tables.capabilities[column].id for column in topics.columns.tolist()]
    assert "wind-farms" not in ids
    assert topics.shares[snapshot.capability_column("wind-farms"), ids.index("wind-energy")] == 1


@pytest.mark.parametrize("seed", range(5))
def test_rounds_are_assignments_of_what_is_left(seed: int) -> None:
    """Each round is worth as much as the best assignment of what earlier rounds left, and no meeting comes twice."""
    worth = np.random.default_rng(seed).random((6, 9)).astype(np.float32)
    worth[worth < 0.4] = 0
    held = list(rounds_of(worth, 3))
    assert len({(one, other) for one, other, _ in held}) == len(held)
    left = worth.copy()
    for number in (1, 2, 3):
        now = [(one, other) for one, other, at in held if at == number]
        assert len({one for one, _ in now}) == len(now) == len({other for _, other in now})
        best = left[linear_sum_assignment(left, maximize=True)].sum()
        assert sum(left[pair] for pair in now) == pytest.approx(float(best))
        for pair in now:
            assert left[pair] > 0
            left[pair] = 0


@pytest.mark.parametrize("shape", [(0, 4), (4, 0), (3, 3)])
def test_where_nothing_is_worth_a_meeting_there_is_none(shape: tuple[int, int]) -> None:
    assert list(rounds_of(np.zeros(shape, dtype=np.float32), 3)) == []
