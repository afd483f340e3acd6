"""The weekly letter: who asked for it gets this week's suggestions, once a week, and ends it with one click."""

import re
from datetime import UTC, datetime, timedelta
from typing import NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph, GraphAddress
from graph_schema.errors import GraphUnavailableError
from service import weekly_letter
from service.runtime import EXTENSION, Runtime
from service.weekly_letter import letter_to, send_weekly_letters
from tests.service.auth.conftest import PASSWORD, Make, invite, join, post, token_on
from tests.service.auth.test_walls import HIDDEN
from tests.service.introductions.conftest import Join, Letters

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


def asks_for_it(client: FlaskClient) -> None:
    assert post(client, "/account/letter", "/account", wanted="true").status_code == 302


def test_who_asks_for_it_gets_it_once_a_week(joins: Join, runtime: Runtime, letters: Letters) -> None:
    member = joins("member")
    joins("manager")
    assert send_weekly_letters(runtime, MONDAY) == 0
    asks_for_it(member)
    assert 'value="true" checked' in member.get("/account").text
    assert send_weekly_letters(runtime, MONDAY.replace(hour=3)) == 0, "not at night"
    assert send_weekly_letters(runtime, MONDAY) == 1
    (letter,) = letters()
    assert letter["To"] == "member@example.org"
    assert re.fullmatch(r"\d suggestions this week for TURBINA SRL", letter["Subject"])
    shown = member.get("/organisations/turbina/home").text
    lines = letter.get_content().splitlines()
    named = [found[1] for line in lines if (found := re.fullmatch(r"(.+) \([A-Z].+\)", line))]
    assert named
    assert all(f">{name}</a></h3>" in shown for name in named)
    assert "http://127.0.0.1:8000/organisations/turbina/home" in letter.get_content()
    assert send_weekly_letters(runtime, MONDAY + timedelta(days=6, hours=10)) == 0, "still the same week"
    assert send_weekly_letters(runtime, MONDAY + timedelta(days=7)) == 1


def test_a_letter_of_a_sunday_is_not_followed_by_one_of_a_monday(
    joins: Join, runtime: Runtime, letters: Letters
) -> None:
    asks_for_it(joins("member"))
    assert send_weekly_letters(runtime, MONDAY - timedelta(days=1)) == 1
    assert send_weekly_letters(runtime, MONDAY) == 0
    assert send_weekly_letters(runtime, MONDAY + timedelta(days=5, hours=1)) == 1
    assert len(letters()) == 2


@pytest.mark.parametrize("at", ["the letter", "its note"])
def test_a_letter_that_the_database_keeps_from_being_made_is_made_an_hour_later(
    joins: Join, runtime: Runtime, letters: Letters, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    """The database goes away after somebody said that they write it, before or after its words were found."""
    asks_for_it(joins("member"))
    made, noted = weekly_letter.letter_to, store.note_weekly_letter
    gone = GraphAddress("bolt://127.0.0.1:9", "neo4j", "none")

    def away() -> NoReturn:
        Graph.connect(gone).read(lambda tx: tx.run("RETURN 1").consume())
        raise AssertionError

    with monkeypatch.context() as meanwhile:
        if at == "the letter":
            meanwhile.setattr(weekly_letter, "letter_to", lambda *_: away())
        else:
            meanwhile.setattr(store, "note_weekly_letter", lambda *_: away())
        with pytest.raises(GraphUnavailableError):
            send_weekly_letters(runtime, MONDAY)
    assert (weekly_letter.letter_to, store.note_weekly_letter) == (made, noted)
    assert letters() == []
    assert send_weekly_letters(runtime, MONDAY + timedelta(minutes=10)) == 0, "whoever writes it may be at it still"
    assert send_weekly_letters(runtime, MONDAY + timedelta(hours=1)) == 1
    assert len(letters()) == 1
    assert send_weekly_letters(runtime, MONDAY + timedelta(hours=2)) == 0, "and only once"


def test_it_comes_in_the_language_of_the_account_and_without_who_was_answered(
    joins: Join, runtime: Runtime, letters: Letters
) -> None:
    member = joins("member")
    asks_for_it(member)
    page = member.get("/organisations/turbina/home").text
    address = re.search(r'action="(/organisations/turbina/introductions/([^/"]+)/[^"]+)"', page)
    assert address
    member.post(address[1], data={"csrf_token": token_on(member.get(address[1])), "act": "accept"})
    letters()
    post(member, "/account/language", "/account", language="it")
    send_weekly_letters(runtime, MONDAY)
    (letter,) = letters()
    assert "questa settimana" in letter["Subject"]
    assert runtime.whole().snapshot.name(runtime.whole().snapshot.row(address[2])) not in letter.get_content()


def test_its_own_link_ends_it_without_logging_in(
    app: Flask, joins: Join, runtime: Runtime, letters: Letters, people_graph: Graph
) -> None:
    asks_for_it(joins("member"))
    send_weekly_letters(runtime, MONDAY)
    (letter,) = letters()
    stop = letter["List-Unsubscribe"].strip("<>")
    assert stop in letter.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path, anybody = stop.removeprefix("http://127.0.0.1:8000"), app.test_client()
    assert "member@example.org" in anybody.get(path).text
    assert send_weekly_letters(runtime, MONDAY + timedelta(days=7)) == 1, "to look at the page ends nothing"
    assert "no more" in anybody.post(path, data={"List-Unsubscribe": "One-Click"}).text
    assert send_weekly_letters(runtime, MONDAY + timedelta(days=14)) == 0
    assert anybody.post(path).status_code == 200
    told = [one.event for one in store.read_audit_events(people_graph)]
    assert (told.count(AuditKind.LETTER_STARTED), told.count(AuditKind.LETTER_STOPPED)) == (1, 1)
    assert anybody.get(path[:-2]).status_code == 404
    assert anybody.post("/letters/x").status_code == 404


def test_it_is_asked_for_when_the_invitation_is_accepted(app: Flask, runtime: Runtime, people_graph: Graph) -> None:
    path = f"/invitation/{invite(people_graph, 'member')}"
    assert post(app.test_client(), path, name="Bo", password=PASSWORD, letter="true").status_code == 302
    path = f"/invitation/{invite(people_graph, 'manager')}"
    assert post(app.test_client(), path, name="Ann", password=PASSWORD, letter="true").status_code == 302
    assert {one.email: one.weekly_letter for one in store.read_accounts(people_graph)} == {
        "member@example.org": True,
        "manager@example.org": False,
    }
    assert send_weekly_letters(runtime, MONDAY) == 1


@pytest.mark.parametrize("access", ["open", "accounts"])
def test_walls_hold_for_letters_too(make: Make, people_graph: Graph, access: str) -> None:
    app = make(access=access)
    runtime = app.extensions[EXTENSION]
    join(app, people_graph, "member")
    found = store.read_login(people_graph, "member@example.org")
    assert found is not None
    account = store.read_account(people_graph, found[0].id)
    assert account is not None
    letter = letter_to(runtime, account)
    assert letter is not None
    assert any(name in letter.text for name in HIDDEN) is (access == "open")
