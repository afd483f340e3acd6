"""What thinning and the floor cost and bring, on rankings whose figures can be counted by hand."""

import numpy as np
import pytest

from matchers.evaluation.reordering import ORDERS, reorderings
from matchers.past.cases import Answer
from matchers.past.training import Training, corpus_before
from tests.matchers.evaluation.world import CUT, corpus_of, project

# Twins a and b did everything together; n has one project, all others two and more.
WORLD = corpus_of(
    *(project(f"ab{number}", 2015, None, "a", "b") for number in range(3)),
    *(project(f"{key}{number}", 2015, None, key, "hub") for key in "cdefghijkl" for number in range(2)),
    project("debut", 2016, None, "n", "hub"),
)
TRAINING = Training(corpus_before(WORLD, CUT), CUT, lambda cut: corpus_before(WORLD, cut))
IDS = [row.id for row in TRAINING.organisations]
RANKED = np.array([IDS.index(key) for key in "abcdefghijknl"], dtype=np.int64)
HUBS = np.array([IDS.index("hub")], dtype=np.int64)


def _scores() -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    scores = np.zeros((1, len(IDS)), dtype=np.float32)
    scores[0, RANKED] = [*np.linspace(0.9, 0.8, 12), 0.3]
    return scores


def _answer(*keys: str) -> Answer:
    return Answer("hub", HUBS, np.array(sorted(IDS.index(key) for key in keys), dtype=np.int64))


def test_repeats_newcomers_and_exposure_are_counted_in_the_first_ten() -> None:
    found = {row.order: row for row in reorderings(TRAINING, _scores(), [RANKED], [_answer("a")], HUBS)}
    assert list(found) == list(ORDERS)
    scored, thinned, floor, both = found.values()
    assert [row.repeats for row in (scored, thinned, floor, both)] == [1, 0, 1, 0]
    assert [row.with_newcomer for row in (scored, thinned, floor, both)] == [0, 0, 1, 1]
    assert {row.exposure.share for row in found.values()} == {10 / len(IDS)}
    assert {(row.ndcg, row.tail) for row in found.values()} == {(1.0, 1.0)}


def test_what_comes_true_late_costs() -> None:
    scored, thinned, floor, _ = reorderings(TRAINING, _scores(), [RANKED], [_answer("b")], HUBS)
    assert scored.ndcg == floor.ndcg == pytest.approx(1 / np.log2(3))
    assert thinned.ndcg < scored.ndcg


def test_without_questions_there_is_nothing_to_tell() -> None:
    assert reorderings(TRAINING, np.zeros((0, len(IDS)), dtype=np.float32), [], [], HUBS) == ()
