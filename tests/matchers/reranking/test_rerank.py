"""Near-duplicates step back, newcomers have a floor, and nobody is lost or invented."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchers.reranking import Candidates, Switches, rerank
from matchers.reranking.newcomers import BAR, FIRST
from matchers.reranking.thinning import NEAR, NOBODY, thinned

OFF, BOTH = Switches(thinning=False, newcomers=False), Switches()
THINNING, NEWCOMERS = Switches(newcomers=False), Switches(thinning=False)


def _alike(size: int, *pairs: tuple[int, int, float]) -> npt.NDArray[np.float32]:
    found = np.eye(size, dtype=np.float32)
    for one, other, value in pairs:
        found[one, other] = found[other, one] = value
    return found


def _falling(size: int, last: float = 0.5) -> npt.NDArray[np.float32]:
    return np.linspace(1.0, last, size, dtype=np.float32)


@st.composite
def candidates(draw: st.DrawFn) -> Candidates:
    size = draw(st.integers(0, 30))
    scores = draw(arrays(np.float32, size, elements=st.floats(0.0625, 1, width=32)))
    alike = draw(arrays(np.float32, (size, size), elements=st.floats(0, 1, width=32)))
    symmetric = np.maximum(alike, alike.T)
    np.fill_diagonal(symmetric, 1.0)
    is_newcomer = draw(arrays(np.bool_, size))
    return Candidates(np.sort(scores)[::-1].copy(), symmetric, is_newcomer)


switches = st.builds(Switches, thinning=st.booleans(), newcomers=st.booleans())


@given(candidates(), switches)
def test_the_order_is_a_permutation(found: Candidates, chosen: Switches) -> None:
    assert sorted(rerank(found, chosen).order.tolist()) == list(range(len(found.scores)))


@given(candidates())
def test_switched_off_nothing_moves(found: Candidates) -> None:
    got = rerank(found, OFF)
    assert got.order.tolist() == list(range(len(found.scores)))
    assert (got.behind == NOBODY).all()
    assert not len(got.raised)


@given(candidates(), switches)
def test_the_same_again_gives_the_same(found: Candidates, chosen: Switches) -> None:
    assert rerank(found, chosen).order.tolist() == rerank(found, chosen).order.tolist()


@given(candidates(), st.integers(0, 30))
def test_the_first_places_do_not_depend_on_how_many_are_asked_for(found: Candidates, count: int) -> None:
    whole = thinned(found.scores, found.likeness, len(found.scores))
    assert thinned(found.scores, found.likeness, count).order.tolist() == whole.order[:count].tolist()


@given(candidates(), switches, st.integers(1, 30))
def test_the_first_places_are_the_same_if_no_more_are_shown(found: Candidates, chosen: Switches, places: int) -> None:
    whole, few = rerank(found, chosen), rerank(found, chosen, places)
    first = whole.order[:places]
    assert few.order[:places].tolist() == first.tolist()
    assert few.behind[first].tolist() == whole.behind[first].tolist()
    assert few.raised.tolist() == whole.raised.tolist()
    assert sorted(few.order.tolist()) == sorted(whole.order.tolist())


@given(candidates())
def test_who_stepped_back_stands_after_someone_alike(found: Candidates) -> None:
    got = rerank(found, THINNING)
    place = {at: number for number, at in enumerate(got.order.tolist())}
    for at in np.flatnonzero(got.behind != NOBODY).tolist():
        other = int(got.behind[at])
        assert place[other] < place[at]
        assert found.likeness[at, other] > NEAR
        assert place[at] > sum(earlier < at and place[earlier] < place[at] for earlier in range(at))


@given(candidates(), switches)
def test_a_newcomer_is_raised_only_above_the_bar_and_only_one(found: Candidates, chosen: Switches) -> None:
    raised = rerank(found, chosen).raised
    assert len(raised) <= 1
    for at in raised.tolist():
        assert found.is_newcomer[at]
        assert found.scores[at] >= BAR * found.scores[FIRST - 1]


@given(candidates())
def test_with_the_floor_there_is_a_newcomer_wherever_one_is_good_enough(found: Candidates) -> None:
    if len(found.scores) <= FIRST:
        return
    first = rerank(found, NEWCOMERS).order[:FIRST]
    good = found.is_newcomer & (found.scores >= BAR * found.scores[FIRST - 1])
    assert found.is_newcomer[first].any() == good.any() or found.is_newcomer[:FIRST].any()


def test_a_near_duplicate_makes_room_for_others_nearly_as_good() -> None:
    scores = np.array([1.0, 0.99, 0.95, 0.9, 0.2], dtype=np.float32)
    got = rerank(Candidates(scores, _alike(5, (0, 1, 1.0)), np.zeros(5, dtype=np.bool_)), BOTH)
    assert got.order.tolist() == [0, 2, 3, 1, 4]
    assert got.behind.tolist() == [NOBODY, 0, NOBODY, NOBODY, NOBODY]


def test_it_keeps_its_place_before_who_is_far_worse_and_nothing_is_said_of_it() -> None:
    scores = np.array([1.0, 0.99, 0.3, 0.2], dtype=np.float32)
    got = rerank(Candidates(scores, _alike(4, (0, 1, 1.0)), np.zeros(4, dtype=np.bool_)), BOTH)
    assert got.order.tolist() == [0, 1, 2, 3]
    assert (got.behind == NOBODY).all()


def test_who_is_only_somewhat_alike_stays() -> None:
    got = rerank(Candidates(_falling(6), _alike(6, (0, 1, NEAR), (2, 3, NEAR)), np.zeros(6, dtype=np.bool_)), BOTH)
    assert got.order.tolist() == [0, 1, 2, 3, 4, 5]


def test_equal_scores_keep_their_order() -> None:
    got = rerank(
        Candidates(np.ones(4, dtype=np.float32), np.eye(4, dtype=np.float32), np.ones(4, dtype=np.bool_)), BOTH
    )
    assert got.order.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("newcomers", "tenth_place", "raised"),
    [
        ((12,), 12, [12]),
        ((12, 14), 12, [12]),
        ((3, 12), 9, []),
        ((19,), 9, []),
        ((), 9, []),
    ],
    ids=["the only one", "the better of two", "one is there already", "not good enough", "there is none"],
)
def test_the_floor_gives_the_tenth_place(newcomers: tuple[int, ...], tenth_place: int, raised: list[int]) -> None:
    scores = np.array([*_falling(15, 0.8), 0.5, 0.4, 0.3, 0.2, 0.1], dtype=np.float32)
    is_newcomer = np.isin(np.arange(20), newcomers)
    got = rerank(Candidates(scores, np.eye(20, dtype=np.float32), is_newcomer), NEWCOMERS)
    assert got.order[:9].tolist() == list(range(9))
    assert got.order[9] == tenth_place
    assert got.raised.tolist() == raised


def test_a_newcomer_from_beyond_those_compared_can_be_raised() -> None:
    scores = _falling(30, 0.9)
    is_newcomer = np.arange(30) == 29
    got = rerank(Candidates(scores, np.eye(20, dtype=np.float32), is_newcomer), BOTH)
    assert got.order[9] == 29
    assert sorted(got.order.tolist()) == list(range(30))
