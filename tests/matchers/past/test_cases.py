from matchers.past.cases import UNSEEN, Answer, Cases, make_cases
from matchers.past.training import Ints, Training
from tests.matchers.evaluation.world import by_hand, corpus_of, divided, project


def named(training: Training, rows: Ints) -> str:
    return "".join(training.organisations[row].id for row in rows)


def told(training: Training, answers: tuple[Answer, ...]) -> dict[str, tuple[str, str]]:
    return {one.query: (named(training, one.excluded), named(training, one.relevant)) for one in answers}


def cases() -> tuple[Training, Cases]:
    training, test = by_hand()
    return training, make_cases(training, test)


def test_who_got_new_partners_is_asked_and_past_partners_are_left_out() -> None:
    training, found = cases()
    assert told(training, found.partner_answers) == {
        "a": ("abd", "c"),  # t1: b is a past partner
        "b": ("abc", "d"),  # t4
        "c": ("bc", "ad"),  # t1 and t3
        "d": ("ade", "bc"),  # t2 repeats e
    }
    assert named(training, found.seekers) == "abcd"


def test_a_consortium_is_asked_for_where_two_known_partners_joined_a_coordinator() -> None:
    training, found = cases()
    assert told(training, found.consortium_answers) == {"t1": ("a", "bc"), "t3": ("", "cd")}


def test_a_coordinator_that_training_does_not_know_is_unseen() -> None:
    training, found = cases()
    assert [idea.coordinator for idea in found.ideas] == [training.row_by_id["a"], UNSEEN]


def test_names_of_who_took_part_are_blanked_and_a_missing_text_is_empty() -> None:
    _, found = cases()
    assert [idea.text for idea in found.ideas] == ["wind turbine towers made by", ""]


def test_organisations_that_training_does_not_know_are_never_right() -> None:
    training, found = cases()
    assert "new" not in training.row_by_id
    assert all(len(answer.relevant) for answer in (*found.partner_answers, *found.consortium_answers))


def test_nothing_new_leaves_no_question() -> None:
    training, test = divided(corpus_of(project("p", 2015, "x", "a", "b"), project("t", 2019, "x", "a", "b")))
    found = make_cases(training, test)
    assert (len(found.seekers), found.partner_answers, found.ideas) == (0, (), ())


def test_a_project_without_a_coordinator_is_no_consortium_question() -> None:
    rows = corpus_of(project("p", 2015, "x", "a", "b", "c"), project("t", 2019, "x", "a", "b", "c"))
    ties = tuple(tie for tie in rows.participations if not tie.is_coordinator)
    training, test = divided(type(rows)(rows.organisations, rows.projects, ties))
    assert make_cases(training, test).ideas == ()
