"""What happened can be read by who answers for it: all by the administrator, a cluster's by its manager."""

from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.account_records import ActsFor, AuditEvent, AuditKind, Role
from graph_schema.connection import Graph
from service.auth import accounts
from service.pages.audit import SHOWN
from tests.service.auth.conftest import PASSWORD, join, log_in, post


def rows(client: FlaskClient, path: str = "/audit") -> str:
    page = client.get(path)
    assert page.status_code == 200
    return page.text


def test_the_manager_reads_what_those_of_the_cluster_did_and_the_administrator_all(
    walled: Flask, people_graph: Graph
) -> None:
    join(walled, people_graph, "member")
    token = accounts.invite(people_graph, Role.SME_MEMBER, ActsFor(organisation_id="vind"), "nord@example.org")
    post(walled.test_client(), f"/invitation/{token}", name="Nordmann", password=PASSWORD)
    log_in(walled, "member", "not the password")
    managers = rows(join(walled, people_graph, "manager"))
    assert "Login refused" in managers
    assert "Member" in managers
    assert "Nordmann" not in managers
    assert "Nordmann" in rows(join(walled, people_graph, "administrator"))


def test_a_refusal_is_on_record_with_who_and_what(walled: Flask, people_graph: Graph) -> None:
    member = join(walled, people_graph, "member")
    assert member.get("/audit").status_code == 404
    event = store.read_audit_events(people_graph)[0]
    assert (event.event, event.about, event.actor_name) == (AuditKind.ACCESS_REFUSED, "audit.show", "Member")
    assert event.address == "127.0.0.1"


def test_the_record_is_read_page_by_page_and_shows_words_safely(walled: Flask, people_graph: Graph) -> None:
    administrator = join(walled, people_graph, "administrator")
    now = store.read_audit_events(people_graph)[0].at
    for number in range(60):
        event = AuditEvent(AuditKind.KEY_MADE, now, "<script>alert(1)</script>", f"key-{number}")
        store.write_audit_event(people_graph, event)
    first = rows(administrator)
    assert "<script>alert" not in first
    assert first.count('<td class="day"') == SHOWN
    assert "Earlier" in first
    assert "Nothing is on record before this" in rows(administrator, "/audit?before=2000-01-01T00:00:00Z")


def test_the_record_names_what_it_is_about(walled: Flask, people_graph: Graph) -> None:
    manager = join(walled, people_graph, "manager")
    now = store.read_audit_events(people_graph)[0].at
    for actor, about in (
        ("contact-person", "turbina"),
        ("command-line", "turbina: heat-pumps"),
        ("x", "gone: none"),
        ("y", "lombardy: a.csv"),
    ):
        event = AuditEvent(AuditKind.CAPABILITY_DISPUTED, now, actor, about, clusters=("lombardy",))
        store.write_audit_event(people_graph, event)
    shown = rows(manager, "/audit?lang=it")
    for words in (
        "Una persona di contatto",
        ">TURBINA SRL<",
        "La riga di comando",
        "TURBINA SRL: Pompe di calore",
        ": a.csv<",
    ):
        assert words in shown
    assert ">lombardy: a.csv<" not in shown
    assert ">gone: none<" in shown, "what is not known any more stays an id"
