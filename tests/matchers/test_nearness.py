"""Who is near, and from where on nobody is."""

from dataclasses import replace

import pytest

from matchers.corpus import Corpus
from matchers.encoder import Encoder
from matchers.features.place import nearness
from matchers.seekers import seeker_of_organisation
from matchers.snapshot import build_snapshot, open_snapshot

MILAN = 45.46, 9.19


@pytest.mark.parametrize(
    ("place", "country", "value"),
    [
        (MILAN, "IT", 1.0),
        ((45.69, 9.67), "IT", 0.80),  # Bergamo, 45 km
        ((44.41, 8.93), "IT", 0.55),  # Genoa, 119 km
        ((41.90, 12.50), "IT", 0.0),  # Rome, 477 km
        ((59.91, 10.75), "NO", 0.0),  # Oslo
        (None, "IT", 0.3),
        (None, "NO", 0.0),
    ],
)
def test_nearness_falls_with_the_distance_and_ends_where_a_visit_takes_more_than_a_day(
    tmp_path_factory: pytest.TempPathFactory,
    corpus: Corpus,
    encoder: Encoder,
    place: tuple[float, float] | None,
    country: str,
    value: float,
) -> None:
    latitude, longitude = place or (None, None)
    rows = [
        replace(row, latitude=latitude, longitude=longitude, country=country) if row.id == "newcomer" else row
        for row in corpus.organisations
    ]
    folder = tmp_path_factory.mktemp("near")
    build_snapshot(folder, replace(corpus, organisations=tuple(rows)), encoder, graph_version=1)
    snapshot = open_snapshot(folder)
    found = nearness(seeker_of_organisation(snapshot, "asker"), snapshot)
    assert found[snapshot.row("newcomer")] == pytest.approx(value, abs=0.02)
