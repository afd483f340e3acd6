"""An organisation's own page: its suggestions of the week, and what it lacks, for those who act for it."""

from datetime import date, timedelta

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.connection import Graph
from graph_schema.introduction_records import Introduction, IntroductionState
from matchers.results import MatchQuery
from service.runtime import EXTENSION
from service.weekly import week_of, weekly
from tests.service.auth.conftest import bearer, join, key_of, post

HOME = "/organisations/turbina/home"
V1 = "/api/v1/organisations/turbina"
DAY = date(2026, 11, 25)


def shown(app: Flask, day: date) -> list[tuple[str, str]]:
    with app.test_request_context():
        found = weekly(app.extensions[EXTENSION], "turbina", day)
        return [(one.match.organisation.id, one.match_type) for one in found]


@pytest.mark.parametrize(("day", "week"), [(date(2026, 11, 29), "2026-W48"), (date(2027, 1, 1), "2026-W53")])
def test_a_week_is_that_of_iso_8601(day: date, week: str) -> None:
    assert week_of(day) == week


def test_suggestions_stay_within_a_week_and_do_not_come_a_third_time_unanswered(
    make_open: Flask, people_graph: Graph
) -> None:
    weeks = [shown(make_open, DAY + timedelta(weeks=week)) for week in range(3)]
    assert weeks[0]
    assert shown(make_open, DAY + timedelta(days=3)) == weeks[0]
    assert weeks[1] == weeks[0]
    seen_twice = {partner for partner, _ in weeks[0]}
    assert not seen_twice & {partner for partner, _ in weeks[2]}
    assert store.read_weeks(people_graph, "turbina", "2026-W01")["2026-W48"] == tuple(weeks[0])


def test_a_suggestion_for_which_nothing_speaks_any_more_is_left_out_until_somebody_answered(
    make_open: Flask, people_graph: Graph
) -> None:
    """As after a capability was disputed on which it rested."""
    engine = make_open.extensions[EXTENSION].whole()
    nothing = next(
        one
        for one in engine.snapshot.row_by_id
        if one != "turbina" and not engine.match_with(MatchQuery("common_lab", "turbina"), one).reasons
    )
    store.write_week(people_graph, "turbina", week_of(DAY), [(nothing, "common_lab"), ("pompa", "common_lab")])
    assert shown(make_open, DAY) == [("pompa", "common_lab")]
    store.write_introduction(
        people_graph, Introduction("turbina", nothing, "common_lab", IntroductionState.SHORTLISTED)
    )
    assert shown(make_open, DAY) == [(nothing, "common_lab"), ("pompa", "common_lab")]


def test_who_comes_second_sees_what_the_first_one_was_shown(people_graph: Graph) -> None:
    assert store.write_week(people_graph, "turbina", "2026-W48", [("a|b", "common_lab")]) == (("a|b", "common_lab"),)
    assert store.write_week(people_graph, "turbina", "2026-W48", [("c", "x")]) == (("a|b", "common_lab"),)


def test_a_member_says_yes_to_one_and_no_to_another_with_one_click_each(walled: Flask, people_graph: Graph) -> None:
    member = join(walled, people_graph, "member")
    assert member.get("/mine").headers["Location"] == HOME
    page = member.get(HOME)
    assert page.status_code == 200, page.text
    for words in ("This week's suggestions", "What you gain", "facts are known", "Post what you offer"):
        assert words.replace("'", "&#39;") in page.text or words in page.text
    with walled.test_request_context():
        this = store.read_weeks(people_graph, "turbina", "2026-W01")
    (pairs,) = this.values()
    (first, first_type), (second, second_type) = pairs[:2]
    yes = post(member, f"/organisations/turbina/introductions/{first}/{first_type}", HOME, act="accept", back="home")
    assert yes.headers["Location"] == f"{HOME}#weekly"
    no = {"act": "decline", "reason": "too-far", "back": "home"}
    assert post(member, f"/organisations/turbina/introductions/{second}/{second_type}", HOME, **no).status_code == 302
    after = member.get(HOME).text
    assert "One side is interested" in after
    assert "Declined" in after
    states = {one.partner_id: one.state for one in store.read_introductions(people_graph, ["turbina"])}
    assert states == {first: IntroductionState.INTERESTED, second: IntroductionState.DECLINED}


def test_programs_get_the_same(walled: Flask, people_graph: Graph) -> None:
    key = bearer(key_of(join(walled, people_graph, "member")))
    program = walled.test_client()
    told = program.get(f"{V1}/weekly", headers=key).json
    assert told is not None
    assert told["items"]
    assert all(one["state"] == "suggested" and one["match"]["reasons"] for one in told["items"])
    complete = program.get(f"{V1}/completeness", headers=key).json
    assert complete is not None
    assert {"description", "website"} <= {*complete["known"], *complete["missing"]}
    assert all(one["sentence"] for one in complete["steps"])


def test_nobody_else_sees_the_page_and_a_manager_sees_those_of_the_cluster(walled: Flask, people_graph: Graph) -> None:
    member, manager, partner = (join(walled, people_graph, name) for name in ("member", "manager", "partner"))
    assert manager.get(HOME).status_code == 200
    assert manager.get("/mine").headers["Location"] == "/clusters/lombardy"
    assert partner.get("/mine").headers["Location"] == "/who-can"
    assert partner.get(HOME).status_code == 404
    assert member.get(HOME.replace("turbina", "pompa")).status_code == 404
    assert walled.test_client().get("/mine").status_code == 302
