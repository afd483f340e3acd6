"""Whole imports into a real Neo4j."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph_schema.connection import Graph
from graph_schema.records import Cluster, GraphRows, Membership, Organisation
from graph_schema.store import graph_version, read_rows, sync_vocabulary, write_rows
from service.imports.decisions import duplicates_as_table, read_decisions
from service.imports.duplicates import SAME_NAME, SAME_PIC, SAME_VAT, Duplicate
from service.imports.errors import ImportFileError, ImportRowsError
from service.imports.limits import FileLimits
from service.imports.ready import MembersRequest, networks_told
from service.imports.report import ImportReport
from service.imports.run import UploadedFile, import_cordis, import_members

LIMITS = FileLimits(bytes=100_000)
CLUSTER = "lombardy-energy"
PROJECTS = "id;acronym;title;startDate\n700001;HYDROPUMP;Pumps for hydropower;2016-01-01\n"
ORGANISATIONS = (
    "projectID;organisationID;name;country;role;vatNumber\n"
    "700001;999999001;ROSSI POMPE SRL;IT;coordinator;IT00743110157\n"
    "700001;N:04090f1ac8;Rossi Pompe;IT;participant;\n"
)
LIST = "name;vat;pic;capabilities\nRossi Pompe S.p.A.;00743110157;;pumps\nVerdi;;;\n"


@pytest.fixture
def filled(graph: Graph, tmp_path: Path) -> Graph:
    """The graph with the vocabulary and the two tables above."""
    sync_vocabulary(graph)
    import_cordis(graph, tables(tmp_path))
    return graph


def tables(folder: Path, projects: str = PROJECTS, organisations: str = ORGANISATIONS) -> Path:
    (folder / "project.csv").write_text(projects, encoding="utf-8")
    (folder / "organization.csv").write_text(organisations, encoding="utf-8")
    return folder


def members(
    graph: Graph, text: str = LIST, *, decisions: str | None = None, dry_run: bool = False, named: bool = True
) -> ImportReport:
    request = MembersRequest(
        cluster_id=CLUSTER,
        cluster_names={"en": "Lombardy"} if named else {},
        country="Italia",
        decisions=decisions.encode() if decisions else None,
        dry_run=dry_run,
    )
    return import_members(graph, UploadedFile(text.encode(), "soci.csv", LIMITS), request)


def test_who_answers_for_one_cluster_is_not_told_of_anothers_members_nor_merges_with_them(filled: Graph) -> None:
    """What is in no cluster is known to all; what is in another cluster alone is not there for this import."""
    theirs = GraphRows(
        "abroad",
        organisations=(Organisation("theirs", "Verdi", country="IT"),),
        clusters=(Cluster("abroad", {"en": "Abroad"}), Cluster(CLUSTER, {"en": "Lombardy"})),
        memberships=(Membership("theirs", "abroad"),),
    )
    write_rows(filled, theirs)
    file, request = UploadedFile(LIST.encode(), "soci.csv", LIMITS), MembersRequest(CLUSTER, country="Italia")
    everyone = import_members(filled, file, replace(request, dry_run=True))
    own = import_members(filled, file, replace(request, dry_run=True), within=frozenset({CLUSTER}))
    assert {pair.other.id for pair in everyone.duplicates} == {"999999001", "N:04090f1ac8", "theirs"}
    assert {pair.other.id for pair in own.duplicates} == {"999999001", "N:04090f1ac8"}
    claim = replace(request, decisions=f"id;same_as\n{CLUSTER}:name:verdi;theirs\n".encode())
    with pytest.raises(ImportRowsError, match="no organisation 'theirs'"):
        import_members(filled, file, claim, within=frozenset({CLUSTER}))


def pairs(found: tuple[Duplicate, ...]) -> set[tuple[str, str, str]]:
    return {(pair.incoming.id, pair.other.id, pair.reason) for pair in found}


def test_cordis_tables_are_imported_once(filled: Graph, tmp_path: Path) -> None:
    before = graph_version(filled)
    report = import_cordis(filled, tmp_path)
    assert (report.summary.is_changed, graph_version(filled)) == (False, before)
    assert (report.found["organisations"], report.found["participations"]) == (2, 2)
    assert report.found["project tags"] >= 2
    assert pairs(report.duplicates) == {("N:04090f1ac8", "999999001", SAME_NAME)}


def test_a_table_with_one_wrong_row_leaves_the_graph_as_it_was(filled: Graph, tmp_path: Path) -> None:
    before, wrong = read_rows(filled), ORGANISATIONS + "700001;999999009;Bianchi;Atlantis;participant;\n"
    with pytest.raises(ImportRowsError):
        import_cordis(filled, tables(tmp_path, organisations=wrong))
    assert read_rows(filled) == before


def test_members_come_beside_what_is_there_and_likely_duplicates_are_told(filled: Graph) -> None:
    report = members(filled)
    own = f"{CLUSTER}:vat:IT00743110157"
    assert pairs(report.duplicates) == {(own, "999999001", SAME_VAT), (own, "N:04090f1ac8", SAME_NAME)}
    rows = read_rows(filled)
    assert {row.id for row in rows.organisations} == {"999999001", "N:04090f1ac8", own, f"{CLUSTER}:verdi"}
    assert rows.memberships == (Membership(own, CLUSTER), Membership(f"{CLUSTER}:verdi", CLUSTER))
    assert [tag for tag in rows.organisation_tags if tag.subject_id == own and tag.strength == 1.0]


def test_the_same_list_again_changes_nothing(filled: Graph) -> None:
    members(filled)
    before = graph_version(filled)
    assert not members(filled).summary.is_changed
    assert not members(filled, named=False).summary.is_changed
    assert graph_version(filled) == before


def test_a_dry_run_tells_the_same_and_writes_nothing(filled: Graph) -> None:
    before = read_rows(filled)
    tried = members(filled, dry_run=True)
    assert (tried.is_dry_run, read_rows(filled)) == (True, before)
    done = members(filled)
    assert (tried.found, tried.duplicates, tried.notices) == (done.found, done.duplicates, done.notices)
    assert tried.summary.counts == done.summary.counts


def test_duplicates_that_a_person_decides_on_are_one_from_then_on(filled: Graph) -> None:
    told = members(filled, dry_run=True).duplicates
    rows = duplicates_as_table(told).splitlines()
    decisions = "\n".join([rows[0], next(row for row in rows if SAME_VAT in row)])
    members(filled, decisions=decisions)
    assert not members(filled).summary.is_changed
    after = read_rows(filled)
    assert {row.id for row in after.organisations} == {"999999001", "N:04090f1ac8", f"{CLUSTER}:verdi"}
    assert Membership("999999001", CLUSTER) in after.memberships


def test_a_decision_after_an_import_takes_the_lists_own_organisation_away(filled: Graph) -> None:
    members(filled)
    members(filled, decisions=f"id;same_as\n{CLUSTER}:vat:IT00743110157;999999001\n")
    assert {row.id for row in read_rows(filled).organisations} == {"999999001", "N:04090f1ac8", f"{CLUSTER}:verdi"}


def test_two_rows_that_are_one_organisation_complete_each_other(filled: Graph) -> None:
    text = "name;vat;city\nRossi;00743110157;\nRossi Pompe;;Milano\n"
    own = f"{CLUSTER}:vat:IT00743110157;999999001\n{CLUSTER}:rossi-pompe;999999001\n"
    members(filled, text, decisions="id;same_as\n" + own)
    (rossi,) = (row for row in read_rows(filled).organisations if row.id == "999999001")
    assert (rossi.name, rossi.city) == ("Rossi", "Milano")
    assert not members(filled, text).summary.is_changed


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ("id;same_as\nx;nowhere\n", "no organisation 'nowhere'"),
        ("id;same_as\nx;999999001\nx;N:04090f1ac8\n", "cannot be two"),
    ],
)
def test_decisions_that_cannot_be_are_refused(filled: Graph, decisions: str, reason: str) -> None:
    with pytest.raises(ImportRowsError, match=reason):
        members(filled, decisions=decisions)
    with pytest.raises(ImportFileError, match="columns id and same_as"):
        members(filled, decisions="a;b\n1;2\n")


def test_duplicates_within_a_list_are_told(filled: Graph) -> None:
    text = "name;vat;pic\nBianchi Srl;;\nBIANCHI S.P.A.;;\nNeri;;999999001\nNeri due;;999999001\n"
    found = pairs(members(filled, text).duplicates)
    assert (f"{CLUSTER}:bianchi-s-p-a", f"{CLUSTER}:bianchi-srl", SAME_NAME) in found
    assert (f"{CLUSTER}:pic:999999001", "999999001", SAME_PIC) in found
    assert (f"{CLUSTER}:pic:999999001:neri-due", f"{CLUSTER}:pic:999999001", SAME_PIC) in found


def test_what_was_left_out_is_told(filled: Graph) -> None:
    members(filled)
    notices = " ".join(members(filled, "name;fax;capabilities\nVerdi;1;unicorns\n").notices)
    assert "columns are not used: fax." in notices
    assert "'unicorns' (line 2)" in notices
    assert "stay members: Rossi Pompe S.p.A." in notices


def test_a_cluster_that_is_not_there_needs_a_name(filled: Graph) -> None:
    with pytest.raises(ImportFileError, match="Give its name too"):
        members(filled, named=False)
    assert read_rows(filled).clusters == ()


@pytest.mark.parametrize("name", ["`x`", "'}) DETACH DELETE n //", "=cmd()", "🙂", "شركة الطاقة", "-1+2"])
def test_names_are_data_on_the_whole_way(filled: Graph, name: str) -> None:
    cell = name.replace('"', '""')
    members(filled, f'name;city\n"{cell}";"{cell}"\n')
    members(filled, f'name;city\n"{cell}";"{cell}"\n')
    assert name in {row.name for row in read_rows(filled).organisations}


@pytest.mark.parametrize("name", ["=cmd()", "\uff1dcmd()", "|cmd()"])
def test_names_that_look_like_formulas_are_no_formulas_in_the_list_of_duplicates(graph: Graph, name: str) -> None:
    sync_vocabulary(graph)
    write_rows(graph, GraphRows("a", (Organisation("1", name, country="IT"),)))
    table = duplicates_as_table(members(graph, f"name\n{name}\n").duplicates)
    assert "'" in table
    assert f";{name}" not in table
    assert read_decisions(table.encode(), "x.csv", LIMITS, {"1"}) == {f"{CLUSTER}:cmd": "1"}


def test_a_cluster_can_be_told_to_be_part_of_networks(filled: Graph) -> None:
    for options in (("power=Power Network",), ("power",)):
        request = MembersRequest(CLUSTER, {"en": "Lombardy"}, "IT", networks=networks_told(options))
        import_members(filled, UploadedFile(LIST.encode(), "soci.csv", LIMITS), request)
    rows = read_rows(filled)
    assert [network.name for network in rows.networks] == ["Power Network"]
    assert [cluster.networks for cluster in rows.clusters] == [("power",)]


def test_an_id_that_no_network_can_have_is_refused_with_what_to_write() -> None:
    with pytest.raises(ImportFileError, match="as in clean-power-network=Clean Power Network"):
        networks_told(["Power Network"])
