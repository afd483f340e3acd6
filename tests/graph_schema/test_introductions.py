"""Introductions in a real Neo4j: one a pair and match type, their history kept, moved with organisations."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph_schema.connection import Graph
from graph_schema.decline_reasons import OTHER, decline_reasons, parse_decline_reasons
from graph_schema.errors import SchemaDefinitionError, UnknownIntroductionError
from graph_schema.records import GraphRows, Introduction, IntroductionState, Organisation
from graph_schema.store import (
    graph_version,
    read_changes,
    read_history,
    read_introductions,
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
    assert read_introductions(graph) == read_introductions(graph, "a") == (DECLINED,)
    assert read_introductions(graph, "b") == ()
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
        (["id;label_en;label_it;respect;months", "x;X;;;"], "row 2 lacks a cell"),
        (["id;label_en;label_it;respect;months", *["x;X;Y;;"] * 2], "row 3 stands twice"),
        (["id;label_en;label_it;respect;months", "x;X;Y;;soon"], "no whole number"),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(lines: list[str], complaint: str) -> None:
    with pytest.raises(SchemaDefinitionError, match=complaint):
        parse_decline_reasons(lines)
