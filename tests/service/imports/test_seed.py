from pathlib import Path

import pytest

from graph_schema.connection import Graph
from graph_schema.records import Membership, Network
from graph_schema.store import read_rows, sync_vocabulary
from service.imports.errors import ImportFileError
from service.imports.seed import load_seed

FILES = {
    "clusters.csv": "id;name_en;name_it;description_en;country;region\nlombardy;Lombardy;Lombardia;All of it;IT;ITC4\n",
    "lombardy/members.csv": "organisationID;name;city;country;region\n999999001;ROSSI SRL;Milano;IT;ITC4\n",
    "cordis/project.csv": "id;acronym;title;startDate\n700001;HYDROPUMP;Pumps;2016-01-01\n",
    "cordis/organization.csv": (
        "projectID;organisationID;name;city;country;role\n700001;999999001;ROSSI SRL;MILANO;IT;coordinator\n"
    ),
    "cordis/project_capabilities.csv": 'project;capability;strength;evidence\n700001;pumps;0.750;"title: ""Pumps"""\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def vocabulary(graph: Graph) -> Graph:
    sync_vocabulary(graph)
    return graph


def test_clusters_members_projects_and_tags_are_loaded(vocabulary: Graph, folder: Path) -> None:
    assert load_seed(vocabulary, folder) is not None
    rows = read_rows(vocabulary)
    assert rows.clusters[0].names == {"en": "Lombardy", "it": "Lombardia"}
    assert rows.memberships == (Membership("999999001", "lombardy"),)
    assert (rows.organisations[0].city, rows.organisations[0].region) == ("Milano", "ITC4")
    assert [(tag.capability_id, tag.evidence) for tag in rows.project_tags] == [("pumps", 'title: "Pumps"')]
    assert [tag.capability_id for tag in rows.organisation_tags] == ["pumps"]


def test_the_same_files_are_loaded_once_and_changed_ones_again(vocabulary: Graph, folder: Path) -> None:
    load_seed(vocabulary, folder)
    assert load_seed(vocabulary, folder) is None
    file = folder / "lombardy" / "members.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Milano", "Lodi"), encoding="utf-8")
    summary = load_seed(vocabulary, folder)
    assert summary is not None
    assert (summary.total.created, summary.total.changed) == (0, 1)


def test_networks_are_loaded_where_the_seed_data_tells_of_any(vocabulary: Graph, folder: Path) -> None:
    load_seed(vocabulary, folder)
    assert read_rows(vocabulary).networks == ()
    (folder / "networks.csv").write_text("id;name;website\npower;Power Network;https://power.example\n")
    (folder / "clusters.csv").write_text("id;name_en;country;region;networks\nlombardy;Lombardy;IT;ITC4;power\n")
    load_seed(vocabulary, folder)
    rows = read_rows(vocabulary)
    assert rows.networks == (Network("power", "Power Network", "https://power.example"),)
    assert rows.clusters[0].networks == ("power",)


def test_a_file_that_is_missing_is_named(vocabulary: Graph, folder: Path) -> None:
    (folder / "lombardy" / "members.csv").unlink()
    with pytest.raises(ImportFileError, match=r"lacks members\.csv"):
        load_seed(vocabulary, folder)
    assert read_rows(vocabulary).projects == ()
