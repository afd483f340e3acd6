"""Who is met on the way to a shortlist: sums and first values are those over all organisations, kept for few."""

import numpy as np
import pytest

from matchers.shortlist.met import Met

SIZE = 50
DRAW = np.random.default_rng(7)


@pytest.mark.parametrize("times", [0, 1, 7, 400])
def test_what_is_told_of_who_was_met_is_what_sums_over_all_would_tell(times: int) -> None:
    rows = DRAW.integers(0, SIZE, times).astype(np.int32)
    weights = DRAW.random(times).astype(np.float32)
    everyone = np.arange(SIZE)
    met = Met(rows, SIZE)
    told = met.told_of(everyone, met.sums(weights))
    assert told.tolist() == np.bincount(rows, weights=weights, minlength=SIZE).tolist()


def test_of_who_is_met_again_the_first_value_counts() -> None:
    met = Met(np.array([9, 4, 9, 2, 4], dtype=np.int32), SIZE)
    firsts = met.first(np.array([5, 4, 3, 2, 1], dtype=np.float32))
    assert (met.found.tolist(), firsts.tolist()) == ([2, 4, 9], [2, 4, 5])


def test_who_was_not_met_has_nothing() -> None:
    met = Met(np.array([9], dtype=np.int32), SIZE)
    assert met.told_of(np.array([3, 9, 49]), np.array([0.5])).tolist() == [0, 0.5, 0]
