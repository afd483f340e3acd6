"""The page on which managers and administrators invite people, renew passwords and close accounts."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.account_records import ActsFor, Role
from graph_schema.connection import Graph
from tests.service.auth.conftest import PASSWORD, join, log_in, post

LINK = re.compile(r'id="link">http://127\.0\.0\.1:8000(/invitation/[^<]+)<')


def linked(page: TestResponse) -> str:
    """The path of the link that a page shows."""
    found = LINK.search(page.text)
    assert found, page.text
    return found[1]


def invited(client: FlaskClient, **fields: str) -> TestResponse:
    return post(client, "/people", email="new@example.org", **fields)


def test_a_manager_invites_a_member_who_then_is_on_the_list(walled: Flask, people_graph: Graph) -> None:
    manager = join(walled, people_graph, "manager")
    page = manager.get("/people").text
    assert "Pompa di Calore SpA" in page
    assert "Vind AS" not in page
    assert "Administrator" not in page
    path = linked(invited(manager, role="sme_member", organisation="pompa"))
    assert post(walled.test_client(), path, name="Nuova", password=PASSWORD).status_code == 302
    people = manager.get("/people").text
    assert "new@example.org" in people
    assert ">never<" not in people, "whoever accepts is logged in"
    found = store.read_login(people_graph, "new@example.org")
    assert found is not None
    assert (found[0].role, found[0].acts_for) == (Role.SME_MEMBER, ActsFor(organisation_id="pompa"))


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"role": "sme_member", "organisation": "vind"}, 404),
        ({"role": "sme_member", "organisation": "windkraft"}, 404),
        ({"role": "cluster_manager", "cluster": "norway"}, 404),
        ({"role": "network_partner", "network": "power"}, 404),
        ({"role": "administrator"}, 404),
        ({"role": "elf"}, 422),
    ],
)
def test_a_manager_invites_nobody_for_what_is_not_the_own(
    walled: Flask, people_graph: Graph, fields: dict[str, str], status: int
) -> None:
    assert invited(join(walled, people_graph, "manager"), **fields).status_code == status
    assert len(store.read_accounts(people_graph)) == 1


def test_what_is_missing_is_told_beside_the_form(walled: Flask, people_graph: Graph) -> None:
    page = invited(join(walled, people_graph, "manager"), role="sme_member")
    assert "acts for one organisation" in page.text
    assert 'value="new@example.org"' in page.text


def test_an_administrator_invites_anyone(walled: Flask, people_graph: Graph) -> None:
    administrator = join(walled, people_graph, "administrator")
    for fields in ({"role": "network_partner", "network": "power"}, {"role": "administrator"}):
        assert walled.test_client().get(linked(invited(administrator, **fields))).status_code == 200


def test_the_first_partner_of_a_network_is_invited_by_its_name(walled: Flask, people_graph: Graph) -> None:
    administrator = join(walled, people_graph, "administrator")
    fields = {"role": "network_partner", "new_network": "  Réseau  Énergie "}
    assert walled.test_client().get(linked(invited(administrator, **fields))).status_code == 200
    networks = {row.name: row.id for row in store.read_rows(people_graph).networks}
    assert networks["Réseau Énergie"].startswith("reseau-energie-")
    assert len(networks) == 2
    assert "acts for one network" in invited(administrator, role="network_partner").text
    assert invited(join(walled, people_graph, "manager"), **fields).status_code == 404


def test_a_password_is_renewed_and_an_account_closed_only_within_reach(walled: Flask, people_graph: Graph) -> None:
    manager, member = join(walled, people_graph, "manager"), join(walled, people_graph, "member")
    join(walled, people_graph, "administrator")
    ids = {one.email: one.id for one in store.read_accounts(people_graph)}
    foreign = f"/people/{ids['administrator@example.org']}"
    assert post(manager, f"{foreign}/reset", "/people").status_code == 404
    assert post(manager, f"{foreign}/close", "/people").status_code == 404
    own = f"/people/{ids['member@example.org']}"
    assert "Choose a new password" in walled.test_client().get(linked(post(manager, f"{own}/reset", "/people"))).text
    assert post(manager, f"{own}/close", "/people").status_code == 302
    assert member.get("/account").status_code == 302
    assert log_in(walled, "member")[1].status_code == 422
    assert post(manager, f"{own}/reset", "/people").status_code == 404
