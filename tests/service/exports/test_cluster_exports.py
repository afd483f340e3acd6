"""The files of a cluster, as the API gives them."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from graph_schema.connection import Graph
from graph_schema.introduction_records import Introduction, IntroductionState
from graph_schema.records import GraphRows, Organisation
from graph_schema.store import write_introduction, write_rows
from service.exports.report import agreed_pairs, introduction_counts
from service.runtime import EXTENSION

EXPORTS = "/api/v1/clusters/lombardy/exports"
REPORT = "/api/v1/clusters/lombardy/report.pdf"


def rows_of(client: FlaskClient, file: str) -> list[dict[str, str]]:
    response = client.get(f"{EXPORTS}/{file}")
    assert response.status_code == 200, response.text
    assert "attachment" in response.headers["Content-Disposition"]
    return list(csv.DictReader(StringIO(response.data.decode("utf-8-sig"), newline="")))


def test_members_come_with_their_figures(client: FlaskClient) -> None:
    rows = {row["Id"]: row for row in rows_of(client, "members.csv")}
    assert set(rows) == {"turbina", "pompa", "cavi", "polimi", "ricerca", "comune"}
    assert rows["polimi"]["Links to members"] == "2"
    assert rows["cavi"]["Links to members"] == "0"
    assert rows["turbina"]["Kind"] == "Firm"


def test_links_are_told_with_the_year_since_which_they_stand(client: FlaskClient) -> None:
    links = {
        (row["Id"], row["Other id"]): (row["Projects together"], row["Since"]) for row in rows_of(client, "links.csv")
    }
    assert links == {
        ("polimi", "turbina"): ("1", "2016"),
        ("polimi", "pompa"): ("1", "2017"),
        ("comune", "pompa"): ("1", "2019"),
        ("ricerca", "turbina"): ("1", "2020"),
    }


def test_suggestions_of_all_members_or_of_one_are_those_that_the_service_gives(client: FlaskClient) -> None:
    every = rows_of(client, "suggestions.csv?type=strategic_alliance&limit=2&organisation=")
    assert {row["Id"] for row in every} >= {"turbina", "polimi"}
    assert all(int(row["Place"]) <= 2 for row in every)
    one = rows_of(client, "suggestions.csv?type=strategic_alliance&limit=2&organisation=turbina")
    assert one == [row for row in every if row["Id"] == "turbina"]
    shown = client.get("/api/v1/organisations/turbina/suggestions?type=strategic_alliance&limit=2").json
    assert shown is not None
    assert [row["Partner id"] for row in one] == [match["organisation"]["id"] for match in shown["matches"]]


def test_all_tables_come_as_one_workbook(client: FlaskClient) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{EXPORTS}/cluster.xlsx").data))
    assert book.sheet_names == ["Members", "Figures", "Years", "Links", "Gaps", "About"]


def test_the_report_is_a_pdf_also_while_the_database_is_away(client: FlaskClient, write_header: dict[str, str]) -> None:
    response = client.get(REPORT, headers=write_header)
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", response.data)) >= 2


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/clusters/atlantis/exports/members.csv", 404, "There is no cluster with the id"),
        (REPORT, 401, "Log in"),
        (f"{EXPORTS}/members.ods", 422, "members.csv"),
        (f"{EXPORTS}/suggestions.csv?organisation=vind", 404, "This cluster has no member"),
        (f"{EXPORTS}/suggestions.csv?type=marriage", 404, "match type"),
        (f"{EXPORTS}/suggestions.csv?limit=0", 422, "limit"),
    ],
)
def test_mistakes_are_told(client: FlaskClient, path: str, status: int, words: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert words in response.text


def test_introductions_of_members_are_counted_by_state_from_beginning_to_end(graph: Graph) -> None:
    write_rows(graph, GraphRows(source="test", organisations=tuple(Organisation(key, key) for key in "abc")))
    for partner, state in (("b", IntroductionState.AGREED), ("c", IntroductionState.MET)):
        write_introduction(graph, Introduction("a", partner, "common_lab", state, day=date(2026, 1, 1)))
    write_introduction(graph, Introduction("c", "b", "common_lab", IntroductionState.MET, day=date(2026, 1, 1)))
    assert list(introduction_counts(graph, ["a"]).items()) == [("Met", 1), ("Agreed", 1)]
    assert introduction_counts(graph, ["b", "c"]) == {"Met": 2, "Agreed": 1}
    assert introduction_counts(graph, []) == {}


def test_workbooks_and_reports_speak_the_language_that_is_asked_for_and_csv_keeps_its_header(
    client: FlaskClient, write_header: dict[str, str]
) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{EXPORTS}/cluster.xlsx?lang=it").data))
    assert book.sheet_names == ["Soci", "Cifre", "Anni", "Legami", "Lacune", "Informazioni"]
    assert book.get_sheet_by_name("Soci").to_python()[0][1:4] == ["Nome", "Tipo", "Paese"]
    (row,) = (row for row in rows_of(client, "members.csv?lang=it") if row["Id"] == "turbina")
    assert row["Kind"] == "Impresa"
    why = rows_of(client, "suggestions.csv?type=strategic_alliance&limit=1&organisation=turbina&lang=it")[0]["Why"]
    assert why != rows_of(client, "suggestions.csv?type=strategic_alliance&limit=1&organisation=turbina")[0]["Why"]
    report = client.get(f"{REPORT}?lang=nb", headers=write_header).data
    assert b": rapport til styret" in report, "the title among what the file says of itself"
    assert b"/Lang (nb)" in report


def test_who_agreed_is_named_in_the_report_the_latest_first(graph: Graph, app: Flask) -> None:
    rows = tuple(Organisation(key, key) for key in ("turbina", "pompa", "vind", "elsewhere"))
    write_rows(graph, GraphRows(source="test", organisations=rows))
    for (one, other), state, year in (
        (("turbina", "vind"), IntroductionState.AGREED, 2025),
        (("elsewhere", "pompa"), IntroductionState.AGREED, 2026),
        (("turbina", "pompa"), IntroductionState.MET, 2026),
        (("vind", "elsewhere"), IntroductionState.AGREED, 2026),
    ):
        write_introduction(graph, Introduction(one, other, "common_lab", state, day=date(year, 1, 1)))
    told = agreed_pairs(graph, ["turbina", "pompa"], app.extensions[EXTENSION].whole().snapshot)
    assert told == (("elsewhere", "Pompa di Calore SpA", "Common lab"), ("TURBINA SRL", "Vind AS", "Common lab"))
