"""Suggestions that came true as right answers: of the right time, to the right question, never a known partner."""

from datetime import date

from matchers.past.cases import make_cases
from matchers.past.introductions import CameTrue, between, with_introductions
from tests.matchers.evaluation.world import by_hand

DAY = date(2019, 6, 1)


def _answers(*rows: CameTrue) -> dict[str, set[str]]:
    training, test = by_hand()
    ids = [row.id for row in training.organisations]
    cases = with_introductions(make_cases(training, test), training, rows)
    assert [ids[row] for row in cases.seekers] == [answer.query for answer in cases.partner_answers]
    return {answer.query: {ids[row] for row in answer.relevant} for answer in cases.partner_answers}


def test_a_partner_is_added_to_a_question_that_is_asked_already() -> None:
    before, after = _answers(), _answers(CameTrue("a", "e", DAY))
    assert after["a"] == before["a"] | {"e"}
    assert {key: value for key, value in after.items() if key != "a"} == {
        key: value for key, value in before.items() if key != "a"
    }


def test_it_asks_a_question_that_projects_did_not() -> None:
    assert "e" not in _answers()
    assert _answers(CameTrue("e", "a", DAY))["e"] == {"a"}


def test_who_is_unknown_then_or_worked_together_already_teaches_nothing() -> None:
    rows = (CameTrue("a", "b", DAY), CameTrue("e", "d", DAY), CameTrue("new", "a", DAY), CameTrue("a", "nobody", DAY))
    assert _answers(*rows) == _answers()


def test_only_days_of_the_episode_count() -> None:
    rows = [CameTrue("a", "e", date(2019, month, 1)) for month in (1, 2, 3)]
    assert between(rows, date(2019, 2, 1), date(2019, 3, 1)) == (rows[1],)
