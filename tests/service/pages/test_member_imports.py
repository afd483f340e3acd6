"""A manager brings in members by page: upload, look, say yes; and what happens with what is wrong."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.audiences import Audience
from graph_schema.connection import Graph
from service.imports.kept import KeptLists
from service.runtime import EXTENSION
from tests.service.auth.conftest import Make, join, make, people_graph, token_on

__all__ = ["make", "people_graph"]

PAGE = "/clusters/lombardy/import"
LIST = "Nome;Città\nAlfa Srl;Milano\nTURBINA S.r.l.;Milano\n<script>alert(1)</script>;=cmd()\n"
WRONG = "Nome;Paese\nAlfa Srl;Atlantis\n"


@pytest.fixture
def app(make: Make) -> Flask:
    return make(access="accounts", max_body_bytes=20_000)


@pytest.fixture
def manager(app: Flask, people_graph: Graph) -> FlaskClient:
    return join(app, people_graph, "manager")


def upload(client: FlaskClient, data: bytes | str, name: str = "members.csv", page: str = PAGE) -> TestResponse:
    sent = data.encode() if isinstance(data, str) else data
    token = token_on(client.get(PAGE))
    return client.post(page, data={"csrf_token": token, "file": (BytesIO(sent), name)})


def uploaded(client: FlaskClient, data: str = LIST) -> str:
    """The address of the preview of a list."""
    answer = upload(client, data)
    assert answer.status_code == 302, answer.text
    return answer.location


def say_yes(client: FlaskClient, path: str) -> TestResponse:
    return client.post(path, data={"csrf_token": token_on(client.get(path))})


def names(graph: Graph) -> set[str]:
    return {one.name for one in store.read_identities(graph)}


def events(graph: Graph) -> list[tuple[AuditKind, str | None]]:
    kinds = (AuditKind.LIST_IMPORTED, AuditKind.LIST_REFUSED)
    return [(one.event, one.about) for one in store.read_audit_events(graph) if one.event in kinds]


def test_a_list_is_looked_at_and_then_imported_once(manager: FlaskClient, people_graph: Graph) -> None:
    path = uploaded(manager)
    page = manager.get(path).text
    assert "Nothing is written yet" in page
    assert 'aria-current="page">Look after members<' in page
    assert "3 would be new" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "same name but for legal form" in page
    assert "Alfa Srl" not in names(people_graph)
    assert say_yes(manager, path).location.endswith(path)
    assert "Alfa Srl" in names(people_graph)
    assert "3 organisations are new" in manager.get(path).text
    version = store.graph_version(people_graph)
    token = token_on(manager.get(path))
    assert manager.post(path, data={"csrf_token": token}).status_code == 302
    assert store.graph_version(people_graph) == version
    assert events(people_graph) == [(AuditKind.LIST_IMPORTED, "lombardy: members.csv")]


def test_a_list_waits_while_its_owner_is_away_and_is_nobody_elses(
    app: Flask, manager: FlaskClient, people_graph: Graph
) -> None:
    path = uploaded(manager)
    administrator = join(app, people_graph, "administrator")
    assert administrator.get(path).status_code == 404
    assert "members.csv" not in administrator.get(PAGE).text
    assert join(app, people_graph, "member").get(path).status_code == 404
    assert app.test_client().get(path).status_code == 302
    assert "waits for your yes" in manager.get(PAGE).text
    token = token_on(manager.get(PAGE))
    assert manager.post(f"{path}/discard", data={"csrf_token": token}).status_code == 302
    assert manager.get(path).status_code == 404


def test_wrong_rows_are_shown_and_sent_as_csv_and_cannot_be_imported(manager: FlaskClient, people_graph: Graph) -> None:
    path = uploaded(manager, WRONG)
    page = manager.get(path).text
    assert "Atlantis" in page
    assert ">Import the list<" not in page
    told = manager.get(f"{path}/errors.csv")
    assert told.mimetype == "text/csv"
    assert told.text.splitlines()[1].startswith("2,Paese,")
    assert manager.post(path, data={"csrf_token": token_on(manager.get(PAGE))}).status_code == 302
    assert "Alfa Srl" not in names(people_graph)
    assert events(people_graph) == [(AuditKind.LIST_REFUSED, "lombardy: members.csv")]


@pytest.mark.parametrize(
    ("data", "name", "status", "words"),
    [
        (b"%PDF-1.7 \x00\x01\x02", "report.pdf", 422, "report.pdf"),
        (b"PK\x03\x04 half of it", "members.xlsx", 422, "save it again"),
        (b"", "members.csv", 422, "members.csv"),
        (b"Nome\n", "members.csv", 422, "no rows below its header"),
        (b"Citta;Paese\nMilano;IT\n", "members.csv", 422, "no column for the names"),
    ],
)
def test_a_file_that_is_no_list_is_told_so_and_put_on_record(
    manager: FlaskClient, people_graph: Graph, data: bytes, name: str, status: int, words: str
) -> None:
    answer = upload(manager, data, name)
    assert answer.status_code == status
    assert words in answer.text
    assert ">Look at the list<" in answer.text
    assert events(people_graph) == [(AuditKind.LIST_REFUSED, f"lombardy: {name}")]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(manager: FlaskClient, people_graph: Graph) -> None:
    answer = upload(manager, b"Nome\n" + b"Alfa\n" * 5_000)
    assert answer.status_code == 413
    assert "20,000 bytes" in answer.text
    assert events(people_graph) == [(AuditKind.LIST_REFUSED, PAGE)]


def test_without_a_file_the_page_asks_for_one(manager: FlaskClient) -> None:
    answer = manager.post(PAGE, data={"csrf_token": token_on(manager.get(PAGE))})
    assert answer.status_code == 422
    assert "Choose a file" in answer.text


def test_of_two_who_say_yes_at_once_one_is_told_to_wait(app: Flask, manager: FlaskClient, people_graph: Graph) -> None:
    path = uploaded(manager)
    token = token_on(manager.get(path))
    lists = KeptLists(app.extensions[EXTENSION].settings.lists_dir)
    (account,) = store.read_accounts(people_graph)
    with lists.taking(lists.find(path.rsplit("/", 1)[-1], account.id, "lombardy")):
        answer = manager.post(path, data={"csrf_token": token})
    assert answer.status_code == 409
    assert "at this moment" in answer.text
    assert "Alfa Srl" not in names(people_graph)
    assert events(people_graph) == [(AuditKind.LIST_REFUSED, "lombardy: members.csv")]


def test_a_manager_brings_nobody_into_another_cluster(manager: FlaskClient) -> None:
    assert manager.get("/clusters/norway/import").status_code == 404
    assert upload(manager, LIST, page="/clusters/norway/import").status_code == 404


def test_without_the_token_of_the_page_nothing_is_taken(manager: FlaskClient) -> None:
    assert manager.post(PAGE, data={"file": (BytesIO(b"Nome\nAlfa\n"), "members.csv")}).status_code == 400


def test_who_withholds_its_name_is_not_named_as_a_likely_duplicate(
    app: Flask, manager: FlaskClient, people_graph: Graph
) -> None:
    """Windkraft belongs to no cluster, so that this manager is anybody to it."""
    text = "Nome;Paese\nWINDKRAFT GmbH;Germania\n"
    assert "Windkraft GmbH" in manager.get(uploaded(manager, text)).text
    store.write_audiences(people_graph, "windkraft", {"named": Audience.PARTNERS})
    assert "Windkraft GmbH" not in manager.get(uploaded(manager, text)).text
    assert "Windkraft GmbH" in manager.get("/organisations/windkraft").text, "the snapshot of this test does not follow"
    sent = {"csrf_token": token_on(manager.get("/clusters/lombardy/members")), "name": "WINDKRAFT GmbH"}
    assert "may be known already" not in manager.post("/clusters/lombardy/members", data=sent).text
    administrator = join(app, people_graph, "administrator")
    assert "Windkraft GmbH" in administrator.get(uploaded(administrator, text)).text
