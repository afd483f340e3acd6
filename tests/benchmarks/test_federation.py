"""The synthetic federation: repeatable, whole, marked, and tied as the real network is."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from benchmarks.federation import Federation, Source, read_source
from benchmarks.federation.files import write_cordis
from service.imports.cordis import read_cordis

SIZE = 3_000


@pytest.fixture(scope="module")
def source() -> Source:
    return read_source()


@pytest.fixture(scope="module")
def federation(source: Source) -> Federation:
    return Federation(source, SIZE)


def test_the_same_seed_gives_the_same_federation_part_by_part(source: Source, federation: Federation) -> None:
    assert federation.part(1) == list(Federation(source, SIZE).parts())[1]
    assert federation.part(0) != Federation(source, SIZE, seed=1).part(0)


def test_every_tie_is_of_organisations_that_came_before_or_with_it(federation: Federation) -> None:
    known: set[str] = set()
    for part in federation.parts():
        known |= {row.id for row in part.organisations}
        projects = {row.id for row in part.projects}
        assert {tie.organisation_id for tie in part.participations} <= known
        assert {tie.project_id for tie in part.participations} <= projects
        assert {row.organisation_id for row in part.memberships} <= known
        assert {row.organisation_id for row in part.profiles} <= known
    assert len(known) == SIZE


def test_everything_that_shows_says_that_it_is_synthetic(federation: Federation) -> None:
    part = federation.part(0)
    shown = [row.name for row in part.organisations] + [row.title or "" for row in part.projects]
    shown += [row.description or "synthetic" for row in part.organisations] + [row.title for row in part.profiles]
    shown += [row.names["en"] for row in part.clusters] + [row.programme or "" for row in part.projects]
    assert all("synthetic" in text.lower() for text in shown)


def test_organisations_can_do_what_their_projects_are_about(federation: Federation) -> None:
    part = federation.part(0)
    able = {tag.subject_id for tag in part.organisation_tags}
    assert able == {tie.organisation_id for tie in part.participations} & {row.id for row in part.organisations}


def test_links_are_as_many_as_asked_for_and_spread_as_the_real_ones_are(source: Source, federation: Federation) -> None:
    counts = Counter(tie.organisation_id for part in federation.parts() for tie in part.participations)
    activity = np.array([*counts.values(), *[0] * (SIZE - len(counts))])
    assert activity.mean() == pytest.approx(4.0, rel=0.1)
    ours, real = (np.percentile(of, 99) / of.mean() for of in (activity, source.activity))
    assert ours == pytest.approx(real, rel=0.35)


def test_an_import_reads_the_tables_that_are_written(source: Source, tmp_path: Path) -> None:
    write_cordis(Federation(source, 500), tmp_path)
    rows = read_cordis(tmp_path)
    assert len(rows.organisations) > 300
    assert all("synthetic" in row.name for row in rows.organisations)
