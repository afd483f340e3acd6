"""A snapshot made from the one before and what changed is, byte for byte, what a build from all rows makes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from matchers.corpus import (
    ClusterRow,
    Corpus,
    NetworkRow,
    OrganisationRow,
    ParticipationRow,
    ProfileRow,
    ProfileTermRow,
    ProjectRow,
)
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot, shortcuts
from matchers.snapshot.audiences import AUDIENCES, FIELDS, FROM_DESCRIPTION, in_order
from matchers.snapshot.splicing import splice_snapshot
from tests.matchers.conftest import CAPABILITIES, WordEncoder

NAMES = ("Rossi S.r.l.", "ROSSI SPA", "Rossi", "Bianchi & Figli", "Vento AS", "Vind og vann", "", "ä🙂 GmbH")
CITIES = ("Milano", "MILANO", "Bergamo", "Oslo", "São Paulo", "", None)
COUNTRIES = ("IT", "IT", "NO", "DE", "SE", None)
TEXTS = ("Towers for wind", "Blades of steel, in Bergamo", "Biogas from slurry", "...", "", None)
DAYS = (date(2015, 1, 1), date(2018, 5, 1), date(2021, 12, 31), None)
TERMS = (ProfileTermRow("agreement", "licence", {"en": "Licence"}, "technology"),)

Draw = Random


@dataclass
class World:
    """All rows there are, and what the next snapshot has to be told of."""

    draw: Draw
    corpus: Corpus = field(default_factory=lambda: Corpus(capabilities=CAPABILITIES, profile_terms=TERMS))

    def tags(self) -> tuple[tuple[str, float, str], ...]:
        some = self.draw.sample(CAPABILITIES, self.draw.randint(0, 3))
        evidence = ("title: wind", FROM_DESCRIPTION + "blades", "")
        return tuple((row.id, self.draw.choice((0.3, 0.30000001, 0.8)), self.draw.choice(evidence)) for row in some)

    def organisation(self, key: str) -> OrganisationRow:
        draw = self.draw
        place = draw.choice(((45.46, 9.19), (59.9, 10.7), (45.7, 9.6), (None, None), (None, None)))
        told = [(name, draw.choice(AUDIENCES)) for name in FIELDS if draw.random() < 0.1]
        return OrganisationRow(
            key,
            draw.choice(NAMES),
            draw.choice(("firm", "university", "other")),
            draw.choice(COUNTRIES),
            city=draw.choice(CITIES),
            latitude=place[0],
            longitude=place[1],
            description=draw.choice(TEXTS),
            employees=draw.choice((None, 40)),
            pic=draw.choice((None, None, "999", "998")),
            vat=draw.choice((None, None, "IT1")),
            clusters=tuple(draw.sample([row.id for row in self.corpus.clusters], draw.randint(0, 1))),
            capabilities=self.tags(),
            audiences=in_order(told),
        )

    def project(self, key: str) -> tuple[ProjectRow, list[ParticipationRow]]:
        draw = self.draw
        title, objective = draw.choice(TEXTS), draw.choice(TEXTS)
        topics = draw.choice(((), ("a", "b")))
        row = ProjectRow(key, key.upper(), title, objective, draw.choice(DAYS), topics=topics, capabilities=self.tags())
        ids = [one.id for one in self.corpus.organisations]
        members = draw.sample(ids, min(len(ids), draw.randint(0, 5)))
        return row, [ParticipationRow(member, key, is_coordinator=at == 0) for at, member in enumerate(members)]

    def profile(self, key: str) -> ProfileRow:
        draw = self.draw
        owner = draw.choice([row.id for row in self.corpus.organisations])
        direction = draw.choice(("offer", "request"))
        roles, published = draw.choice(((), ("supplier",))), draw.choice(DAYS)
        title, text = (draw.choice(("Towers", "Blades", "Biogas")) for _ in range(2))
        return ProfileRow(
            key, owner, direction, "business", title, text, roles=roles, published=published, capabilities=self.tags()
        )


Changed = tuple[Corpus, tuple[str, ...]]


def some_organisations(world: World) -> Changed:
    known = [row.id for row in world.corpus.organisations]
    ids = {world.draw.choice(known) if known and world.draw.random() < 0.6 else _key(world) for _ in range(3)}
    return Corpus(organisations=tuple(world.organisation(key) for key in ids)), ()


def one_description(world: World) -> Changed:
    row = world.draw.choice(world.corpus.organisations)
    return Corpus(organisations=(replace(row, description=world.draw.choice(TEXTS)),)), ()


def one_told_again(world: World) -> Changed:
    return Corpus(organisations=(world.draw.choice(world.corpus.organisations),)), ()


def some_gone(world: World) -> Changed:
    ids = [row.id for row in world.corpus.organisations]
    return Corpus(), tuple(world.draw.sample(ids, min(len(ids) - 1, world.draw.randint(1, 3))))


def gone_and_back(world: World) -> Changed:
    row = world.draw.choice(world.corpus.organisations)
    return Corpus(organisations=(world.organisation(row.id),)), (row.id, "never there")


def some_projects(world: World) -> Changed:
    known = [row.id for row in world.corpus.projects]
    ids = {world.draw.choice(known) if known and world.draw.random() < 0.5 else _key(world) for _ in range(2)}
    told = [world.project(key) for key in ids]
    ties = tuple(tie for _, own in told for tie in own)
    return Corpus(projects=tuple(row for row, _ in told), participations=ties + ties[:1]), ()


def some_profiles(world: World) -> Changed:
    known = [row.id for row in world.corpus.profiles]
    ids = {world.draw.choice(known) if known and world.draw.random() < 0.5 else _key(world) for _ in range(2)}
    return Corpus(profiles=tuple(world.profile(key) for key in ids)), ()


def a_cluster_in_a_network(world: World) -> Changed:
    key, network = _key(world), NetworkRow(_key(world), "Power Network")
    cluster = ClusterRow(key, {"en": key, "it": key.upper()}, country="IT", networks=(network.id,))
    member = replace(world.draw.choice(world.corpus.organisations), clusters=(key,))
    return Corpus(organisations=(member,), clusters=(cluster,), networks=(network,)), ()


def everything(world: World) -> Changed:
    parts = [change(world)[0] for change in (some_organisations, some_profiles, a_cluster_in_a_network)]
    merged = Corpus()
    for part in parts:
        merged = merged.changed_by(part)
    told = world.project(_key(world))
    gone = some_gone(world)[1]
    owners = {*gone} - {row.id for row in merged.organisations}
    return (
        replace(
            merged,
            projects=(told[0],),
            participations=tuple(tie for tie in told[1] if tie.organisation not in owners),
            profiles=tuple(row for row in merged.profiles if row.organisation not in owners),
        ),
        gone,
    )


CHANGES: tuple[Callable[[World], Changed], ...] = (
    some_organisations,
    one_description,
    one_told_again,
    some_gone,
    gone_and_back,
    some_projects,
    some_profiles,
    a_cluster_in_a_network,
    everything,
)


def _key(world: World) -> str:
    return f"{world.draw.choice('abcxyzåé')}{world.draw.randrange(10_000)}"


def _begun(seed: int, size: int) -> World:
    world = World(Draw(seed))
    world.corpus = replace(world.corpus, clusters=(ClusterRow("north", {"en": "North"}),))
    rows = {row.id: row for row in (world.organisation(_key(world)) for _ in range(size))}
    world.corpus = replace(world.corpus, organisations=tuple(rows.values()))
    for change in (some_projects, some_projects, some_profiles):
        world.corpus = world.corpus.changed_by(change(world)[0])
    return world


def _made_anew(before: Snapshot) -> list[str]:
    """Indexes that are made from all vectors, by several threads: such ones differ in their bytes."""
    kinds = ("organisation", "project")
    return [f"{kind}.index" for kind in kinds if not len(before.arrays.get(f"{kind}.index_row", ()))]


def _differing(one: Snapshot, other: Snapshot) -> list[str]:
    names = one.arrays.keys() | other.arrays.keys()
    return sorted(
        name
        for name in names
        if name not in one.arrays
        or name not in other.arrays
        or one.array(name).dtype != other.array(name).dtype
        or one.array(name).shape != other.array(name).shape
        or one.array(name).tobytes() != other.array(name).tobytes()
    )


@pytest.mark.parametrize("least", [10**6, 5], ids=["few", "many"])
@pytest.mark.parametrize("seed", range(8))
def test_any_row_of_changes_gives_what_a_build_of_all_rows_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, least: int
) -> None:
    monkeypatch.setattr(shortcuts, "LEAST", least)
    world, encoder = _begun(seed, size=seed * 3 + 6), WordEncoder()
    folder, other = tmp_path / "spliced", tmp_path / "built"
    build_snapshot(folder, world.corpus, encoder, 1)
    for number in range(2, 11):
        change = world.draw.choice(CHANGES)
        delta, gone = change(world)
        before = open_snapshot(folder)
        world.corpus = world.corpus.changed_by(delta, gone)
        encoder.encoded.clear()
        report = splice_snapshot(folder, before, delta, gone, encoder, number)
        spliced, encoded = open_snapshot(folder, verify=True), sorted(encoder.encoded)
        encoder.encoded.clear()
        expected = build_snapshot(other, world.corpus, encoder, number, before)
        built = open_snapshot(other)
        assert {*_differing(spliced, built)} <= {*_made_anew(before)}, change.__name__
        assert spliced.tables == built.tables
        for said in ("graph_version", "model", "dimensions", "counts", "cosine_low", "cosine_high"):
            assert getattr(spliced.manifest, said) == getattr(built.manifest, said), said
        assert encoded == sorted(encoder.encoded)
        assert (report.organisations, report.projects, report.encoded) == (
            expected.organisations,
            expected.projects,
            expected.encoded,
        )
        assert {(key, told) for key, told, _ in report.encoded_organisations} == {
            (key, told) for key, told, _ in expected.encoded_organisations
        }


def test_what_has_not_changed_is_the_same_file(tmp_path: Path) -> None:
    world = _begun(seed=7, size=20)
    first = build_snapshot(tmp_path, world.corpus, WordEncoder(), 1)
    before = open_snapshot(tmp_path)
    row = replace(world.corpus.organisations[3], description="Now also makes towers")
    second = splice_snapshot(tmp_path, before, Corpus(organisations=(row,)), (), WordEncoder(), 2)
    folders = [tmp_path / report.version for report in (first, second)]
    written = {path.name for path in folders[1].glob("*.npy") if not path.samefile(folders[0] / path.name)}
    assert written == {
        "organisation.description.blob.npy",
        "organisation.description.offsets.npy",
        "organisation.vector.npy",
        "text_hash.blob.npy",
        "text_hash.offsets.npy",
    }
    assert np.array_equal(before.vectors, np.load(folders[0] / "organisation.vector.npy"))
