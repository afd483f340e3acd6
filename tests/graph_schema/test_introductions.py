"""Introductions in a real Neo4j: one a pair and match type, their history kept, moved with organisations."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from graph_schema.connection import Graph
from graph_schema.decline_reasons import OTHER, decline_reasons, parse_decline_reasons
from graph_schema.errors import ActNotPossibleError, SchemaDefinitionError, UnknownIntroductionError
from graph_schema.introduction_acts import introduction_acts, parse_introduction_acts
from graph_schema.introduction_records import Introduction, IntroductionState, Side
from graph_schema.records import GraphRows, Organisation
from graph_schema.store import (
    Told,
    act_on_introduction,
    graph_version,
    read_changes,
    read_history,
    read_introduction,
    read_introductions,
    remind,
    withdraw_introduction,
    write_introduction,
    write_rows,
)

OWNERS = (Organisation("a", "A"), Organisation("b", "B"), Organisation("c", "C"))
EVIL = "'}) DETACH DELETE n // =cmd()"
DECLINED = Introduction("a", "b", "common_lab", IntroductionState.DECLINED, "too-far", EVIL, "Ann", date(2026, 3, 1))
STEPS = "MATCH (n:Introduction)-[:HAS_STEP]->(s) RETURN count(s)"


@pytest.fixture(autouse=True)
def _organisations(graph: Graph) -> None:
    write_rows(graph, GraphRows("list", OWNERS))


def test_it_comes_back_as_written_and_a_second_time_changes_nothing(graph: Graph) -> None:
    first = write_introduction(graph, DECLINED)
    assert first.counts["introductions"].created == 1
    assert read_introductions(graph) == read_introductions(graph, ["a"]) == (DECLINED,)
    assert read_introductions(graph, ["b"]) == ()
    second = write_introduction(graph, DECLINED)
    assert (second.is_changed, second.version, second.total.unchanged) == (False, first.version, 1)
    assert graph.read(lambda tx: tx.run(STEPS).value()) == [1]


def test_without_a_day_it_is_today_and_stays_so_while_the_state_does(graph: Graph) -> None:
    undated = replace(DECLINED, day=None)
    write_introduction(graph, undated)
    assert read_introductions(graph)[0].day == datetime.now(UTC).date()
    write_introduction(graph, DECLINED)
    assert not write_introduction(graph, undated).is_changed
    assert read_introductions(graph)[0].day == DECLINED.day


def test_each_change_is_a_step_of_the_history(graph: Graph) -> None:
    write_introduction(graph, DECLINED)
    met = Introduction("a", "b", "common_lab", IntroductionState.MET, by="Bo", day=date(2026, 4, 1))
    assert write_introduction(graph, met).counts["introductions"].changed == 1
    assert read_introductions(graph) == (met,)
    steps = read_history(graph, "a")["b", "common_lab"]
    assert [(step.state, step.reason, step.words, step.by, step.day) for step in steps] == [
        (DECLINED.state, "too-far", EVIL, "Ann", DECLINED.day),
        (met.state, None, None, "Bo", met.day),
    ]
    assert steps[0].at < steps[1].at


def test_every_match_type_and_direction_is_its_own(graph: Graph) -> None:
    write_introduction(graph, DECLINED)
    write_introduction(graph, replace(DECLINED, match_type="joint_venture"))
    write_introduction(graph, replace(DECLINED, organisation_id="b", partner_id="a"))
    assert len(read_introductions(graph)) == 3


def test_taken_back_it_is_a_suggestion_again_and_the_history_tells(graph: Graph) -> None:
    write_introduction(graph, DECLINED)
    assert withdraw_introduction(graph, "a", "b", "common_lab", by="Bo").is_changed
    assert read_introductions(graph) == ()
    assert [step.state for step in read_history(graph, "a")["b", "common_lab"]] == ["declined", "suggested"]
    assert not withdraw_introduction(graph, "a", "b", "common_lab").is_changed


def test_who_is_not_in_the_graph_is_told_and_nothing_is_written(graph: Graph) -> None:
    version = graph_version(graph)
    with pytest.raises(UnknownIntroductionError, match="'nobody'"):
        write_introduction(graph, replace(DECLINED, partner_id="nobody"))
    with pytest.raises(UnknownIntroductionError, match="Nothing was recorded of 'c'"):
        withdraw_introduction(graph, "a", "c", "common_lab")
    assert (read_introductions(graph), graph_version(graph)) == ((), version)


def test_the_version_of_the_graph_rises_and_no_other_row_has_changed(graph: Graph) -> None:
    version = graph_version(graph)
    summary = write_introduction(graph, DECLINED)
    changed = read_changes(graph, version)
    assert changed.version == summary.version > version
    assert changed.rows == GraphRows("graph")


@pytest.mark.parametrize(("merged", "expected"), [("a", ("c", "b")), ("b", ("a", "c"))])
def test_it_follows_when_a_person_finds_two_organisations_to_be_one(
    graph: Graph, merged: str, expected: tuple[str, str]
) -> None:
    write_introduction(graph, DECLINED)
    write_rows(graph, GraphRows("list", (OWNERS[2],)), same_as={merged: "c"})
    assert [(row.organisation_id, row.partner_id) for row in read_introductions(graph)] == [expected]
    again = replace(DECLINED, organisation_id=expected[0], partner_id=expected[1])
    assert not write_introduction(graph, again).is_changed


def test_the_reasons_have_labels_in_both_languages_and_free_words_have_one() -> None:
    reasons = decline_reasons()
    assert {"too-far", "wrong-field", "too-large", "too-small", "competitor", "known-already", "no-capacity"} <= {
        *reasons
    }
    assert OTHER in reasons
    assert reasons["no-capacity"].months == 6
    assert all(reason.labels["en"] != reason.labels["it"] for reason in reasons.values())


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["id;label"], "with the columns"),
        (["id;label_en;label_it;label_no;respect;months", "x;X;;;"], "row 2 lacks a cell"),
        (["id;label_en;label_it;label_no;respect;months", *["x;X;Y;Z;;"] * 2], "row 3 stands twice"),
        (["id;label_en;label_it;label_no;respect;months", "x;X;Y;Z;;soon"], "no whole number"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(lines: list[str], complaint: str) -> None:
    with pytest.raises(SchemaDefinitionError, match=complaint):
        parse_decline_reasons(lines)


def _act(graph: Graph, act: str, side: str | None = None, **told: str) -> Introduction:
    return act_on_introduction(graph, PAIR, introduction_acts()[act], side, Told(**told))[0]  # type: ignore[arg-type]


PAIR = Introduction("a", "b", "common_lab", IntroductionState.SUGGESTED)
STORY = (("shortlist", None), ("propose", "a"), ("accept", "a"), ("accept", "b"), ("meet", None), ("agree", None))


def test_an_introduction_goes_from_the_shortlist_to_an_agreement(graph: Graph) -> None:
    told = [(now.state.value, now.side) for now in (_act(graph, act, side, by="Ann") for act, side in STORY)]
    assert told == [
        ("shortlisted", None),
        ("proposed", Side.ORGANISATION),
        ("interested", Side.ORGANISATION),
        ("both_interested", None),
        ("met", None),
        ("agreed", None),
    ]
    (now,) = read_introductions(graph)
    found, steps = read_introduction(graph, PAIR)
    assert found == now
    assert [step.state for step in steps] == [state for state, _ in told]
    assert {step.by for step in steps} == {"Ann"}


def test_it_is_one_introduction_whichever_of_the_two_it_was_made_for(graph: Graph) -> None:
    _act(graph, "accept", "a")
    turned = replace(PAIR, organisation_id="b", partner_id="a")
    now, _ = act_on_introduction(graph, turned, introduction_acts()["accept"], "b", Told())
    assert (now.organisation_id, now.state) == ("a", IntroductionState.BOTH_INTERESTED)
    assert read_introductions(graph, ["b"]) == ()
    assert read_introductions(graph, ["b"], either=True) == (now,)


@pytest.mark.parametrize("act", ["shortlist", "propose", "accept", "decline"])
def test_the_same_again_changes_nothing(graph: Graph, act: str) -> None:
    before = _act(graph, act, "a", reason="other")
    _, summary = act_on_introduction(graph, PAIR, introduction_acts()[act], "a", Told(by="Bo", reason="other"))
    assert not summary.is_changed
    assert read_introductions(graph) == (before,)


def test_what_both_say_at_once_is_all_kept(graph: Graph) -> None:
    _act(graph, "propose", "a")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda side: _act(graph, "accept", side, by=side), ("a", "b")))
    (now,) = read_introductions(graph)
    assert now.state is IntroductionState.BOTH_INTERESTED
    assert {step.by for step in read_introduction(graph, PAIR)[1]} == {None, "a", "b"}


def test_of_an_accept_and_a_decline_at_once_none_is_lost(graph: Graph) -> None:
    _act(graph, "propose", "a")
    with ThreadPoolExecutor(2) as pool:
        said = [pool.submit(_act, graph, *act) for act in (("accept", "a"), ("decline", "b"))]
    refused = [str(one.exception()) for one in said if one.exception()]
    (now,) = read_introductions(graph)
    assert (now.state, now.side) == (IntroductionState.DECLINED, Side.PARTNER)
    steps = [step.state for step in read_introduction(graph, PAIR)[1]]
    if refused:  # the decline came first, and who accepts is told
        assert "declined" in refused[0]
        assert steps == ["proposed", "declined"]
    else:
        assert steps == ["proposed", "interested", "declined"]


def test_what_both_decline_has_both_reasons_in_its_history(graph: Graph) -> None:
    _act(graph, "decline", "a", reason="too-far")
    now = _act(graph, "decline", "b", reason="competitor")
    assert (now.state, now.side) == (IntroductionState.DECLINED, None)
    assert [step.reason for step in read_introduction(graph, PAIR)[1]] == ["too-far", "competitor"]


@pytest.mark.parametrize(
    ("acts", "refused"),
    [
        ((), "meet"),
        ((), "agree"),
        ((("accept", "a"),), "meet"),
        ((("decline", "a"),), "accept"),
        ((("decline", "a"),), "propose"),
        (STORY, "decline"),
        (STORY, "not_agree"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_can_and_nothing_is_written(
    graph: Graph, acts: tuple[tuple[str, str | None], ...], refused: str
) -> None:
    for act, side in acts:
        _act(graph, act, side)
    before = read_introductions(graph)
    label = introduction_acts()[refused].labels["en"]
    with pytest.raises(ActNotPossibleError, match=rf"“{label}” is not possible now\. .+ (Possible now: \w|Take back)"):
        _act(graph, refused, "a")
    assert read_introductions(graph) == before


def test_only_one_of_the_two_can_say_yes_or_no(graph: Graph) -> None:
    for act, side in (("accept", None), ("decline", "c")):
        with pytest.raises(ActNotPossibleError, match="one of the two organisations"):
            _act(graph, act, side)


def test_of_what_nothing_was_said_is_a_suggestion_without_history(graph: Graph) -> None:
    assert read_introduction(graph, PAIR) == (PAIR, ())


@pytest.mark.parametrize(
    "table",
    [
        "id;from\n",
        "shortlist;A;B;C;anyone;suggested;;shortlisted",
        "shortlist;A;B;C;nobody;suggested;met;shortlisted",
        "shortlist;A;B;C;anyone;nowhere;met;shortlisted",
    ],
)
def test_a_wrong_table_of_acts_is_refused(table: str) -> None:
    head = "id;label_en;label_it;label_no;says;from;done;to"
    lines = table.splitlines() if table.startswith("id") else [head, table]
    with pytest.raises(SchemaDefinitionError, match=r"introduction_acts\.csv"):
        parse_introduction_acts(lines)


def test_who_does_not_answer_is_reminded_twice_and_after_an_answer_the_other_side_is(graph: Graph) -> None:
    later = datetime.now(UTC) + timedelta(days=8)
    _act(graph, "shortlist")
    assert remind(graph, later, 2) == ()
    proposed = _act(graph, "propose", "a")
    assert remind(graph, later - timedelta(days=9), 2) == ()
    assert [remind(graph, later, 2) for _ in range(3)] == [(proposed,), (proposed,), ()]
    interested = _act(graph, "accept", "a")
    assert remind(graph, later, 2) == (interested,)
    _act(graph, "accept", "b")
    assert remind(graph, later, 2) == ()
