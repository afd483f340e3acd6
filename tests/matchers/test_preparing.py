"""What is found for several matches at once is what is found for one after the other."""

import numpy as np

from matchers.features.graph import common_of, count_common
from matchers.features.texts import cosines_with, other_projects
from matchers.preparing import prepare
from matchers.seekers import seeker_of_row
from matchers.snapshot import Snapshot


def test_several_at_once_have_what_each_has(snapshot: Snapshot) -> None:
    for asker in range(snapshot.size):
        alone, together = (seeker_of_row(snapshot, asker) for _ in range(2))
        rows = [row for row in range(snapshot.size) if row != asker]
        prepare(together, snapshot, rows)
        for row in rows:
            assert common_of(together, snapshot, row).tolist() == common_of(alone, snapshot, row).tolist()
            assert other_projects(together, snapshot, row).tolist() == other_projects(alone, snapshot, row).tolist()
            found, expected = (cosines_with(seeker, snapshot, row) for seeker in (together, alone))
            assert found.shape == expected.shape
            assert np.allclose(found, expected, atol=1e-6)
        assert len(together.known) == 3 * len(rows)  # nothing was looked for again


def test_common_partners_are_counted_the_same_from_either_side(snapshot: Snapshot) -> None:
    seekers = [seeker_of_row(snapshot, row) for row in range(snapshot.size)]
    for one in seekers:
        for other in seekers:
            assert count_common(one, other, snapshot) == len(common_of(one, snapshot, other.row or 0))
