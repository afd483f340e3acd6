"""Rows written to a real Neo4j come back as they were, and writing them again changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j import ManagedTransaction

from graph_schema.connection import Graph
from graph_schema.errors import UnknownRowError
from graph_schema.records import (
    Capability,
    CapabilityTag,
    Cluster,
    GraphRows,
    KindEvidence,
    Membership,
    Network,
    Organisation,
    OrganisationKind,
    Participation,
    ParticipationRole,
    Project,
    SizeClass,
)
from graph_schema.store import (
    ImportStamp,
    graph_version,
    read,
    read_changes,
    read_identities,
    read_other_ids,
    read_rows,
    sync_vocabulary,
    was_imported,
    write_rows,
    write_vectors,
)
from graph_schema.store.versions import begin_write, end_write

PUMPS = Capability("pumps", {"en": "Pumps", "it": "Pompe"}, "component", codes={"cpc": "F04"}, synonyms=("pumping",))
HYDRO = Capability("hydropower", {"en": "Hydropower"}, "generation", broader=("pumps",), feeds=("pumps",))

ROSSI = Organisation(
    id="999999001",
    name="ROSSI POMPE SRL",
    kind=OrganisationKind.FIRM,
    kind_evidence=KindEvidence.STATED,
    country="IT",
    region="ITC4",
    city="Milano",
    latitude=45.46,
    longitude=9.19,
    website="http://www.rossi.example",
    description="Makes pumps.",
    is_sme=True,
    employees=40,
    size_class=SizeClass.SMALL,
    founded=1978,
    family_owned=True,
    seeks_successor=False,
    pic="999999001",
    vat="IT00743110157",
    lei="213800KUD8LAJWSQ9D15",
    ror="04xfq0f34",
)
NTNU = Organisation("999999002", "NTNU", OrganisationKind.UNIVERSITY, KindEvidence.STATED, "NO")
HYDROPUMP = Project(
    id="700001",
    acronym="HYDROPUMP",
    title="Pumps for hydropower",
    objective="We will make pumps.\nAnd more.",
    start=date(2016, 1, 1),
    end=date(2019, 12, 31),
    topics=("LCE-02-2015", "LCE-03-2015"),
    call="H2020-LCE-2015",
    funding_scheme="RIA",
    programme="H2020",
)
LOMBARDY = Cluster(
    "lombardy", {"en": "Lombardy", "it": "Lombardia"}, {"it": "Imprese lombarde"}, "IT", "ITC4", ("power",)
)
POWER = Network("power", "Power Network", "https://power.example")

ROWS = GraphRows(
    source="test",
    organisations=(ROSSI, NTNU),
    projects=(HYDROPUMP,),
    participations=(
        Participation(ROSSI.id, HYDROPUMP.id, ParticipationRole.COORDINATOR, 1),
        Participation(NTNU.id, HYDROPUMP.id, ParticipationRole.PARTICIPANT, 2),
    ),
    networks=(POWER,),
    clusters=(LOMBARDY,),
    memberships=(Membership(ROSSI.id, LOMBARDY.id),),
    project_tags=(CapabilityTag(HYDROPUMP.id, "pumps", 'title says "pumps"', 0.9),),
    organisation_tags=(CapabilityTag(ROSSI.id, "pumps", "project HYDROPUMP", 0.45),),
)

Ask = Callable[[str], list[Any]]


@pytest.fixture
def ask(graph: Graph) -> Ask:
    """Run a query of one column and return its values; the graph has the two terms of this file."""
    sync_vocabulary(graph, [PUMPS, HYDRO])
    return lambda query: graph.read(lambda tx: tx.run(query).value())


@pytest.mark.usefixtures("ask")
def test_rows_come_back_as_they_were_written(graph: Graph) -> None:
    summary = write_rows(graph, ROWS)
    assert read_rows(graph) == replace(ROWS, source="graph")
    assert (summary.total.created, summary.total.changed, summary.is_changed) == (11, 0, True)
    assert graph_version(graph) == summary.version


@pytest.mark.usefixtures("ask")
def test_writing_the_same_again_changes_nothing(graph: Graph) -> None:
    first = write_rows(graph, ROWS)
    second = write_rows(graph, ROWS)
    assert (second.is_changed, second.total.unchanged) == (False, 11)
    assert second.version == first.version == graph_version(graph)


def test_of_what_is_told_twice_in_one_write_the_later_counts_and_there_is_one(graph: Graph, ask: Ask) -> None:
    coordinated = Participation(ROSSI.id, HYDROPUMP.id, ParticipationRole.COORDINATOR, 1)
    summary = write_rows(
        graph,
        GraphRows(
            "test",
            (ROSSI, replace(ROSSI, city="Como")),
            (HYDROPUMP, replace(HYDROPUMP, title="Later")),
            (replace(coordinated, role=ParticipationRole.PARTICIPANT), coordinated),
        ),
    )
    assert ask("MATCH (n:Organisation) RETURN n.city") == ["Como"]
    assert ask("MATCH (n:Project) RETURN n.title") == ["Later"]
    assert ask("MATCH (:Organisation)-[tie:TOOK_PART_IN]->() RETURN tie.role + ' by ' + tie.source") == [
        "coordinator by test"
    ]
    assert (summary.counts["participations"].created, summary.counts["participations"].changed) == (1, 1)


def test_ties_of_new_and_known_projects_come_in_one_write(graph: Graph, ask: Ask) -> None:
    write_rows(graph, GraphRows("first", (ROSSI,), (HYDROPUMP,), (Participation(ROSSI.id, HYDROPUMP.id),)))
    another = replace(HYDROPUMP, id="2", acronym="SECOND")
    ties = [Participation(one.id, project.id) for one in (ROSSI, NTNU) for project in (HYDROPUMP, another)]
    summary = write_rows(graph, GraphRows("second", (ROSSI, NTNU), (HYDROPUMP, another), tuple(ties)))
    assert (summary.counts["participations"].created, summary.counts["participations"].unchanged) == (3, 1)
    assert ask("MATCH (o)-[tie:TOOK_PART_IN]->(p) RETURN o.name + p.id + tie.source ORDER BY o.name, p.id") == [
        f"{NTNU.name}{another.id}second",
        f"{NTNU.name}{HYDROPUMP.id}second",
        f"{ROSSI.name}{another.id}second",
        f"{ROSSI.name}{HYDROPUMP.id}first",
    ]


@pytest.mark.usefixtures("ask")
def test_what_a_source_does_not_say_erases_nothing(graph: Graph) -> None:
    write_rows(graph, ROWS)
    sparse = GraphRows("other", (Organisation(ROSSI.id, ROSSI.name),), (Project(HYDROPUMP.id, HYDROPUMP.acronym),))
    assert not write_rows(graph, sparse).is_changed
    assert read_rows(graph) == replace(ROWS, source="graph")


def test_a_guessed_kind_does_not_replace_a_stated_one(graph: Graph, ask: Ask) -> None:
    guessed = replace(NTNU, kind=OrganisationKind.FIRM, kind_evidence=KindEvidence.NAME)
    write_rows(graph, GraphRows("a", (guessed,)))
    assert ask("MATCH (n:Firm) RETURN n.id") == [NTNU.id]
    write_rows(graph, GraphRows("a", (NTNU,)))
    write_rows(graph, GraphRows("a", (guessed,)))
    assert ask("MATCH (n:Firm) RETURN n.id") == []
    assert ask("MATCH (n:University:Organisation) RETURN n.kind") == ["university"]


@pytest.mark.parametrize("kind", list(OrganisationKind))
def test_the_second_label_follows_the_kind(graph: Graph, ask: Ask, kind: OrganisationKind) -> None:
    write_rows(graph, GraphRows("a", (replace(ROSSI, kind=OrganisationKind.PUBLIC_BODY),)))
    write_rows(graph, GraphRows("a", (replace(ROSSI, kind=kind),)))
    labels = {"firm": "Firm", "university": "University", "research_centre": "ResearchCentre"}
    labels |= {"public_body": "PublicBody", "association": "Association"}
    expected = {"Organisation", labels[kind]} if kind in labels else {"Organisation"}
    assert set(ask("MATCH (n:Organisation) RETURN labels(n)")[0]) == expected


def test_places_calls_and_the_words_of_capabilities_follow(graph: Graph, ask: Ask) -> None:
    write_rows(graph, ROWS)
    assert ask("MATCH (:Firm)-[:LOCATED_IN]->(r)-[:PART_OF]->(c) RETURN r.id + ' ' + c.id") == ["ITC4 IT"]
    assert ask("MATCH (:Cluster)-[:LOCATED_IN]->(r) RETURN r.id") == ["ITC4"]
    assert ask("MATCH (:Project)-[:PART_OF]->(c:FundingCall) RETURN c.id") == ["H2020-LCE-2015"]
    assert ask("MATCH (n:Firm) RETURN n.capability_text") == [["Pumps", "Pompe"]]
    write_rows(graph, GraphRows("test", (replace(ROSSI, region="ITC1"),), (replace(HYDROPUMP, call="OTHER"),)))
    assert ask("MATCH (:Firm)-[:LOCATED_IN]->(r) RETURN r.id") == ["ITC1"]
    assert ask("MATCH (:Project)-[:PART_OF]->(c:FundingCall) RETURN c.id") == ["OTHER"]


def test_a_node_says_where_it_is_from_and_when_it_was_seen(graph: Graph, ask: Ask) -> None:
    write_rows(graph, ROWS)
    write_rows(graph, replace(ROWS, source="second"))
    seen = "MATCH (n:Organisation|Project|Cluster) RETURN n.source = 'test' AND n.first_seen < n.last_seen"
    assert ask(seen) == [True] * 4


@pytest.mark.usefixtures("ask")
def test_tags_that_a_source_no_longer_gives_go_and_those_of_others_stay(graph: Graph) -> None:
    write_rows(graph, ROWS)
    write_rows(graph, replace(ROWS, source="second", project_tags=()))
    hydro = CapabilityTag(ROSSI.id, "hydropower", "project HYDROPUMP", 0.2)
    removed = write_rows(graph, replace(ROWS, organisation_tags=(hydro,)))
    assert removed.removed == 1
    assert [tag.capability_id for tag in read_rows(graph).organisation_tags] == ["pumps", "hydropower"]
    write_rows(graph, replace(ROWS, source="second", organisation_tags=(hydro,)))
    assert read_rows(graph).organisation_tags == (hydro,)


@pytest.mark.usefixtures("ask")
def test_of_two_sources_tags_the_stronger_is_told(graph: Graph) -> None:
    stronger = CapabilityTag(ROSSI.id, "pumps", "stated by the list", 1.0)
    write_rows(graph, ROWS)
    write_rows(graph, GraphRows("list", organisation_tags=(stronger,)))
    assert read_rows(graph).organisation_tags == (stronger,)


UNKNOWN = {
    "participation": GraphRows("a", (ROSSI,), participations=(Participation(ROSSI.id, "nowhere"),)),
    "participation of a new project": GraphRows("a", (ROSSI,), (HYDROPUMP,), (Participation("nowhere", HYDROPUMP.id),)),
    "membership": GraphRows("a", (ROSSI,), memberships=(Membership(ROSSI.id, "nowhere"),)),
    "project tag": GraphRows("a", (ROSSI,), project_tags=(CapabilityTag("nowhere", "pumps", "-"),)),
    "capability": GraphRows("a", (ROSSI,), organisation_tags=(CapabilityTag(ROSSI.id, "nothing", "-"),)),
}


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize("case", UNKNOWN)
def test_a_tie_to_nothing_is_refused_and_nothing_is_written(graph: Graph, case: str) -> None:
    before = graph_version(graph)
    with pytest.raises(UnknownRowError, match=r"not known \((nowhere|nothing)\)"):
        write_rows(graph, UNKNOWN[case])
    assert read_rows(graph).organisations == ()
    assert graph_version(graph) == before


@pytest.mark.usefixtures("ask")
@pytest.mark.parametrize("part", [1, 2, 3])
def test_all_rows_are_the_same_in_however_small_parts_they_are_read(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    write_rows(graph, ROWS)
    whole = read_rows(graph)
    monkeypatch.setattr(read, "PART", part)
    assert read_rows(graph) == whole


@pytest.mark.usefixtures("ask")
def test_what_another_program_wrote_comes_where_everything_is_read(graph: Graph) -> None:
    write_rows(graph, ROWS)
    graph.write(lambda tx: tx.run("MATCH (n) REMOVE n.changed_at").consume())
    assert {row.id for row in read_rows(graph).organisations} == {ROSSI.id, NTNU.id}


@pytest.mark.usefixtures("ask")
def test_changes_are_what_was_written_after_a_version_with_its_ties(graph: Graph) -> None:
    version = write_rows(graph, ROWS).version
    nothing = read_changes(graph, version)
    assert (nothing.version, nothing.rows, nothing.needs_full_read) == (version, GraphRows("graph"), False)
    write_rows(graph, GraphRows("test", (replace(ROSSI, city="Lodi"),)))
    changes = read_changes(graph, version)
    assert [(row.id, row.city) for row in changes.rows.organisations] == [(ROSSI.id, "Lodi")]
    assert changes.rows.memberships == ROWS.memberships
    assert changes.rows.organisation_tags == ROWS.organisation_tags
    assert (changes.rows.projects, changes.rows.participations) == ((), ())


@pytest.mark.usefixtures("ask")
def test_a_new_participant_brings_its_project_with_all_ties(graph: Graph) -> None:
    version = write_rows(graph, ROWS).version
    newcomer = Organisation("999999003", "Newcomer")
    tie = Participation(newcomer.id, HYDROPUMP.id, order=3)
    write_rows(graph, GraphRows("test", (newcomer,), participations=(tie,)))
    rows = read_changes(graph, version).rows
    assert rows.organisations == (newcomer,)
    assert rows.projects == (HYDROPUMP,)
    assert rows.participations == (*ROWS.participations, tie)


def test_another_database_or_a_new_vocabulary_needs_a_full_read(graph: Graph, ask: Ask) -> None:
    version = write_rows(graph, ROWS).version
    assert read_changes(graph, version + 10_000_000).needs_full_read
    assert not sync_vocabulary(graph, [PUMPS, HYDRO]).is_changed
    assert not read_changes(graph, version).needs_full_read
    summary = sync_vocabulary(graph, [replace(PUMPS, stage="machine")])
    assert (summary.counts["capabilities"].changed, summary.removed) == (1, 1)
    assert read_changes(graph, version).needs_full_read
    assert ask("MATCH (n:Capability) RETURN n.id + ' ' + n.stage") == ["pumps machine"]


def test_the_vocabulary_has_labels_codes_and_links(ask: Ask) -> None:
    pumps = "MATCH (n:Capability {id: 'pumps'}) RETURN [n.label_en, n.label_it, n.code_cpc, n.synonyms[0]]"
    assert ask(pumps) == [["Pumps", "Pompe", "F04", "pumping"]]
    assert sorted(ask("MATCH (a)-[t:BROADER|FEEDS]->(b) RETURN a.id + type(t) + b.id")) == [
        "hydropowerBROADERpumps",
        "hydropowerFEEDSpumps",
    ]


def test_vectors_are_set_without_a_new_version(graph: Graph, ask: Ask) -> None:
    version = write_rows(graph, ROWS).version
    told = write_vectors(graph, "model", [(ROSSI.id, "hash", [0.5] * 384), ("nowhere", "hash", [0.5] * 384)])
    assert told == 1
    assert graph_version(graph) == version
    assert ask("MATCH (n:Firm) RETURN [n.embedding[0], n.text_hash, n.embedding_model]") == [[0.5, "hash", "model"]]


def test_an_import_is_on_record_once(graph: Graph, ask: Ask) -> None:
    stamp = ImportStamp("test", "abc")
    assert not was_imported(graph, stamp)
    for _ in range(2):
        write_rows(graph, ROWS, stamp=stamp)
    assert was_imported(graph, stamp)
    assert ask("MATCH (n:Import) RETURN [n.source, n.created, n.unchanged]") == [["test", 0, 11]]


def test_a_persons_decision_that_two_are_one_is_remembered(graph: Graph, ask: Ask) -> None:
    listed = Organisation("vat:IT00743110157", "Rossi Pompe")
    write_rows(graph, ROWS)
    before = write_rows(graph, GraphRows("list", (listed,))).version
    write_rows(graph, GraphRows("list", (replace(listed, id=ROSSI.id),)), same_as={listed.id: ROSSI.id})
    assert read_other_ids(graph) == {listed.id: ROSSI.id}
    assert ask("MATCH (n:Organisation) RETURN n.id ORDER BY n.id") == [ROSSI.id, NTNU.id]
    changes = read_changes(graph, before)
    assert (changes.removed, changes.needs_full_read) == ((listed.id,), False)
    assert read_changes(graph, changes.version).removed == ()


@pytest.mark.usefixtures("ask")
def test_of_very_many_that_went_the_first_are_forgotten_and_everything_is_to_be_read(graph: Graph) -> None:
    before = write_rows(graph, ROWS).version
    versions = [graph.write(lambda tx, at=at: _removed(tx, at)) for at in range(2)]  # type: ignore[misc]  # at is a number
    assert read_changes(graph, before).needs_full_read
    later = read_changes(graph, versions[0])
    assert (later.needs_full_read, len(later.removed)) == (False, 600)


def _removed(tx: ManagedTransaction, at: int) -> int:
    return end_write(tx, begin_write(tx), is_changed=True, removed=[f"{at} {row}" for row in range(600)])


@pytest.mark.usefixtures("ask")
def test_a_dry_run_tells_what_it_would_do_and_does_nothing(graph: Graph) -> None:
    told = write_rows(graph, ROWS, dry_run=True)
    assert (told.total.created, told.is_changed) == (11, True)
    assert read_rows(graph) == GraphRows("graph")
    assert graph_version(graph) < told.version


@pytest.mark.usefixtures("ask")
def test_identities_tell_public_ids_and_clusters(graph: Graph) -> None:
    write_rows(graph, ROWS)
    rossi = next(identity for identity in read_identities(graph) if identity.id == ROSSI.id)
    assert (rossi.name, rossi.country, rossi.pic, rossi.vat) == (ROSSI.name, "IT", ROSSI.pic, ROSSI.vat)
    assert rossi.clusters == (LOMBARDY.id,)


HOSTILE = [
    "`x`",
    "'}) DETACH DELETE n //",
    '"; MATCH (n) DETACH DELETE n',
    "🙂🏭",
    "شركة الطاقة",
    "=cmd()",
    "$rows",
    "\\u0027",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_looks_like_code_is_data(graph: Graph, name: str) -> None:
    row = Organisation(id=name, name=name, description=name, city=name, country=name, region=name)
    write_rows(graph, GraphRows(name, (row,), clusters=(Cluster(name, {"en": name}),)))
    write_rows(graph, GraphRows(name, memberships=(Membership(name, name),)))
    rows = read_rows(graph)
    assert rows.organisations == (row,)
    assert rows.memberships == (Membership(name, name),)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=8, unique=True))
def test_any_text_survives_writing_and_reading(graph: Graph, texts: list[str]) -> None:
    given_rows = {text: Organisation(id=text, name=text, description=text) for text in texts}
    write_rows(graph, GraphRows("any", tuple(given_rows.values())))
    there = {row.id: row for row in read_rows(graph).organisations}
    assert {text: there[text] for text in texts} == given_rows


@pytest.mark.usefixtures("ask")
def test_a_cluster_that_joins_a_network_has_changed_and_stays_in_its_others(graph: Graph) -> None:
    before = write_rows(graph, ROWS).version
    joined = GraphRows(
        "test", networks=(Network("heat", "Heat Network"),), clusters=(Cluster(LOMBARDY.id, {}, networks=("heat",)),)
    )
    write_rows(graph, joined)
    changes = read_changes(graph, before).rows
    assert [cluster.networks for cluster in changes.clusters] == [("heat", "power")]
    assert [network.id for network in changes.networks] == ["heat"]
    assert not write_rows(graph, joined).is_changed


@pytest.mark.usefixtures("ask")
def test_a_network_that_is_not_there_is_named(graph: Graph) -> None:
    with pytest.raises(UnknownRowError, match=r"cluster networks name ids that are not known \(nowhere\)"):
        write_rows(graph, GraphRows("test", clusters=(Cluster("c", {"en": "C"}, networks=("nowhere",)),)))
