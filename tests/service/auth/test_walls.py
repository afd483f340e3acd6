"""Where access is for accounts, clusters are walled off from each other, until one opens itself and when it closes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from service.auth.policy import policy
from tests.service.auth.conftest import Make, bearer, join, key_of, log_in, post

V1 = "/api/v1"
HIDDEN = ("Vind AS", "Varmepumpe", "Prøveuniversitetet", "Sintest", '"vind"', '"varme"', "/organisations/vind")
READ = (
    f"{V1}/organisations?page_size=100",
    f"{V1}/organisations.csv",
    f"{V1}/organisations/turbina/jsonld",
    f"{V1}/organisations/turbina",
    f"{V1}/organisations/turbina/contacts",
    "/organisations/turbina/contacts",
    f"{V1}/organisations/turbina/network",
    f"{V1}/organisations/turbina/suggestions?type=common_lab&include_partners=true&limit=50&explain=changes",
    f"{V1}/organisations/pompa/suggestions?type=request_or_offer&limit=50",
    f"{V1}/profiles?include_closed=true",
    f"{V1}/profiles/need-1/matches?limit=50",
    f"{V1}/clusters",
    f"{V1}/clusters/lombardy/network",
    f"{V1}/clusters/lombardy/figures",
    f"{V1}/clusters/lombardy/gaps",
    f"{V1}/clusters/lombardy/places",
    f"{V1}/clusters/lombardy/exports/links.csv",
    f"{V1}/clusters/lombardy/exports/gaps.csv",
    f"{V1}/clusters/lombardy/exports/suggestions.csv",
    f"{V1}/who-can?text=heat+pumps+and+wind+farms",
    f"{V1}/capabilities",
    "/",
    "/who-can?q=heat+pumps+and+wind+farms",
    "/meetings",
    "/profiles/need-1",
    "/clusters/lombardy/map",
    "/clusters/lombardy/exports",
    "/organisations",
    "/organisations/turbina",
    "/organisations/turbina?type=international_partner",
    "/organisations/ricerca",
    "/needs?q=heat+pumps+beside+wind+farms",
    "/consortia?q=heat+pumps+beside+wind+farms&partner=turbina&find=ener&rules=none",
    "/profiles",
    "/clusters",
    "/clusters/lombardy",
    "/clusters/lombardy/figures",
    "/clusters/lombardy/gaps",
)
GONE = (
    f"{V1}/organisations/vind",
    f"{V1}/organisations/vind/jsonld",
    f"{V1}/organisations/vind/contacts",
    "/organisations/vind/contacts",
    f"{V1}/organisations/vind/suggestions",
    f"{V1}/organisations/vind/network",
    f"{V1}/organisations?cluster=norway",
    f"{V1}/profiles/offer-1",
    f"{V1}/profiles/offer-1/matches",
    f"{V1}/clusters/norway/network",
    f"{V1}/clusters/norway/figures",
    f"{V1}/clusters/lombardy/meetings/norway",
    "/meetings?cluster=lombardy&other=norway",
    "/organisations/vind",
    "/clusters/norway",
    "/clusters/norway/gaps",
    "/clusters/norway/openness",
    f"{V1}/clusters/norway/exports/members.csv",
    f"{V1}/clusters/norway/report.pdf",
    "/profiles/offer-1",
)
POSTED = (
    ("/matches", {"queries": [{"text": "heat pumps and wind farms", "limit": 100}]}),
    ("/who-can", {"text": "heat pumps and wind farms"}),
    (
        "/consortia/repair",
        {"idea": "heat pumps", "team": ["turbina", "cavi", "polimi"], "leaving": "cavi", "rules": "none"},
    ),
    ("/consortia", {"idea": "heat pumps beside wind farms", "partners": ["turbina"], "rules": "none"}),
)


def test_every_answer_that_is_walled_is_tried_here(walled: Flask) -> None:
    """Whoever adds an endpoint for reading adds it to READ, POSTED or GONE."""
    with walled.test_request_context():
        routes = walled.url_map.bind("localhost")
        tried = {routes.match(path.partition("?")[0])[0] for path in (*READ, *GONE)}
        tried |= {routes.match(V1 + path, method="POST")[0] for path, _ in POSTED}
    assert {endpoint for endpoint, rule in policy().operations.items() if rule == "reading"} - tried == set()


def leaks(client: FlaskClient, headers: dict[str, str]) -> list[tuple[str, str]]:
    """Every hidden name that any answer tells, with where."""
    told = {path: client.get(path, headers=headers) for path in READ}
    told |= {path: client.post(V1 + path, json=body, headers=headers) for path, body in POSTED}
    assert {path: answer.status_code for path, answer in told.items() if answer.status_code != 200} == {}
    return [(name, path) for path, answer in told.items() for name in HIDDEN if name in answer.get_data(as_text=True)]


@pytest.mark.parametrize("name", ["member", "manager"])
def test_no_answer_tells_of_another_cluster(walled: Flask, people_graph: Graph, name: str) -> None:
    program, key = walled.test_client(), bearer(key_of(join(walled, people_graph, name)))
    assert leaks(program, key) == []
    for path in GONE:
        assert program.get(path, headers=key).status_code == 404, path
    body = {"queries": [{"organisation": "vind"}]}
    assert program.post(f"{V1}/matches", json=body, headers=key).status_code == 404
    body = {"queries": [{"text": "x", "asked_by": "vind"}]}
    assert program.post(f"{V1}/matches", json=body, headers=key).status_code == 404
    said = f"{V1}/organisations/turbina/feedback/vind/joint_venture"
    assert (
        program.put(said, json={"outcome": "accepted"}, headers=bearer(key_of_writer(walled, name))).status_code == 404
    )


def key_of_writer(app: Flask, name: str) -> str:
    """A key for writing of one who has joined already."""
    return key_of(log_in(app, name)[0], "write")


def test_a_cluster_opens_itself_and_closes_again_from_the_next_question_on(walled: Flask, people_graph: Graph) -> None:
    member, partner = (bearer(key_of(join(walled, people_graph, name))) for name in ("member", "partner"))
    manager = bearer(key_of(join(walled, people_graph, "administrator"), "write"))
    program = walled.test_client()

    def seen() -> list[int]:
        paths = ("organisations/vind", "organisations/turbina")
        return [program.get(f"{V1}/{path}", headers=who).status_code for who in (member, partner) for path in paths]

    assert seen() == [404, 200, 404, 404]
    opened = program.put(f"{V1}/clusters/norway/openness/clusters/lombardy", headers=manager)
    assert opened.status_code == 200, opened.text
    assert opened.json["items"][0]["id"] == "lombardy"  # type: ignore[index]
    assert seen() == [200, 200, 404, 404]
    program.put(f"{V1}/clusters/lombardy/openness/networks/power", headers=manager)
    assert seen() == [200, 200, 404, 200]
    program.delete(f"{V1}/clusters/norway/openness/clusters/lombardy", headers=manager)
    program.delete(f"{V1}/clusters/lombardy/openness/networks/power", headers=manager)
    assert seen() == [404, 200, 404, 404]
    events = [event.event for event in store.read_audit_events(people_graph)]
    assert events.count(AuditKind.CLUSTER_OPENED) == events.count(AuditKind.CLUSTER_CLOSED) == 2


def test_the_manager_opens_the_own_cluster_on_its_page_and_no_other(walled: Flask, people_graph: Graph) -> None:
    manager, page = join(walled, people_graph, "manager"), "/clusters/lombardy/openness"
    assert "open to nobody else" in manager.get(page).text
    assert post(manager, page, reader="networks/power").status_code == 302
    assert "Power Network" in manager.get(page).text
    assert post(manager, f"{page}/close", page, reader="networks/power").status_code == 302
    assert "open to nobody else" in manager.get(page).text
    assert post(manager, page, reader="networks/atlantis").status_code == 404
    assert post(manager, page, reader="elves/power").status_code == 422
    assert post(manager, "/clusters/norway/openness", page, reader="clusters/lombardy").status_code == 404
    assert store.read_openness(people_graph, "norway") == ()


def test_the_administrator_sees_all(walled: Flask, people_graph: Graph) -> None:
    key = bearer(key_of(join(walled, people_graph, "administrator")))
    for path in GONE[:-1]:
        if "openness" not in path and "report" not in path:
            assert walled.test_client().get(path, headers=key).status_code == 200, path


def test_while_access_is_open_there_are_no_walls(make: Make, people_graph: Graph) -> None:
    app = make(access="open")
    member = join(app, people_graph, "member")
    for path in (f"{V1}/organisations/vind", "/clusters/norway", f"{V1}/profiles/offer-1"):
        assert member.get(path).status_code == 200
        assert app.test_client().get(path).status_code == 200


@pytest.mark.parametrize("path", ["/clusters", "/who-can?q=heat+pumps", "/meetings"])
def test_whoever_sees_no_cluster_is_told_how_one_is_opened(walled: Flask, people_graph: Graph, path: str) -> None:
    page = join(walled, people_graph, "partner").get(path).text
    assert "A cluster&#39;s manager opens it" in page or "A cluster's manager opens it" in page
    assert "flask import" not in page
