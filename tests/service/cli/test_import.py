"""`flask import`, as a person types it, into a real Neo4j."""

from pathlib import Path

import pytest
from click.testing import Result

from graph_schema.connection import Graph, GraphAddress
from graph_schema.store import read_rows, sync_vocabulary
from service.app import create_app
from tests.service.world import settings_over

CLUSTER = ("--cluster", "lombardy", "--cluster-name", "it=Energia Lombarda", "--cluster-name", "Energy of Lombardy")
LIST = "ragione sociale;p. iva;città\nRossi Pompe S.r.l.;00743110157;Milano\nROSSI POMPE SPA;;Milano\n"


class Terminal:
    """Types `flask import …` with the settings of the test's database."""

    def __init__(self, address: GraphAddress, folder: Path) -> None:
        self.folder = folder
        settings = settings_over(folder / "var", address, max_body_bytes=5_000)
        self._runner = create_app(settings).test_cli_runner()

    def type(self, *words: str | Path) -> Result:
        return self._runner.invoke(args=["import", *map(str, words)])

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="cp1252")
        return path


@pytest.fixture
def terminal(graph: Graph, database: GraphAddress, tmp_path: Path) -> Terminal:
    sync_vocabulary(graph)
    return Terminal(database, tmp_path)


def test_a_list_is_imported_and_its_duplicates_are_told(terminal: Terminal, graph: Graph) -> None:
    done = terminal.type("members", terminal.file("soci.csv", LIST), *CLUSTER)
    assert done.exit_code == 0
    assert "1 likely duplicates, for you to decide; nothing was merged" in done.output
    rows = read_rows(graph)
    assert [row.city for row in rows.organisations] == ["Milano", "Milano"]
    assert rows.clusters[0].names == {"en": "Energy of Lombardy", "it": "Energia Lombarda"}
    again = terminal.type("members", terminal.file("soci.csv", LIST), "--cluster", "lombardy")
    assert (again.exit_code, "nothing changed" in again.output) == (0, True)


def test_a_dry_run_writes_nothing_but_the_list_of_duplicates(terminal: Terminal, graph: Graph) -> None:
    out = terminal.folder / "duplicates.csv"
    done = terminal.type("members", terminal.file("soci.csv", LIST), *CLUSTER, "--dry-run", "--duplicates", out)
    assert (done.exit_code, "nothing was written" in done.output) == (0, True)
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert read_rows(graph).organisations == ()


def test_every_wrong_row_is_printed_and_the_exit_code_is_1(terminal: Terminal, graph: Graph) -> None:
    refused = terminal.type("members", terminal.file("soci.csv", LIST + ";1;x\nVerdi;12;x\n"), *CLUSTER)
    assert refused.exit_code == 1
    for place in (
        "soci.csv, line 4, ragione sociale: this is empty",
        "soci.csv, line 5, p. iva: '12' is no VAT number",
    ):
        assert place in refused.output
    assert read_rows(graph).organisations == ()


def test_a_file_over_the_limit_is_refused(terminal: Terminal) -> None:
    refused = terminal.type("members", terminal.file("soci.csv", "name\n" + "x" * 6_000), *CLUSTER)
    assert (refused.exit_code, "6,005 bytes; at most 5,000" in refused.output) == (1, True)


@pytest.mark.parametrize("words", [("members",), ("cordis", "nowhere"), ("members", "nowhere", "--cluster", "x")])
def test_wrong_use_has_exit_code_2(terminal: Terminal, words: tuple[str, ...]) -> None:
    assert terminal.type(*words).exit_code == 2


def test_cordis_tables_are_imported_and_a_missing_one_is_named(terminal: Terminal, graph: Graph) -> None:
    terminal.file("project.csv", "id;acronym;title;startDate\n1;SUN;Solar cells;2016-01-01\n")
    refused = terminal.type("cordis", terminal.folder)
    assert (refused.exit_code, "has no organization.csv" in refused.output) == (1, True)
    terminal.file("organization.csv", "projectID;organisationID;name;country;role\n1;999999001;ETHNIKO;EL;x\n")
    assert terminal.type("cordis", terminal.folder).exit_code == 0
    assert [row.country for row in read_rows(graph).organisations] == ["GR"]


def test_the_seed_data_is_imported_once(terminal: Terminal, graph: Graph) -> None:
    first = terminal.type("seed")
    assert first.exit_code == 0, first.output
    assert len(read_rows(graph).clusters) == 2
    assert "already" in terminal.type("seed").output
