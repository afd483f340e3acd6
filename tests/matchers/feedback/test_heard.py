"""Who is left out after a decline, who is damped for which reason, and how declines fade."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.engine import Engine
from matchers.feedback.declines import Decline
from matchers.feedback.heard import DAMPED, DAMPING, MOST_DAMPING, heard
from matchers.reranking import Switches
from matchers.results import Match, MatchQuery
from tests.matchers.feedback.conftest import FIRMS, TODAY, Heeding, declined

QUERY = MatchQuery(
    "strategic_alliance", "asker", limit=100, day=TODAY, switches=Switches(thinning=False, newcomers=False)
)


def _found(engine: Engine, query: MatchQuery = QUERY) -> dict[str, Match]:
    return {match.organisation.id: match for match in engine.suggest(query).matches}


def _damping(engine: Engine, asker: str = "asker", day: date = TODAY) -> dict[str, float]:
    snapshot = engine.snapshot
    found = heard(snapshot, engine.declines, snapshot.row(asker), "strategic_alliance", day).damping
    return {snapshot.organisation_id(row): round(float(found[row]), 4) for row in np.flatnonzero(found).tolist()}


def test_who_was_declined_is_left_out_on_both_sides_and_told_to_who_declined_alone(heeding: Heeding) -> None:
    engine = heeding(declined("far-wind"))
    mine = engine.suggest(QUERY)
    assert "far-wind" not in {match.organisation.id for match in mine.matches}
    assert [(one.id, one.label, one.day) for one in mine.declined] == [("far-wind", "Too far", "2026-03-01")]
    theirs = engine.suggest(replace(QUERY, organisation="far-wind"))
    assert "asker" not in {match.organisation.id for match in theirs.matches}
    assert theirs.declined == ()
    assert not _damping(engine, "far-wind")
    assert mine.considered == heeding().suggest(QUERY).considered - 1


def test_it_is_left_out_for_every_match_type_and_damps_for_its_own_alone(heeding: Heeding) -> None:
    engine = heeding(replace(declined("far-wind"), match_type="joint_venture"))
    assert "far-wind" not in _found(engine)
    assert not _damping(engine)


def test_one_match_is_damped_as_it_is_in_the_list(heeding: Heeding) -> None:
    engine = heeding(declined("far-wind"))
    listed = _found(engine)
    assert DAMPED in {reason.feature for reason in listed["farther-solar"].reasons}
    for key, match in listed.items():
        assert replace(engine.match_with(QUERY, key), reciprocity=match.reciprocity) == match


def test_who_was_declined_is_told_of_as_it_was_before(heeding: Heeding) -> None:
    assert heeding(declined("far-wind")).match_with(QUERY, "far-wind") == heeding().match_with(QUERY, "far-wind")


def test_words_count_as_those_of_who_asks(heeding: Heeding) -> None:
    engine = heeding(declined("far-wind"))
    words = MatchQuery("strategic_alliance", text="wind turbines", limit=100, day=TODAY)
    assert {"far-wind", "asker"} <= _found(engine, words).keys()
    assert not {"far-wind", "asker"} & _found(engine, replace(words, asked_by="asker")).keys()


@pytest.mark.parametrize(
    ("partner", "reason", "alike", "unlike"),
    [
        ("far-wind", "too-far", {"farther-solar"}, {"near-wind", "bari-solar", "wind-lab"}),
        ("near-wind", "wrong-field", {"far-wind", "wind-lab"}, {"bari-solar", "tiny"}),
        ("near-wind", "competitor", {"far-wind"}, {"wind-lab", "bari-solar", "tiny"}),
        ("giant", "too-large", {"big"}, {"big-sme", "tiny", "near-wind"}),
        ("near-wind", "too-small", {"tiny", "far-wind"}, {"giant", "big"}),
        ("near-wind", "no-capacity", set(), {"far-wind", "tiny", "giant"}),
    ],
)
def test_who_resembles_it_in_the_respect_of_the_reason_is_damped(
    heeding: Heeding, partner: str, reason: str, alike: set[str], unlike: set[str]
) -> None:
    damping = _damping(heeding(declined(partner, reason)))
    assert {name: damping.get(name) for name in alike} == dict.fromkeys(alike, pytest.approx(DAMPING, abs=1e-4))
    assert not damping.keys() & unlike


def test_the_damped_score_is_told_and_reasons_still_add_up(heeding: Heeding) -> None:
    before = _found(heeding())["farther-solar"]
    after = _found(heeding(declined("far-wind")))["farther-solar"]
    assert after.score == pytest.approx(before.score * (1 - DAMPING), rel=1e-4)
    assert sum(reason.contribution for reason in after.reasons) == pytest.approx(after.score)
    last = after.reasons[-1]
    assert (last.feature, last.contribution < 0) == (DAMPED, True)
    assert last.sentence == "Damped, since you declined Far Wind (too far) and this one resembles it in that."


def test_a_decline_fades_and_is_over_after_its_months(heeding: Heeding) -> None:
    engine = heeding(declined("far-wind", months=12))
    fresh, later = (_damping(engine, day=TODAY + timedelta(days))["farther-solar"] for days in (0, 183))
    assert later == pytest.approx(fresh / 2, rel=0.01)
    for day in (TODAY - timedelta(1), TODAY + timedelta(366)):
        assert not _damping(engine, day=day)
        assert "far-wind" in _found(engine, replace(QUERY, day=day))


def test_without_months_it_is_for_ever(heeding: Heeding) -> None:
    engine = heeding(declined("far-wind", "known-already", months=None))
    assert "far-wind" not in _found(engine, replace(QUERY, day=date(2126, 1, 1)))


def test_who_declines_everyone_but_one_is_still_suggested_that_one(heeding: Heeding) -> None:
    others = [key for key, kind, *_ in FIRMS if kind == "firm" and key not in {"asker", "tiny"}]
    engine = heeding(*(declined(key, "too-small") for key in others))
    assert list(_found(engine)) == ["tiny"]
    assert _damping(engine)["tiny"] == pytest.approx(MOST_DAMPING)


def test_declines_of_organisations_that_are_gone_do_no_harm(heeding: Heeding) -> None:
    engine = heeding(declined("gone"), declined("asker", organisation="gone-too"))
    assert _found(engine) == _found(heeding())


rows = st.lists(
    st.builds(
        declined,
        st.sampled_from([key for key, *_ in FIRMS if key != "asker"]),
        st.sampled_from(["too-far", "wrong-field", "competitor", "too-large", "too-small", "no-capacity"]),
        day=st.dates(date(2024, 1, 1), date(2026, 6, 1)),
    ),
    max_size=12,
)


@given(st.permutations(range(12)), rows)
def test_the_order_of_declines_does_not_matter_and_damping_is_bounded(
    heeding: Heeding, order: list[int], rows: list[Decline]
) -> None:
    mixed = [rows[place] for place in order if place < len(rows)]
    one, other = _damping(heeding(*rows)), _damping(heeding(*mixed))
    assert one == pytest.approx(other, abs=1e-3)
    assert all(0 < value <= MOST_DAMPING + 1e-4 for value in one.values())
