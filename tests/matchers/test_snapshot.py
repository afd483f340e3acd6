"""Snapshots: built from a corpus, switched atomically, trusted only when whole, brought up to date by what changed."""

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matchers.corpus import Corpus, NetworkRow, OrganisationRow, ParticipationRow, ProjectRow
from matchers.encoder import Encoder
from matchers.errors import SnapshotCorruptError, SnapshotMissingError
from matchers.snapshot import Snapshot, build_snapshot, current_version, open_snapshot
from matchers.snapshot.columns import Strings
from matchers.snapshot.derive import alike_arrays, organisation_arrays
from matchers.snapshot.files import VERSIONS_KEPT, building
from matchers.snapshot.restore import corpus_of


def _sorted(corpus: Corpus) -> Corpus:
    return Corpus(
        tuple(sorted(corpus.organisations, key=lambda row: row.id)),
        tuple(sorted(corpus.projects, key=lambda row: row.id)),
        tuple(sorted(corpus.participations, key=lambda tie: (tie.organisation, tie.project))),
        corpus.clusters,
        tuple(sorted(corpus.capabilities, key=lambda row: row.id)),
    )


def _alike(rows: Sequence[OrganisationRow]) -> dict[str, Any]:
    countries = sorted({row.country for row in rows if row.country})
    return alike_arrays(organisation_arrays(Corpus(organisations=tuple(rows)), countries))


def _groups(rows: Sequence[OrganisationRow]) -> list[int]:
    return list(_alike(rows)["organisation.group"].tolist())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "snapshots"


def test_a_snapshot_gives_back_the_corpus_it_was_made_from(snapshot: Snapshot, corpus: Corpus) -> None:
    expected = _sorted(corpus)
    found = corpus_of(snapshot)
    assert found.projects == expected.projects
    assert found.participations == expected.participations
    assert found.clusters == expected.clusters
    assert [replace(row, latitude=None, longitude=None, capabilities=()) for row in found.organisations] == [
        replace(row, latitude=None, longitude=None, capabilities=()) for row in expected.organisations
    ]
    for row, wanted in zip(found.organisations, expected.organisations, strict=True):
        assert row.latitude == pytest.approx(wanted.latitude, abs=1e-5)
        assert [tag[0] for tag in row.capabilities] == [tag[0] for tag in wanted.capabilities]


def test_a_snapshot_gives_back_what_enterprises_are_and_which_networks_there_are(
    folder: Path, corpus: Corpus, encoder: Encoder
) -> None:
    first, second = corpus.organisations[:2]
    first = replace(first, is_sme=True, employees=40, founded=1978, family_owned=True, seeks_successor=False)
    told = [first, replace(second, size_class="large")]
    networks = (NetworkRow("power", "Power Network", "https://power.example"),)
    clusters = (replace(corpus.clusters[0], networks=("power",)),)
    whole = replace(corpus, organisations=(*told, *corpus.organisations[2:]), clusters=clusters, networks=networks)
    build_snapshot(folder, whole, encoder, graph_version=1)
    found = corpus_of(open_snapshot(folder))
    assert (found.networks, found.clusters) == (networks, clusters)
    rows = {row.id: row for row in found.organisations}
    for row in told:
        assert replace(rows[row.id], latitude=None, longitude=None, capabilities=()) == replace(
            row, latitude=None, longitude=None, capabilities=()
        )


def test_arrays_are_mapped_not_read(snapshot: Snapshot) -> None:
    base = snapshot.vectors
    while base.base is not None and not isinstance(base, np.memmap):
        base = base.base
    assert isinstance(base, np.memmap)


def test_before_the_first_build_the_user_is_told_what_to_run(folder: Path) -> None:
    with pytest.raises(SnapshotMissingError, match="flask index"):
        open_snapshot(folder)


def test_what_tells_nothing_of_itself_is_like_nothing(snapshot: Snapshot, encoder: Encoder) -> None:
    """An acronym and a name do not tell what somebody does: nothing is close to them, and they are not encoded."""
    untitled = list(snapshot.column("project.id")).index("p4")
    unknown = snapshot.row("newcomer")
    assert not snapshot.project_vectors[untitled].any()
    assert not snapshot.vectors[unknown].any()
    assert not snapshot.rescaled(snapshot.vectors @ snapshot.vectors[unknown]).any()
    assert not {"UNTITLED", "Nuova S.r.l.", ""} & set(encoder.encoded)  # type: ignore[attr-defined]  # as below


def test_only_new_and_changed_texts_are_encoded(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    build_snapshot(folder, corpus, encoder, graph_version=1)
    previous = open_snapshot(folder)
    new = OrganisationRow("zebra", "Zebra S.p.A.", "firm", "IT", description="Striped turbines")
    changed = replace(corpus.organisations[0], description="Now also makes towers")
    delta = Corpus(organisations=(new, changed))
    encoder.encoded.clear()  # type: ignore[attr-defined]  # the test's own encoder keeps a list
    report = build_snapshot(folder, corpus_of(previous).changed_by(delta), encoder, 2, previous)
    assert report.encoded == 2
    assert {row[0] for row in report.encoded_organisations} == {"zebra", "asker"}
    assert sorted(encoder.encoded) == sorted(  # type: ignore[attr-defined]  # as above
        ["Striped turbines", "Now also makes towers. Wind turbines. Longer blades for wind turbines"]
    )
    after = open_snapshot(folder)
    assert after.size == previous.size + 1
    old = previous.vectors[previous.row("rival")]
    assert np.array_equal(after.vectors[after.row("rival")], old)


def test_an_update_gives_what_a_build_from_scratch_gives(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    delta = Corpus(
        organisations=(OrganisationRow("zebra", "Zebra", "firm", "IT", clusters=("north",)),),
        projects=(ProjectRow("p4", "UNTITLED", "Now with a title"),),
        participations=(ParticipationRow("zebra", "p4"), ParticipationRow("farmer", "p4", is_coordinator=True)),
    )
    build_snapshot(folder, corpus, encoder, 1)
    build_snapshot(folder, corpus_of(open_snapshot(folder)).changed_by(delta), encoder, 2, open_snapshot(folder))
    updated = open_snapshot(folder)
    build_snapshot(folder, corpus.changed_by(delta), encoder, 2)
    scratch = open_snapshot(folder)
    for name in scratch.manifest.checksums:
        if name.endswith(".npy"):
            array = name.removesuffix(".npy")
            assert np.array_equal(
                updated.array(array), scratch.array(array), equal_nan=scratch.array(array).dtype.kind == "f"
            ), array


def test_another_model_encodes_everything_anew(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    first = build_snapshot(folder, corpus, encoder, 1)
    encoder.model_id = "another"
    report = build_snapshot(folder, corpus, encoder, 1, open_snapshot(folder))
    assert report.encoded == first.encoded > len(corpus.projects)


def test_an_open_snapshot_lives_on_when_newer_ones_replace_it(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    build_snapshot(folder, corpus, encoder, 1)
    old = open_snapshot(folder)
    versions = {build_snapshot(folder, corpus, encoder, number, old).version for number in (2, 3, 4)}
    assert current_version(folder) == max(versions)
    assert sum(path.is_dir() for path in folder.iterdir()) == VERSIONS_KEPT
    assert old.name(old.row("asker")) == "Turbina S.r.l."


def test_a_build_that_died_half_way_changes_nothing(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    version = build_snapshot(folder, corpus, encoder, 1).version
    (folder / "20990101T000000.000000-abcdef.part").mkdir()
    assert open_snapshot(folder).manifest.version == version


@pytest.mark.parametrize(
    ("name", "content"),
    [("manifest.json", b"{"), ("tables.json", b"[]"), ("organisation.kind.npy", b"no array"), ("manifest.json", b"{}")],
)
def test_a_damaged_snapshot_is_refused(
    folder: Path, corpus: Corpus, encoder: Encoder, name: str, content: bytes
) -> None:
    version = build_snapshot(folder, corpus, encoder, 1).version
    (folder / version / name).write_bytes(content)
    with pytest.raises(SnapshotCorruptError, match="flask index"):
        open_snapshot(folder)


def test_a_flipped_byte_is_found_when_asked(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    version = build_snapshot(folder, corpus, encoder, 1).version
    path = folder / version / "organisation.vector.npy"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    open_snapshot(folder)
    with pytest.raises(SnapshotCorruptError, match=r"organisation\.vector\.npy"):
        open_snapshot(folder, verify=True)


def test_a_snapshot_of_another_release_is_refused(folder: Path, corpus: Corpus, encoder: Encoder) -> None:
    manifest = folder / build_snapshot(folder, corpus, encoder, 1).version / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0}))
    with pytest.raises(SnapshotCorruptError, match="another release"):
        open_snapshot(folder)


def test_two_do_not_build_at_once(folder: Path) -> None:
    with building(folder) as first, building(folder, wait=False) as second:
        assert (first, second) == (True, False)


@pytest.mark.parametrize("values", [[], [None], [""], ["a", None, "", "ä🙂", "\x00", "توربين"]])
def test_strings_survive_packing(values: list[str | None]) -> None:
    column = Strings.unpack("x", Strings.pack("x", values))
    assert list(column) == [column[row] for row in range(len(column))] == values


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Rossi S.r.l.", "IT"), ("ROSSI SPA", "IT"), True),
        (("Rossi S.r.l.", "IT"), ("Rossi GmbH", "DE"), False),
        (("Rossi S.r.l.", "IT"), ("Rossi", None), True),
        (("Rossi S.r.l.", "IT"), ("Bianchi S.r.l.", "IT"), False),
    ],
)
def test_same_name_but_for_the_legal_form_is_a_likely_duplicate(
    one: tuple[str, str], other: tuple[str, str | None], same: bool
) -> None:
    rows = (OrganisationRow("1", one[0], country=one[1]), OrganisationRow("2", other[0], country=other[1]))
    groups = _groups(rows)
    assert bool(groups[0] == groups[1]) is same


def test_a_name_without_country_joins_no_two_countries() -> None:
    rows = [OrganisationRow(str(i), "Rossi", country=country) for i, country in enumerate(("IT", "DE", None))]
    assert len(set(_groups(rows))) == 3


def test_records_with_one_public_id_in_common_are_likely_duplicates() -> None:
    rows = [
        OrganisationRow("1", "A", pic="999999999"),
        OrganisationRow("2", "B", pic="999999999", vat="IT00743110157"),
        OrganisationRow("3", "C", vat="IT00743110157", lei="815600EAD78C57FCE690"),
        OrganisationRow("4", "D", lei="815600EAD78C57FCE690", ror="01nffqt88"),
        OrganisationRow("5", "E", ror="01nffqt88"),
        OrganisationRow("6", "F"),
    ]
    random.Random(1).shuffle(rows)
    groups = dict(zip([row.id for row in rows], _groups(rows), strict=True))
    assert {groups[row] for row in "12345"} == {groups["1"]}
    assert groups["6"] != groups["1"]


def test_who_has_no_coordinates_is_where_others_of_its_city_are() -> None:
    rows = (
        OrganisationRow("1", "A", country="IT", city="MILANO", latitude=45.0, longitude=9.0),
        OrganisationRow("2", "B", country="IT", city="Milano"),
        OrganisationRow("3", "C", country="US", city="Milano"),
        OrganisationRow("4", "D", country="IT"),
    )
    found = _alike(rows)["organisation.place"]
    assert found[1].tolist() == [45.0, 9.0]
    assert np.isnan(found[2:]).all()
