"""The seed data as shipped: complete, consistent, without texts that are not ours; and the script that makes it."""

import csv
import itertools
from pathlib import Path

import pytest

from graph_schema.call_topics import call_topics
from graph_schema.vocabulary import capabilities
from matchers.tagging import MOST
from seed_data.build import (
    HERE,
    MEMBER_COLUMNS,
    PARTICIPATION_COLUMNS,
    PROJECT_COLUMNS,
    TAG_COLUMNS,
    Row,
    SeedDataError,
    build,
    read_table,
    write_table,
)
from service.imports.tagging import vocabulary_tagger

CORDIS = HERE / "cordis-h2020-energy"
PROJECTS = read_table(CORDIS / "project.csv", PROJECT_COLUMNS)
PARTICIPATIONS = read_table(CORDIS / "organization.csv", PARTICIPATION_COLUMNS)
TAGS = read_table(CORDIS / "project_capabilities.csv", TAG_COLUMNS)
CLUSTERS = read_table(HERE / "clusters.csv", ("id",))
MEMBERS = {row["id"]: read_table(HERE / row["id"] / "members.csv", MEMBER_COLUMNS) for row in CLUSTERS}
TABLES = sorted(HERE.rglob("*.csv"))
LONGEST_CELL = 600
"""Characters: a long title or cluster description; an objective has more."""


def test_it_has_all_members_their_projects_and_everyone_in_them() -> None:
    members = {row["organisationID"] for rows in MEMBERS.values() for row in rows}
    assert {name: len(rows) for name, rows in MEMBERS.items()} == {"lombardy-energy": 89, "norway-energy": 116}
    assert len(members) == 205
    assert len(PROJECTS) == len({row["id"] for row in PROJECTS}) == 316
    assert len(PARTICIPATIONS) == 4164
    assert len({row["organisationID"] for row in PARTICIPATIONS}) == 2581


def test_every_project_has_a_member_and_every_member_a_project() -> None:
    members = {row["organisationID"] for rows in MEMBERS.values() for row in rows}
    theirs = {row["projectID"] for row in PARTICIPATIONS if row["organisationID"] in members}
    assert theirs == {row["id"] for row in PROJECTS} == {row["projectID"] for row in PARTICIPATIONS}
    assert members <= {row["organisationID"] for row in PARTICIPATIONS}


def test_every_project_has_one_coordinator_and_nobody_twice() -> None:
    coordinated = [row["projectID"] for row in PARTICIPATIONS if row["role"] == "coordinator"]
    assert sorted(coordinated) == [row["id"] for row in PROJECTS]
    pairs = [(row["projectID"], row["organisationID"]) for row in PARTICIPATIONS]
    assert len(set(pairs)) == len(pairs)


def test_members_have_their_clusters_country_and_region_and_readable_places() -> None:
    for cluster in CLUSTERS:
        for row in MEMBERS[cluster["id"]]:
            assert (row["country"], row["region"]) == (cluster["country"], cluster["region"])
            assert row["name"]
            assert not row["city"].isupper()


def test_clusters_say_what_they_are_in_three_languages() -> None:
    names = {row["id"]: row["name_en"] for row in CLUSTERS}
    assert names == {
        "lombardy-energy": "Organisations of Lombardy in Horizon 2020 energy projects",
        "norway-energy": "Organisations of Norway in Horizon 2020 energy projects",
    }
    for row, language in itertools.product(CLUSTERS, ("en", "it", "no")):
        assert row[f"name_{language}"]
        assert "CORDIS" in row[f"description_{language}"]


def test_tags_name_terms_and_projects_that_exist_with_a_strength_and_evidence() -> None:
    terms, projects = {term.id for term in capabilities()}, {row["id"] for row in PROJECTS}
    for row in TAGS:
        assert row["capability"] in terms
        assert row["project"] in projects
        assert 0 < float(row["strength"]) <= 1
        assert row["evidence"].startswith(("title: ", "objective: ", "call topic: ", "acronym: "))
    pairs = [(row["project"], row["capability"]) for row in TAGS]
    assert len(set(pairs)) == len(pairs)


def test_evidence_from_a_title_is_in_that_title() -> None:
    titles = {row["id"]: " ".join(row["title"].casefold().split()) for row in PROJECTS}
    for row in TAGS:
        if row["evidence"].startswith('title: "'):
            assert row["evidence"].split('"')[1].casefold() in titles[row["project"]]


def test_tags_are_those_of_the_vocabulary_as_it_is_now() -> None:
    tagger = vocabulary_tagger()
    shipped: dict[str, list[Row]] = {}
    for row in TAGS:
        shipped.setdefault(row["project"], []).append(row)
    for project in PROJECTS:
        rows = shipped.get(project["id"], [])
        from_title = {row["capability"] for row in rows if row["evidence"].startswith("title")}
        if len(rows) < MOST:
            assert from_title == {tag.capability for tag in tagger.tag(project["title"], None)}, "build it again"


@pytest.mark.parametrize(
    ("acronym", "capability"),
    [
        ("HydroFlex", "hydropower"),
        ("NextWind", "airborne-wind-energy"),
        ("NextWave", "wave-energy"),
        ("FASTGRID", "superconducting-equipment"),
        ("BIOSURF", "biomethane"),
        ("TEStore", "thermal-storage"),
        ("ShipFC", "fuel-cells"),
        ("EVERYWH2ERE", "hydrogen-and-synthetic-fuels"),
        ("GeoWell", "drilling-and-wells"),
        ("SABANA", "algae"),
        ("TASIO", "waste-heat-recovery"),
        ("SHAR-LLM", "smart-cities"),
    ],
)
def test_well_known_projects_are_about_what_people_know_them_for(acronym: str, capability: str) -> None:
    identifiers = {row["id"] for row in PROJECTS if row["acronym"] == acronym}
    assert capability in {row["capability"] for row in TAGS if row["project"] in identifiers}


def test_a_project_without_a_text_is_about_what_its_call_topic_is_about() -> None:
    projects = {row["id"]: row for row in PROJECTS}
    told = {row["project"]: row["evidence"] for row in TAGS if row["evidence"].startswith("call topic: ")}
    assert told == {
        identifier: f"call topic: {project['topics']}"
        for identifier, project in projects.items()
        if identifier in told or (not project["title"] and project["topics"] in call_topics())
    }


def test_of_a_project_of_which_only_the_name_is_known_the_name_tells() -> None:
    projects = {row["id"]: row for row in PROJECTS}
    told = {projects[row["project"]]["acronym"]: row["capability"] for row in TAGS if "acronym: " in row["evidence"]}
    assert told == {
        "ERANet SmartGridPlus": "smart-grids",
        "CAIV_EPBD": "building-energy-performance",
        "CR-Compressor": "compressors",
    }
    assert not any(row["title"] for row in PROJECTS if row["acronym"] in told)


def test_at_least_four_in_five_projects_with_a_title_are_tagged() -> None:
    titled = {row["id"] for row in PROJECTS if row["title"]}
    assert len({row["project"] for row in TAGS}) >= 0.8 * len(titled)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: str(path.relative_to(HERE)))
def test_tables_are_plain_and_hold_no_long_texts(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    rows = list(csv.reader(raw.decode("utf-8").splitlines(), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "objective" not in rows[0]
    assert max(len(cell) for row in rows for cell in row) < LONGEST_CELL


@pytest.mark.parametrize("folder", [CORDIS.name, *MEMBERS])
def test_each_folder_tells_its_origin_and_licence(folder: str) -> None:
    told = (HERE / folder / "SOURCE.md").read_text(encoding="utf-8")
    for needed in ("© European Union, CORDIS", "CC BY 4.0", "2011/833/EU", "python -m seed_data.build"):
        assert needed in told


def small_extract(folder: Path, city: str = "MILANO") -> Path:
    """Write two projects, one of them with a member, as CORDIS would."""
    folder.mkdir()
    blank = dict.fromkeys((*PROJECT_COLUMNS, *PARTICIPATION_COLUMNS), "")
    projects: list[Row] = [
        {**blank, "id": "2", "acronym": "OURS", "title": "Heat pumps", "objective": "Biogas; a secret sentence."},
        {**blank, "id": "1", "acronym": "THEIRS", "title": "Wind farms", "objective": "Sun."},
    ]
    ties: list[Row] = [
        {**blank, "projectID": "2", "organisationID": "b", "name": "Other", "order": "10", "role": "participant"},
        {**blank, "projectID": "2", "organisationID": "a", "name": "Member", "order": "9", "role": "coordinator"},
        {**blank, "projectID": "1", "organisationID": "c", "name": "Stranger", "order": "1", "role": "coordinator"},
    ]
    member = {"org": "a", "name": "Member", "city": city, "activityType": "PRC", "cluster": "lombardy-energy"}
    write_table(folder / "project.csv", (*PROJECT_COLUMNS, "objective"), projects)
    write_table(folder / "organization.csv", PARTICIPATION_COLUMNS, ties)
    write_table(folder / "cluster_members.csv", tuple(member), [member])
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "seed"
    folder.mkdir()
    for name in ("clusters.csv", "places.csv"):
        (folder / name).write_bytes((HERE / name).read_bytes())
    return folder


def test_building_takes_members_projects_in_order_tags_them_and_leaves_objectives_behind(
    tmp_path: Path, target: Path
) -> None:
    counts = build(small_extract(tmp_path / "extract"), target)
    assert counts == {
        "cordis-h2020-energy/project.csv": 1,
        "cordis-h2020-energy/organization.csv": 2,
        "cordis-h2020-energy/project_capabilities.csv": 2,
        "lombardy-energy/members.csv": 1,
        "norway-energy/members.csv": 0,
    }
    assert [row["organisationID"] for row in read_table(target / CORDIS.name / "organization.csv", ())] == ["a", "b"]
    assert (target / "lombardy-energy" / "members.csv").read_text(encoding="utf-8") == (
        "organisationID;name;city;country;region\na;Member;Milano;IT;ITC4\n"
    )
    assert not [path for path in target.rglob("*.csv") if "secret" in path.read_text(encoding="utf-8")]


def test_building_twice_gives_the_same_bytes(tmp_path: Path, target: Path) -> None:
    extract = small_extract(tmp_path / "extract")
    build(extract, target)
    first = {path: path.read_bytes() for path in target.rglob("*.csv")}
    build(extract, target)
    assert {path: path.read_bytes() for path in target.rglob("*.csv")} == first


def test_a_city_that_has_no_readable_name_yet_is_told(tmp_path: Path, target: Path) -> None:
    with pytest.raises(SeedDataError, match="'ATLANTIS', the city of Member: add its readable name"):
        build(small_extract(tmp_path / "extract", city="ATLANTIS"), target)


def test_a_missing_table_or_column_is_told(tmp_path: Path, target: Path) -> None:
    with pytest.raises(SeedDataError, match=r"cluster_members\.csv is missing"):
        build(tmp_path, target)
    extract = small_extract(tmp_path / "extract")
    (extract / "project.csv").write_text("id;acronym\n", encoding="utf-8")
    with pytest.raises(SeedDataError, match="has no column"):
        build(extract, target)
