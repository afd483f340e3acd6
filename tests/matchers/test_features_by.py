"""What a feature gives for several organisations that ask at once is what it gives for one after the other."""

import pytest

from matchers.features import FEATURES
from matchers.seekers import seeker_of_row
from matchers.snapshot import Snapshot
from matchers.snapshot.one_of import OneOf

TOGETHER = sorted(name for name, feature in FEATURES.items() if feature.values_by is not None)


@pytest.mark.parametrize("name", TOGETHER)
def test_several_that_ask_at_once_have_the_values_of_each(snapshot: Snapshot, name: str) -> None:
    feature = FEATURES[name]
    assert feature.values_by is not None
    for row in range(snapshot.size):
        seekers = [seeker_of_row(snapshot, other) for other in range(snapshot.size) if other != row]
        candidate = OneOf(snapshot, row)
        each = [float(feature.values(seeker, candidate)[0]) for seeker in seekers]
        assert feature.values_by(seekers, candidate).tolist() == pytest.approx(each, abs=1e-6)
