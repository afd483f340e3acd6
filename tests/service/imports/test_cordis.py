from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph_schema.records import (
    KindEvidence,
    Organisation,
    OrganisationKind,
    Participation,
    ParticipationRole,
    Project,
)
from matchers.corpus import CapabilityRow
from matchers.tagging import Tagger
from service.imports.cordis import read_cordis
from service.imports.errors import ImportFileError, ImportRowsError

PROJECT_HEADER = "id;acronym;title;startDate;endDate;topics;masterCall;fundingScheme;frameworkProgramme;objective;extra"
PROJECTS = [
    '700001;HYDROPUMP;"Pumps for; hydropower";2016-01-01;2019-12-31;LCE-02-2015;H2020-LCE;RIA;H2020;"Two\nlines";x',
    "700002;SUN;;2018-01-01;;;;;;;",
]
ORGANISATION_HEADER = (
    "projectID;organisationID;vatNumber;name;SME;activityType;"
    "city;country;nutsCode;geolocation;organizationURL;order;role"
)
ORGANISATIONS = [
    "700001;999999001;MISSING;ROSSI SRL;true;PRC;Milano;IT;ITC4;45.46,9.19;www.rossi.example;1;coordinator",
    "700001;999999002;EL094259216;ETHNIKO;;HES;;EL;;;not a page;2;participant",
    "700001;N:04090f1ac8;;OSLO KOMMUNE;;;;;;;;3;thirdParty",
    "700002;999999001;;Rossi S.r.l.;false;;Lodi;IT;;;;1;coordinator",
    "700002;999999003;;ENERGY CLUSTER ASSOCIATION;;OTH;;UK;;;;2;participant",
]

PUMPS = CapabilityRow("pumps", {"en": "Pump"}, "component")


def write(folder: Path, projects: list[str], organisations: list[str], encoding: str = "utf-8") -> Path:
    (folder / "project.csv").write_text("\n".join([PROJECT_HEADER, *projects]) + "\n", encoding=encoding)
    text = "\n".join([ORGANISATION_HEADER, *organisations]) + "\n"
    (folder / "organization.csv").write_text(text, encoding=encoding)
    return folder


def test_projects_organisations_and_who_took_part_are_read(tmp_path: Path) -> None:
    rows = read_cordis(write(tmp_path, PROJECTS, ORGANISATIONS))
    assert rows.projects[0] == Project(
        id="700001",
        acronym="HYDROPUMP",
        title="Pumps for; hydropower",
        objective="Two\nlines",
        start=date(2016, 1, 1),
        end=date(2019, 12, 31),
        topics=("LCE-02-2015",),
        call="H2020-LCE",
        funding_scheme="RIA",
        programme="H2020",
    )
    assert rows.participations[:3] == (
        Participation("999999001", "700001", ParticipationRole.COORDINATOR, 1),
        Participation("999999002", "700001", ParticipationRole.PARTICIPANT, 2),
        Participation("N:04090f1ac8", "700001", ParticipationRole.PARTICIPANT, 3),
    )
    assert rows.project_tags == rows.organisation_tags == ()


def test_codes_kinds_and_public_ids_are_understood(tmp_path: Path) -> None:
    told = {row.id: row for row in read_cordis(write(tmp_path, PROJECTS, ORGANISATIONS)).organisations}
    greek, oslo, cluster = told["999999002"], told["N:04090f1ac8"], told["999999003"]
    assert (greek.country, greek.vat, greek.website, greek.pic) == ("GR", "EL094259216", None, "999999002")
    assert (greek.kind, greek.kind_evidence) == (OrganisationKind.UNIVERSITY, KindEvidence.STATED)
    assert (oslo.kind, oslo.kind_evidence) == (OrganisationKind.PUBLIC_BODY, KindEvidence.NAME)
    assert (oslo.pic, oslo.country) == (None, None)
    assert (cluster.kind, cluster.country) == (OrganisationKind.ASSOCIATION, "GB")


def test_of_several_rows_the_most_frequent_then_the_latest_value_wins(tmp_path: Path) -> None:
    expected = Organisation(
        id="999999001",
        name="Rossi S.r.l.",
        kind=OrganisationKind.FIRM,
        kind_evidence=KindEvidence.STATED,
        country="IT",
        region="ITC4",
        city="Lodi",
        latitude=45.46,
        longitude=9.19,
        website="http://www.rossi.example",
        is_sme=False,
        pic="999999001",
    )
    forwards = read_cordis(write(tmp_path, PROJECTS, ORGANISATIONS)).organisations
    backwards = read_cordis(write(tmp_path, PROJECTS[::-1], ORGANISATIONS[::-1])).organisations
    assert expected in forwards
    assert set(forwards) == set(backwards)
    third = ORGANISATIONS[0].replace("700001", "700003")
    more = read_cordis(write(tmp_path, [*PROJECTS, "700003;OLD;;2014-01-01;;;;;;;"], [*ORGANISATIONS, third]))
    assert replace(expected, name="ROSSI SRL", city="Milano", is_sme=True) in more.organisations


def test_projects_and_their_organisations_are_tagged_with_evidence(tmp_path: Path) -> None:
    rows = read_cordis(write(tmp_path, PROJECTS, ORGANISATIONS), Tagger([PUMPS]))
    assert [(tag.subject_id, tag.capability_id) for tag in rows.project_tags] == [("700001", "pumps")]
    assert "Pump" in rows.project_tags[0].evidence
    assert {tag.subject_id for tag in rows.organisation_tags} == {"999999001", "999999002", "N:04090f1ac8"}
    assert all(0 < tag.strength < rows.project_tags[0].strength for tag in rows.organisation_tags)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_encodings_make_no_difference(tmp_path: Path, encoding: str) -> None:
    rows = read_cordis(write(tmp_path, PROJECTS, ["700001;999999001;;Società Ähnlich;;;;IT;;;;1;x"], encoding))
    assert rows.organisations[0].name == "Società Ähnlich"


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    write(tmp_path, PROJECTS, ORGANISATIONS)
    (tmp_path / "organization.csv").unlink()
    with pytest.raises(ImportFileError, match=r"has no organization\.csv"):
        read_cordis(tmp_path)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    write(tmp_path, PROJECTS, ORGANISATIONS)
    (tmp_path / "organization.csv").write_text("projectID;name\n1;x\n")
    with pytest.raises(ImportFileError, match="lacks the columns organisationID, country, role"):
        read_cordis(tmp_path)


def test_every_wrong_row_is_told_with_its_line_and_what_to_do(tmp_path: Path) -> None:
    projects = [PROJECTS[0], "700002;SUN;;someday;;;;;;;", ";NAMELESS;;;;;;;;;", PROJECTS[0]]
    organisations = [
        "700001;999999001;;X;;PRC;;Atlantis;;;;1;coordinator",
        "700001;999999002;;;;ABC;;IT;;far away;;2;participant",
        "700009;999999003;;Y;;;;;;;;1;participant",
    ]
    with pytest.raises(ImportRowsError) as refused:
        read_cordis(write(tmp_path, projects, organisations))
    told = [(error.file, error.line, error.column) for error in refused.value.errors]
    assert told == [
        ("project.csv", 4, "startDate"),
        ("project.csv", 5, "id"),
        ("project.csv", 6, "id"),
        ("organization.csv", 2, "country"),
        ("organization.csv", 3, "name"),
        ("organization.csv", 3, "activityType"),
        ("organization.csv", 3, "geolocation"),
        ("organization.csv", 4, "projectID"),
    ]
    assert "write it as 2026-11-22" in refused.value.errors[0].problem
    assert "fill it in" in refused.value.errors[1].problem


def test_no_more_errors_are_listed_than_a_person_reads(tmp_path: Path) -> None:
    organisations = [f"700001;{number};;X;;;;Atlantis;;;;1;x" for number in range(500)]
    with pytest.raises(ImportRowsError, match="200 or more rows") as refused:
        read_cordis(write(tmp_path, PROJECTS, organisations))
    assert len(refused.value.errors) == 200
