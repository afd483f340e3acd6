"""What an organisation withholds from someone is in no answer to them, whatever they ask; others get it as before."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.account_records import ActsFor, AuditKind, Role
from graph_schema.audiences import Audience, audience_fields
from graph_schema.connection import Graph, GraphAddress
from matchers.snapshot import open_snapshot, without_withheld
from matchers.snapshot.audiences import FIELDS
from service.api.audiences import AudiencesBody
from service.app import create_app
from service.auth import accounts
from service.exports.report import board_report
from tests.service.auth.conftest import PASSWORD, Make, bearer, join, key_of, log_in, post
from tests.service.auth.secret_world import (
    ABOUT_IT,
    MARKERS,
    PATHS,
    SECRETIVE,
    answers,
    build_secret_world,
    text,
)
from tests.service.auth.test_walls import V1
from tests.service.world import settings_over

PAGE = f"/organisations/{SECRETIVE}/audiences"


def join_as(app: Flask, graph: Graph, name: str) -> FlaskClient:
    """A browser of someone: one of PEOPLE, or a neighbour, who acts for another member of the cluster."""
    if name != "neighbour":
        return join(app, graph, name)
    token = accounts.invite(graph, Role.SME_MEMBER, ActsFor(organisation_id="pompa"), "neighbour@example.org")
    client = app.test_client()
    assert post(client, f"/invitation/{token}", name="Neighbour", password=PASSWORD).status_code == 302
    return client


def headers_of(app: Flask, graph: Graph, name: str) -> dict[str, str]:
    """What a program of someone sends; a visitor's sends nothing."""
    return {} if name == "visitor" else bearer(key_of(join_as(app, graph, name)))


def seen(told: dict[str, str]) -> dict[str, list[str]]:
    """In which answers each field is told."""
    return {
        field: [path for path, words in told.items() if any(marker in words for marker in markers)]
        for field, markers in MARKERS.items()
    }


@pytest.mark.parametrize(
    ("audience", "outside", "inside"),
    [
        ("partners", "visitor", "partner"),
        ("cluster", "partner", "neighbour"),
        ("own", "neighbour", "member"),
        ("own", "neighbour", "manager"),
    ],
)
def test_every_field_is_told_to_its_audience_and_by_no_answer_to_others(
    tmp_path: Path, database: GraphAddress, people_graph: Graph, audience: str, outside: str, inside: str
) -> None:
    world = build_secret_world(tmp_path, audience, *MARKERS)
    app = create_app(settings_over(world, database, access="open"))
    store.open_cluster(people_graph, "lombardy", "Network", "power", "test")
    program = app.test_client()
    leaks = seen(answers(program, headers_of(app, people_graph, outside)))
    assert leaks == {field: [] for field in MARKERS}
    told = seen(answers(program, headers_of(app, people_graph, inside), ABOUT_IT + PATHS[-9:]))
    assert [field for field, where in told.items() if not where] == []


def test_who_withholds_its_name_is_in_no_answer_and_counts(
    tmp_path: Path, database: GraphAddress, people_graph: Graph
) -> None:
    app = create_app(settings_over(build_secret_world(tmp_path, "partners", "named"), database, access="open"))
    program = app.test_client()
    elsewhere = tuple(path for path in PATHS if SECRETIVE not in path)
    told = {path: program.get(path) for path in elsewhere}
    assert {path: one.status_code for path, one in told.items() if one.status_code != 200} == {}
    names = ("TURBINA", "/turbina", '"turbina"', *(marker for field in MARKERS.values() for marker in field))
    assert [(path, name) for path, one in told.items() for name in names if name in text(one.data)] == []
    for path in ABOUT_IT:
        assert program.get(path).status_code == 404, path
    clusters = program.get(f"{V1}/clusters").get_json()
    assert next(one["members"] for one in clusters["items"] if one["id"] == "lombardy") == 6
    able = program.get(f"{V1}/who-can?text=Zanzibarite+bearings+for+quiet+rotors&cluster=lombardy").get_json()[
        "clusters"
    ][0]
    assert able["unnamed"] == 1
    partner = headers_of(app, people_graph, "partner")
    assert program.get(f"{V1}/organisations/{SECRETIVE}", headers=partner).status_code == 404
    store.open_cluster(people_graph, "lombardy", "Network", "power", "test")
    assert program.get(f"{V1}/organisations/{SECRETIVE}", headers=partner).status_code == 200


def test_a_report_to_a_board_does_not_name_who_withholds_its_name(tmp_path: Path) -> None:
    snapshot = open_snapshot(build_secret_world(tmp_path, "own", "named") / "snapshots")
    view = without_withheld(snapshot, np.zeros(snapshot.size, dtype=np.uint8))
    told = [repr(board_report(one, "lombardy", date(2026, 1, 1), None)) for one in (snapshot, view)]
    assert ["TURBINA" in one for one in told] == [True, False]


def test_where_access_is_for_accounts_walls_and_audiences_both_count(
    tmp_path: Path, database: GraphAddress, people_graph: Graph
) -> None:
    app = create_app(settings_over(build_secret_world(tmp_path, "cluster", *MARKERS), database, access="accounts"))
    program, path = app.test_client(), f"{V1}/organisations/{SECRETIVE}"
    partner, neighbour = (headers_of(app, people_graph, name) for name in ("partner", "neighbour"))
    assert program.get(path, headers=partner).status_code == 404
    store.open_cluster(people_graph, "lombardy", "Network", "power", "test")
    assert program.get(path, headers=partner).get_json()["founded"] is None
    assert program.get(path, headers=neighbour).get_json()["founded"] == 1877


def test_an_organisation_chooses_over_the_api_and_what_it_leaves_out_stays(make: Make, people_graph: Graph) -> None:
    app = make(access="open")
    member = bearer(key_of(join(app, people_graph, "member"), "write"))
    program, path = app.test_client(), f"{V1}{PAGE}"
    assert set(program.get(path, headers=member).get_json()["fields"].values()) == {"public"}
    program.put(path, json={"size": "cluster"}, headers=member)
    chosen = program.put(path, json={"founded": "own", "named": "public"}, headers=member).get_json()["fields"]
    assert chosen == dict.fromkeys(FIELDS, "public") | {"size": "cluster", "founded": "own"}
    assert program.get(path, headers=member).get_json()["fields"] == chosen
    assert [row.audience for row in store.read_audiences(people_graph, SECRETIVE)] == [Audience.OWN, Audience.CLUSTER]
    events = [one for one in store.read_audit_events(people_graph) if one.event is AuditKind.AUDIENCE_CHANGED]
    assert [one.about for one in events] == ["turbina: named public, founded own", "turbina: size cluster"]


@pytest.mark.parametrize("body", [{}, {"size": "elves"}, {"shoe_size": "own"}, {"size": None}])
def test_a_choice_that_says_nothing_is_refused(make: Make, people_graph: Graph, body: dict[str, str]) -> None:
    app = make(access="open")
    member = bearer(key_of(join(app, people_graph, "member"), "write"))
    assert app.test_client().put(f"{V1}{PAGE}", json=body, headers=member).status_code == 422


@pytest.mark.parametrize(
    ("name", "organisation", "status"),
    [
        ("member", "turbina", 200),
        ("member", "pompa", 404),
        ("manager", "pompa", 200),
        ("manager", "vind", 404),
        ("partner", "turbina", 404),
        ("administrator", "vind", 200),
    ],
)
def test_only_who_acts_for_an_organisation_chooses_for_it(
    make: Make, people_graph: Graph, name: str, organisation: str, status: int
) -> None:
    app = make(access="open")
    key, program = bearer(key_of(join(app, people_graph, name), "write")), app.test_client()
    path = f"/organisations/{organisation}/audiences"
    assert program.get(f"{V1}{path}", headers=key).status_code == status
    assert program.put(f"{V1}{path}", json={"size": "own"}, headers=key).status_code == status
    assert log_in(app, name)[0].get(path).status_code == status
    assert program.put(f"{V1}{path}", json={"size": "own"}).status_code == 401


def test_a_member_chooses_on_the_page_and_looks_through_others_eyes(
    tmp_path: Path, database: GraphAddress, people_graph: Graph
) -> None:
    world = build_secret_world(tmp_path, "partners", "description", "website")
    app = create_app(settings_over(world, database, access="open"))
    store.write_audiences(people_graph, SECRETIVE, dict.fromkeys(("description", "website"), Audience.PARTNERS))
    member = join(app, people_graph, "member")
    look = {audience: member.get(f"{PAGE}?seen_by={audience}").text for audience in ("public", "partners")}
    eyes = {audience: page[page.index('id="look"') :] for audience, page in look.items()}
    assert ["Zanzibarite" in eyes[audience] for audience in eyes] == [False, True]
    assert [eyes[audience].count("withheld") for audience in eyes] == [2, 0]
    assert "Load this page again" not in look["public"]
    assert post(member, PAGE, website="own", size="cluster").status_code == 302
    page = member.get(PAGE).text
    assert "Load this page again" in page  # the snapshot of this test follows nothing
    told = {row.field: row.audience for row in store.read_audiences(people_graph, SECRETIVE)}
    assert told == {"description": Audience.PARTNERS, "size": Audience.CLUSTER, "website": Audience.OWN}
    assert post(member, PAGE, website="elves").status_code == 422


def test_who_is_named_to_nobody_else_still_sees_the_own_page(
    tmp_path: Path, database: GraphAddress, people_graph: Graph
) -> None:
    app = create_app(settings_over(build_secret_world(tmp_path, "own", "named"), database, access="open"))
    member = join(app, people_graph, "member")
    assert "not told that you are here" in member.get(PAGE).text
    assert "What others see" in member.get(f"/organisations/{SECRETIVE}").text


def test_the_api_takes_every_field(make: Make) -> None:
    assert set(AudiencesBody.model_fields) == set(audience_fields())
    terms = make().test_client().get(f"{V1}/audiences").json
    assert terms is not None
    assert [one["id"] for one in terms["fields"]] == list(audience_fields())
    assert [one["id"] for one in terms["audiences"]] == list(Audience)
