from datetime import date

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow
from matchers.past.training import Training, corpus_before, day_after_last_start, incidence
from tests.matchers.evaluation.world import BY_HAND, CUT, by_hand, corpus_of, project


def ids(corpus: Corpus) -> tuple[set[str], set[str]]:
    return {row.id for row in corpus.organisations}, {row.id for row in corpus.projects}


def test_only_projects_before_the_cut_and_who_is_in_them_are_known() -> None:
    training, _ = by_hand()
    assert ids(training.corpus) == (set("abcde"), {"p1", "p2", "p3", "p4"})
    assert {tie.project for tie in training.corpus.participations} == {"p1", "p2", "p3", "p4"}


def test_a_project_that_starts_on_the_day_of_the_cut_is_not_known() -> None:
    corpus = corpus_of(project("p", 2018, "text", "a", "b"))
    assert not corpus_before(corpus, date(2018, 5, 1)).projects
    assert corpus_before(corpus, date(2018, 5, 2)).projects


def test_a_project_without_a_date_is_not_known() -> None:
    assert "undated" not in ids(corpus_before(BY_HAND, date(2100, 1, 1)))[1]


def test_what_organisations_can_do_is_told_by_known_projects_alone() -> None:
    later = corpus_of(project("p", 2010, "wind", "a"), project("q", 2020, "wind", "a", "b"))
    (known,) = corpus_before(later, CUT).organisations
    assert known.capabilities == (("wind", 0.5, 'project P ("wind")'),)
    (alone,) = [row for row in corpus_before(later, date(2100, 1, 1)).organisations if row.id == "b"]
    assert alone.capabilities[0][1] == pytest.approx(0.5 / np.sqrt(2), abs=0.001)


def test_rows_are_in_the_order_of_ids_whatever_order_the_corpus_has() -> None:
    training, _ = by_hand()
    turned = Corpus(training.corpus.organisations[::-1], training.corpus.projects[::-1], training.corpus.participations)
    other = Training(turned, CUT, training.corpus_before)
    assert [row.id for row in other.organisations] == list("abcde")
    assert (other.took_part.toarray() == training.took_part.toarray()).all()


def test_who_took_part_in_what() -> None:
    training, _ = by_hand()
    assert training.took_part.toarray().tolist() == [
        [1, 0, 0, 1],
        [1, 1, 0, 0],
        [0, 1, 0, 0],
        [0, 0, 1, 1],
        [0, 0, 1, 0],
    ]
    assert training.project_counts.tolist() == [2, 2, 1, 2, 1]


def test_organisations_of_the_earlier_programme_alone_stand_behind_the_candidates() -> None:
    training, _ = by_hand()
    assert training.nodes == ("a", "b", "c", "d", "e", "gone")
    together = (training.took_part_earlier @ training.took_part_earlier.T).toarray()
    assert together[0].tolist() == [2, 0, 1, 0, 0, 1]
    assert together[5].tolist() == [1, 0, 0, 0, 1, 2]


def test_without_an_earlier_programme_there_are_no_such_ties() -> None:
    training, _ = by_hand(earlier=())
    assert training.nodes == tuple("abcde")
    assert training.took_part_earlier.shape == (5, 0)


def test_hubs_are_those_of_most_projects_of_equals_the_first_by_id() -> None:
    training, _ = by_hand()
    assert training.hubs(2).tolist() == [0, 1]
    assert training.hubs(100).tolist() == [0, 1, 3, 2, 4]


def test_years_are_counted_back_from_the_cut() -> None:
    training, _ = by_hand()
    assert training.years_ago == pytest.approx([3.67, 2.67, 1.67, 0.67], abs=0.01)


def test_an_earlier_cut_forgets_what_came_after_it() -> None:
    training, _ = by_hand()
    before = training.before(date(2016, 1, 1))
    assert ids(before.corpus) == ({"a", "b"}, {"p1"})
    assert before.earlier == training.earlier
    assert before.cut == date(2016, 1, 1)


def test_a_pair_that_comes_twice_counts_once() -> None:
    assert incidence([(0, 1), (0, 1), (1, 0)], (2, 2)).toarray().tolist() == [[0, 1], [1, 0]]
    assert incidence([], (2, 3)).toarray().sum() == 0


def test_the_day_after_the_last_start() -> None:
    assert day_after_last_start(BY_HAND) == date(2020, 5, 2)
    assert day_after_last_start(Corpus((OrganisationRow("a", "a"),))) == date(1970, 1, 1)
