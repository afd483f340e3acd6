"""A manager looks after the members of the own cluster: finds, adds, takes out and puts back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from tests.service.auth.conftest import bearer, join, key_of, make, people_graph, post, walled

__all__ = ["make", "people_graph", "walled"]

PAGE = "/clusters/lombardy/members"
API = "/api/v1/clusters/lombardy/members"


@pytest.fixture
def manager(walled: Flask, people_graph: Graph) -> FlaskClient:
    return join(walled, people_graph, "manager")


def members(graph: Graph) -> set[str]:
    return {one.id for one in store.read_members(graph, "lombardy")}


def add(manager: FlaskClient, **fields: str) -> TestResponse:
    return post(manager, PAGE, **fields)


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("", ("TURBINA SRL", "Pompa di Calore SpA"), ("Vind AS",)),
        ("?q=turbina", ("TURBINA SRL",), ("Pompa di Calore SpA", "Vind AS")),
        ("?q=zzzz", ("No member is like this",), ("TURBINA SRL",)),
        ("?account=with", ("TURBINA SRL",), ("Pompa di Calore SpA",)),
        ("?account=without&sort=changed", ("Pompa di Calore SpA",), ("TURBINA SRL",)),
    ],
)
def test_members_are_found(
    walled: Flask,
    manager: FlaskClient,
    people_graph: Graph,
    query: str,
    shown: tuple[str, ...],
    hidden: tuple[str, ...],
) -> None:
    if "account" in query:
        join(walled, people_graph, "member")
    html = manager.get(PAGE + query).text
    assert [name for name in shown if name not in html] == []
    assert [name for name in hidden if name in html] == []


def test_those_of_whom_least_is_known_come_first_with_how_much_that_is(walled: Flask, manager: FlaskClient) -> None:
    key = bearer(key_of(manager))
    told = walled.test_client().get(f"{API}?sort=completeness", headers=key).get_json()["items"]
    shares = [one["known"] / one["facts"] for one in told]
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]
    for one in told:
        whole = walled.test_client().get(f"/api/v1/organisations/{one['id']}/completeness", headers=key).get_json()
        assert (one["known"], one["facts"]) == (len(whole["known"]), len(whole["known"]) + len(whole["missing"]))
    html = manager.get(f"{PAGE}?sort=completeness").text
    assert f"{told[0]['known']} of {told[0]['facts']}" in html
    places = [html.index(f'organisation" value="{one["id"]}"') for one in told]
    assert places == sorted(places)


def test_who_was_just_added_has_no_facts_counted_yet(manager: FlaskClient, walled: Flask) -> None:
    assert add(manager, name="Officine Nuove Srl", country="IT").status_code == 302
    (one,) = walled.test_client().get(f"{API}?q=officine", headers=bearer(key_of(manager))).get_json()["items"]
    assert (one["known"], one["facts"]) == (None, None)
    assert manager.get(f"{PAGE}?sort=completeness").status_code == 200


def test_a_member_is_taken_out_and_put_back_and_the_organisation_stays(
    manager: FlaskClient, people_graph: Graph
) -> None:
    version = store.graph_version(people_graph)
    assert post(manager, f"{PAGE}/take-out", PAGE, organisation="pompa").status_code == 302
    assert "pompa" not in members(people_graph)
    assert "pompa" in {one.id for one in store.read_identities(people_graph)}
    changed = store.read_changes(people_graph, version).rows
    assert ([row.id for row in changed.organisations], changed.memberships) == (["pompa"], ())
    assert "Put Pompa" in manager.get(PAGE).text
    assert post(manager, f"{PAGE}/put-back", PAGE, organisation="pompa").status_code == 302
    assert "pompa" in members(people_graph)
    assert store.read_former_members(people_graph, "lombardy") == ()
    events = [(one.event, one.about) for one in store.read_audit_events(people_graph)][:2]
    assert events == [
        (AuditKind.MEMBER_PUT_BACK, "lombardy: pompa"),
        (AuditKind.MEMBER_REMOVED, "lombardy: pompa"),
    ]


@pytest.mark.parametrize(("act", "organisation"), [("take-out", "vind"), ("put-back", "vind"), ("put-back", "pompa")])
def test_nobody_is_taken_out_or_put_back_who_is_not_or_was_not_a_member(
    manager: FlaskClient, people_graph: Graph, act: str, organisation: str
) -> None:
    before = members(people_graph)
    assert post(manager, f"{PAGE}/{act}", PAGE, organisation=organisation).status_code == 404
    assert members(people_graph) == before


def test_one_is_added_by_hand(manager: FlaskClient, people_graph: Graph) -> None:
    answer = add(manager, name="Nuova Energia Srl", country="IT", city="Lodi", description="biogas plants")
    assert answer.status_code == 302, answer.text
    rows = store.read_rows(people_graph)
    (found,) = (row for row in rows.organisations if row.name == "Nuova Energia Srl")
    assert (found.id, found.city, found.country) == ("lombardy:nuova-energia-srl", "Lodi", "IT")
    assert [tag.capability_id for tag in rows.organisation_tags if tag.subject_id == found.id]
    assert "its page is ready within some seconds" in manager.get(PAGE).text
    assert "is a member already" in add(manager, name="Nuova Energia Srl").text


def test_who_looks_like_one_that_is_known_is_added_only_on_demand(manager: FlaskClient, people_graph: Graph) -> None:
    before = members(people_graph)
    asked = add(manager, name="Turbina S.r.l.")
    assert asked.status_code == 409
    assert "may be known already" in asked.text
    assert members(people_graph) == before
    assert add(manager, name="Turbina S.r.l.", although_alike="yes").status_code == 302
    assert members(people_graph) == {*before, "lombardy:turbina-s-r-l"}
    assert add(manager, name="Vind AS").status_code == 302, "who is in another cluster alone is not told of"


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "A", "country": "Atlantis"}, {"name": "A", "vat": "IT1"}])
def test_what_cannot_be_is_told_and_not_lost(manager: FlaskClient, people_graph: Graph, fields: dict[str, str]) -> None:
    before = members(people_graph)
    answer = add(manager, city="Lodi", **fields)
    assert answer.status_code == 422
    assert 'value="Lodi"' in answer.text
    assert members(people_graph) == before


def test_a_program_does_the_same(walled: Flask, manager: FlaskClient, people_graph: Graph) -> None:
    program, key = walled.test_client(), bearer(key_of(manager, "write"))
    told = program.get(API, headers=key).json
    assert told is not None
    assert {one["id"] for one in told["items"]} == members(people_graph)
    assert program.delete(f"{API}/cavi", headers=key).status_code == 200
    assert program.delete(f"{API}/cavi", headers=key).status_code == 404
    assert "cavi" not in members(people_graph)
    assert program.put(f"{API}/cavi", headers=key).status_code == 200
    assert program.get(API.replace("lombardy", "norway"), headers=key).status_code == 404
    assert program.delete("/api/v1/clusters/norway/members/vind", headers=key).status_code == 404


def test_a_member_may_not(walled: Flask, people_graph: Graph) -> None:
    assert join(walled, people_graph, "member").get(PAGE).status_code == 404
