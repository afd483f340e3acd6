"""From the graph to suggestions: what changes in Neo4j shows, soon, and only what changed is encoded."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from graph_schema.audiences import Audience
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import (
    CapabilityTag,
    Cluster,
    GraphRows,
    Membership,
    Organisation,
    OrganisationKind,
    Participation,
    ParticipationRole,
    Profile,
    ProfileDirection,
    ProfileSubject,
    Project,
)
from graph_schema.store import (
    graph_version,
    merge,
    part,
    read_rows,
    sync_vocabulary,
    withdraw_profile,
    write_audiences,
    write_rows,
)
from graph_schema.store.read import NOTHING, rows_since
from matchers.directory import organisation_detail
from matchers.results import MatchQuery
from matchers.snapshot import build_snapshot, open_snapshot, without_withheld
from matchers.snapshot.files import try_to_follow
from service import indexing
from service.indexing import Index, TooManyChangesError, corpus_from
from service.runtime import Runtime
from service.settings import Settings
from service.watcher import Watcher
from tests.service.world import settings_over

ROWS = GraphRows(
    source="test",
    organisations=tuple(
        Organisation(key, f"{key.title()} {form}", OrganisationKind.FIRM, country=country)
        for key, form, country in (("alfa", "S.r.l.", "IT"), ("beta", "AS", "NO"), ("gamma", "GmbH", "DE"))
    ),
    projects=(Project("p1", "ROTOR", "Longer blades for wind turbines", start=date(2018, 1, 1)),),
    participations=(Participation("beta", "p1", ParticipationRole.COORDINATOR), Participation("gamma", "p1")),
    clusters=(Cluster("north", {"en": "North", "it": "Nord"}),),
    memberships=(Membership("alfa", "north"),),
    project_tags=(CapabilityTag("p1", "wind-energy", 'title: "wind turbines"', 0.8),),
    organisation_tags=(CapabilityTag("beta", "wind-energy", "project ROTOR", 0.6),),
)


@pytest.fixture
def filled(graph: Graph) -> Graph:
    sync_vocabulary(graph)
    write_rows(graph, ROWS)
    return graph


@pytest.fixture
def settings(tmp_path: Path, database: GraphAddress) -> Settings:
    return settings_over(tmp_path, database, watch_seconds=0.1)


@pytest.fixture(scope="module")
def runtimes() -> dict[str, Runtime]:
    """Keeps one model for the whole module."""
    return {}


@pytest.fixture
def runtime(settings: Settings, runtimes: dict[str, Runtime]) -> Runtime:
    runtime = Runtime(settings)
    runtime.encoder = runtimes.setdefault("first", runtime).encoder
    return runtime


@pytest.fixture
def index(settings: Settings, runtime: Runtime) -> Index:
    return Index(settings, runtime.encoder)


@pytest.fixture
def watcher(runtime: Runtime) -> Iterator[Watcher]:
    watcher = Watcher(runtime)
    watcher.start()
    yield watcher
    watcher.stop()


def test_the_snapshot_has_what_the_graph_has(filled: Graph, runtime: Runtime, index: Index) -> None:
    report = index.update(filled)
    assert report is not None
    assert (report.organisations, report.projects, report.encoded) == (3, 1, 3)
    detail = organisation_detail(runtime.snapshot(), "beta")
    assert [(project.acronym, project.role) for project in detail.projects] == [("ROTOR", "coordinator")]
    assert [(row.id, row.evidence) for row in detail.capabilities] == [("wind-energy", "project ROTOR")]
    assert [card.id for card, _ in detail.partners] == ["gamma"]
    assert organisation_detail(runtime.snapshot(), "alfa").card.clusters == ("north",)


def test_without_a_change_nothing_is_built(filled: Graph, index: Index) -> None:
    index.update(filled)
    assert index.update(filled) is None


def test_only_what_changed_is_encoded(filled: Graph, runtime: Runtime, index: Index) -> None:
    index.update(filled)
    delta = Organisation("delta", "Delta SpA", OrganisationKind.FIRM, country="IT", description="Towers for wind")
    write_rows(filled, GraphRows(source="test", organisations=(delta,)))
    report = index.update(filled)
    assert report is not None
    assert (report.organisations, report.encoded) == (4, 1)
    assert organisation_detail(runtime.snapshot(), "beta").partners


def test_what_an_organisation_withholds_is_in_the_next_snapshot(filled: Graph, runtime: Runtime, index: Index) -> None:
    write_rows(filled, GraphRows("test", organisations=(Organisation("beta", "Beta AS", description="Quiet work"),)))
    index.update(filled)
    write_audiences(filled, "beta", {"description": Audience.OWN})
    report = index.update(filled)
    assert report is not None
    assert report.encoded_organisations == ()  # its own text has not changed
    assert organisation_detail(runtime.snapshot(), "beta").description == "Quiet work"
    seen = without_withheld(runtime.snapshot(), np.zeros(3, dtype=np.uint8))
    assert organisation_detail(seen, "beta").description is None


def test_a_new_partner_in_an_old_project_shows(filled: Graph, runtime: Runtime, index: Index) -> None:
    index.update(filled)
    write_rows(filled, GraphRows(source="test", participations=(Participation("alfa", "p1"),)))
    index.update(filled)
    partners = {card.id for card, _ in organisation_detail(runtime.snapshot(), "alfa").partners}
    assert partners == {"beta", "gamma"}


def test_what_another_process_built_meanwhile_is_not_lost(
    filled: Graph, settings: Settings, runtime: Runtime, index: Index
) -> None:
    index.update(filled)
    for each, name in ((Index(settings, runtime.encoder), "delta"), (index, "epsilon"), (index, "zeta")):
        write_rows(filled, GraphRows(source="test", organisations=(Organisation(name, name.title()),)))
        each.update(filled)
    assert set(runtime.snapshot().row_by_id) == {"alfa", "beta", "gamma", "delta", "epsilon", "zeta"}


def test_rehearsing_an_update_changes_nothing(filled: Graph, runtime: Runtime, index: Index) -> None:
    index.update(filled)
    before = (graph_version(filled), runtime.snapshot().manifest.version)
    index.rehearse(filled)
    assert (graph_version(filled), runtime.snapshot().manifest.version) == before
    assert filled.read(lambda tx: rows_since(tx, NOTHING)) == GraphRows(source="graph")


def test_more_changes_than_wanted_are_left_alone(filled: Graph, runtime: Runtime, index: Index) -> None:
    with pytest.raises(TooManyChangesError):
        index.update(filled, most=50)
    index.update(filled)
    two = tuple(Organisation(name, name.title()) for name in ("delta", "epsilon"))
    write_rows(filled, GraphRows(source="test", organisations=two))
    with pytest.raises(TooManyChangesError):
        index.update(filled, most=1)
    assert runtime.snapshot().size == 3
    index.update(filled, most=2)
    assert runtime.snapshot().size == 5


def test_a_deleted_organisation_disappears(filled: Graph, settings: Settings, runtime: Runtime, index: Index) -> None:
    index.update(filled)
    filled.write(lambda tx: tx.run("MATCH (n:Organisation {id: 'gamma'}) DETACH DELETE n").consume())
    (settings.snapshot_dir / "CURRENT").unlink()
    index.update(filled)
    assert set(runtime.snapshot().row_by_id) == {"alfa", "beta"}


def test_two_that_become_one_and_part_again_are_as_a_build_of_all_rows_has_them(
    filled: Graph,
    settings: Settings,
    runtime: Runtime,
    index: Index,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offer = Profile("o1", "gamma", ProfileDirection.OFFER, ProfileSubject.BUSINESS, "Towers", "Of steel")
    write_rows(filled, GraphRows("test", projects=(Project("p2", "WIND"),), profiles=(offer,)))
    write_rows(filled, GraphRows("test", participations=(Participation("gamma", "p2"), Participation("alfa", "p2"))))
    index.update(filled)
    monkeypatch.setattr(indexing, "read_rows", lambda _: pytest.fail("everything was read"))
    for decide, expected in ((merge, {"alfa", "beta"}), (part, {"alfa", "beta", "gamma"})):
        decide(filled, "gamma", "alfa", *(["somebody"] if decide is merge else []))
        index.update(filled)
        spliced = open_snapshot(settings.snapshot_dir)
        assert set(spliced.row_by_id) == expected
        build_snapshot(tmp_path / "built", corpus_from(read_rows(filled)), runtime.encoder, 1, spliced)
        built = open_snapshot(tmp_path / "built")
        assert spliced.tables == built.tables
        for name, array in built.arrays.items():
            assert array.tobytes() == spliced.array(name).tobytes(), name


def test_a_damaged_snapshot_is_built_anew_and_the_cause_is_told(
    filled: Graph, settings: Settings, runtime: Runtime, index: Index
) -> None:
    report = index.update(filled)
    assert report is not None
    path = settings.snapshot_dir / report.version / "organisation.name.blob.npy"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with capture_logs() as logged:
        index.prepare()
    assert index.is_damaged
    assert "organisation.name.blob.npy" in logged[0]["why"]
    write_rows(filled, GraphRows(source="test", organisations=(Organisation("delta", "Delta AS"),)))
    with capture_logs() as logged:
        again = Index(settings, runtime.encoder)
        assert again.update(filled) is not None
    assert "organisation.name.blob.npy" in logged[0]["why"]
    again.prepare()
    assert not again.is_damaged
    names = list(runtime.snapshot().column("organisation.name"))
    assert names == ["Alfa S.r.l.", "Beta AS", "Delta AS", "Gamma GmbH"]


def test_vectors_are_kept_in_the_graph_with_model_and_hash(filled: Graph, runtime: Runtime, index: Index) -> None:
    index.update(filled)
    found = filled.read(
        lambda tx: tx.run(
            "CALL db.index.vector.queryNodes('organisation_embedding', 3, $vector) YIELD node "
            "RETURN node.id AS id, node.text_hash AS hash, node.embedding_model AS model",
            vector=runtime.encoder.encode_need("wind turbine blades").tolist(),
        ).data()
    )
    assert {row["id"] for row in found} == {"beta", "gamma"}  # of alfa only the name is known
    assert all(row["hash"] and row["model"] == runtime.encoder.model_id for row in found)


def test_a_new_organisation_is_suggested_within_two_seconds(
    filled: Graph, runtime: Runtime, watcher: Watcher, index: Index
) -> None:
    index.update(filled)
    assert watcher.is_alive()
    delta = Organisation("delta", "Delta AS", OrganisationKind.FIRM, country="NO", description="Wind turbine towers")
    write_rows(filled, GraphRows(source="test", organisations=(delta,)))
    query = MatchQuery("international_partner", text="towers for wind turbines")
    _until(lambda: "delta" in {match.organisation.id for match in runtime.engine().suggest(query).matches}, within=2.0)


def test_a_new_offer_answers_within_two_seconds_and_a_withdrawn_one_no_more(
    filled: Graph, runtime: Runtime, watcher: Watcher, index: Index
) -> None:
    index.update(filled)
    assert watcher.is_alive()
    text = "Towers of steel for wind turbines at sea"
    offer = Profile("o1", "beta", ProfileDirection.OFFER, ProfileSubject.BUSINESS, "Towers for wind turbines", text)
    query = MatchQuery("request_or_offer", text=text)

    def answering() -> set[str]:
        found = runtime.engine().suggest(query).matches
        return {match.answer.id for match in found if match.answer is not None}

    write_rows(filled, GraphRows(source="test", profiles=(offer,)))
    _until(lambda: answering() == {"o1"}, within=2.0)
    withdraw_profile(filled, "o1")
    _until(lambda: answering() == set(), within=2.0)


def test_when_the_watcher_that_follows_the_graph_ends_another_takes_over(
    filled: Graph, settings: Settings, runtime: Runtime, watcher: Watcher, index: Index
) -> None:
    index.update(filled)
    _until(lambda: _is_followed(settings.snapshot_dir))
    other = Watcher(runtime)
    other.start()
    watcher.stop()
    write_rows(filled, GraphRows(source="test", organisations=(Organisation("delta", "Delta AS"),)))
    _until(lambda: runtime.snapshot().size == 4)
    other.stop()


def test_a_snapshot_that_cannot_be_written_is_told_and_comes_when_it_can(
    filled: Graph, settings: Settings, runtime: Runtime, index: Index, watcher: Watcher
) -> None:
    index.update(filled)
    _until(lambda: watcher.follows)
    obstacle = settings.snapshot_dir / "CURRENT.part"
    obstacle.mkdir()
    with capture_logs() as logged:
        write_rows(filled, GraphRows(source="test", organisations=(Organisation("delta", "Delta AS"),)))
        _until(lambda: any("could not be written" in line.get("why", "") for line in logged))
    assert runtime.snapshot().size == 3
    obstacle.rmdir()
    _until(lambda: runtime.snapshot().size == 4)


def test_a_database_that_went_away_is_noticed_and_its_return_too(
    filled: Graph, settings: Settings, runtime: Runtime, index: Index, watcher: Watcher
) -> None:
    index.update(filled)
    runtime.settings = settings.model_copy(update={"neo4j_uri": "bolt://127.0.0.1:1"})
    _until(lambda: not watcher.graph_reachable)
    assert runtime.snapshot().size == 3
    runtime.settings = settings
    _until(lambda: watcher.graph_reachable)


def _is_followed(folder: Path) -> bool:
    lock = try_to_follow(folder)
    if lock is not None:
        lock.close()
    return lock is None


def _until(happens: Callable[[], bool], within: float = 15.0) -> None:
    end = time.monotonic() + within
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.05)
