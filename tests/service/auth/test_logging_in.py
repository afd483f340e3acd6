"""Logging in and out: sessions, tokens in forms, attempts that are counted, and nothing told of who has an account."""

from http.cookies import SimpleCookie
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from service.app import create_app
from service.auth import accounts
from service.auth.policy import policy
from service.auth.secret_words import is_password, session_secret
from service.settings import Settings
from tests.service.auth.conftest import PASSWORD, Make, invite, join, log_in, post, token_on

REFUSED = 422
NEW = "another word nobody knows"


def patiently(graph: Graph) -> None:
    """Let a minute pass since the last refusal."""
    passed = "MATCH (node:AuditEvent {event: 'login:refused'}) SET node.at = node.at - duration('PT1M')"
    graph.write(lambda tx: tx.run(passed).consume())


def kinds(graph: Graph) -> list[AuditKind]:
    """What happened, the latest first."""
    return [event.event for event in store.read_audit_events(graph)]


def test_one_logs_in_and_goes_on_to_where_one_was_going(walled: Flask, people_graph: Graph) -> None:
    join(walled, people_graph, "member")
    client, answer = log_in(walled, "member", back="/organisations/turbina?type=common_lab")
    assert (answer.status_code, answer.location) == (302, "/organisations/turbina?type=common_lab")
    page = client.get("/account")
    assert "Member" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert kinds(people_graph)[0] is AuditKind.LOGIN_ACCEPTED


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_one_is_never_led_elsewhere(walled: Flask, people_graph: Graph, back: str) -> None:
    join(walled, people_graph, "member")
    assert log_in(walled, "member", back=back)[1].location == "/mine"


def test_nothing_tells_whether_there_is_such_an_account(walled: Flask, people_graph: Graph) -> None:
    """The same status and the same page, but for the address that was typed, and about the same time."""
    join(walled, people_graph, "member")
    told, seconds = {}, {}
    for name in ("member", "nobody"):
        taken = []
        for _ in range(5):
            began = perf_counter()
            answer = log_in(walled, name, "not the password")[1]
            taken.append(perf_counter() - began)
            patiently(people_graph)
        seconds[name] = median(taken)
        page = answer.text.replace(f"{name}@example.org", "").replace(token_on(answer), "")
        told[name] = (answer.status_code, page)
    assert told["member"] == told["nobody"]
    assert told["member"][0] == 422
    assert seconds["nobody"] > seconds["member"] / 2


def test_too_many_attempts_are_refused_even_with_the_right_password(walled: Flask, people_graph: Graph) -> None:
    join(walled, people_graph, "member")
    for _ in range(accounts.MOST_BY_ACCOUNT):
        assert log_in(walled, "member", "not the password")[1].status_code == 422
        patiently(people_graph)
    refused = log_in(walled, "member")[1]
    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.text
    for _ in range(accounts.MOST_BY_ACCOUNT):
        assert log_in(walled, "nobody", "not the password")[1].status_code == 422
        patiently(people_graph)
    assert log_in(walled, "nobody")[1].status_code == 429, "an account that is not there must look the same"


@pytest.mark.parametrize("name", ["member", "nobody"])
def test_each_wrong_password_makes_the_next_try_wait_longer(walled: Flask, people_graph: Graph, name: str) -> None:
    """The same for an account that is not there; to try too soon does not count as a try, so the wait stays."""
    join(walled, people_graph, "member")
    waits: list[int] = []
    for tries in range(1, accounts.MOST_BY_ACCOUNT):
        assert log_in(walled, name, "not the password")[1].status_code == REFUSED
        if tries > accounts.FREE_TRIES:
            soon = log_in(walled, name)[1]
            assert soon.status_code == 429
            waits.append(int(soon.headers["Retry-After"]))
            assert f"Wait {waits[-1]} second" in soon.text
        patiently(people_graph)
    assert waits == pytest.approx([1, 2, 4, 8, 16], abs=1)
    assert log_in(walled, name)[1].status_code == (302 if name == "member" else REFUSED)


def test_a_wait_doubles_up_to_half_a_minute() -> None:
    assert [accounts.wait_after(tries).seconds for tries in range(10)] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 32]


def test_whoever_tries_elsewhere_locks_the_owner_out_nowhere_else(walled: Flask, people_graph: Graph) -> None:
    join(walled, people_graph, "member")

    def from_(address: str, password: str) -> int:
        client = walled.test_client()
        client.environ_base = {**client.environ_base, "REMOTE_ADDR": address}
        return post(client, "/login", email="member@example.org", password=password).status_code

    for _ in range(accounts.MOST_BY_ACCOUNT):
        assert from_("192.0.2.1", "not the password") == 422
        patiently(people_graph)
    assert from_("192.0.2.1", PASSWORD) == 429
    assert from_("198.51.100.7", PASSWORD) == 302
    tried = "MATCH (node:AuditEvent {event: 'login:refused'}) SET node.times = $most"
    people_graph.write(lambda tx: tx.run(tried, most=accounts.MOST_ANYWHERE).consume())
    assert from_("198.51.100.7", PASSWORD) == 429, "many who try from many places are still stopped"


def test_a_form_without_its_token_is_refused_on_every_page_that_changes_something(
    walled: Flask, people_graph: Graph
) -> None:
    member = join(walled, people_graph, "member")
    unsafe = [
        rule
        for rule in walled.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and not rule.rule.startswith("/api/")
        and policy().operations[rule.endpoint] not in {"letters", "consents"}  # their addresses are signed
    ]
    assert len(unsafe) >= 6
    for rule in unsafe:
        path = rule.rule.replace("<token>", "x").replace("<key_id>", "x")
        for data in ({}, {"csrf_token": "made up"}):
            answer = member.post(path, data=data)
            assert answer.status_code == 400, path
            assert "open the page again" in answer.text


def test_the_api_asks_a_cookie_for_the_token_too(walled: Flask, people_graph: Graph) -> None:
    member = join(walled, people_graph, "member")
    path = "/api/v1/organisations/turbina"
    assert member.put(path, json={"name": "Turbina"}).status_code == 400
    token = token_on(member.get("/account"))
    assert member.put(path, json={"name": "Turbina"}, headers={"X-CSRFToken": token}).status_code == 200


def test_a_new_password_ends_every_other_session(walled: Flask, people_graph: Graph) -> None:
    here = join(walled, people_graph, "member")
    there = log_in(walled, "member")[0]
    wrong = post(here, "/account/password", "/account", present="not it, not it", new=NEW)
    assert wrong.status_code == 422
    changed = post(here, "/account/password", "/account", present=PASSWORD, new=NEW)
    assert changed.status_code == 302
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert log_in(walled, "member")[1].status_code == 422
    assert log_in(walled, "member", NEW)[1].status_code == 302
    assert AuditKind.PASSWORD_CHANGED in kinds(people_graph)


def test_logging_out_ends_every_session_also_one_whose_cookie_was_copied(walled: Flask, people_graph: Graph) -> None:
    here = join(walled, people_graph, "member")
    there = log_in(walled, "member")[0]
    assert post(here, "/logout", "/account").status_code == 302
    assert here.get("/account").status_code == 302
    assert there.get("/account").status_code == 302


def test_a_closed_account_is_out_at_once_with_its_keys(walled: Flask, people_graph: Graph) -> None:
    member = join(walled, people_graph, "member")
    with walled.app_context():
        accounts.close(people_graph, "Member@example.org")
    assert member.get("/account").status_code == 302
    assert log_in(walled, "member")[1].status_code == 422
    assert kinds(people_graph)[1] is AuditKind.ACCOUNT_CLOSED


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaaaaaa", "member@example.org"])
def test_a_password_that_is_easily_guessed_is_refused_with_what_to_do(
    walled: Flask, people_graph: Graph, password: str
) -> None:
    client, path = walled.test_client(), f"/invitation/{invite(people_graph, 'member')}"
    answer = post(client, path, name="Ann", password=password)
    assert answer.status_code == 422
    assert "words that belong together" in answer.text
    assert 'value="Ann"' in answer.text
    assert post(client, path, name="Ann", password=PASSWORD).status_code == 302, "the invitation must still be good"


def test_the_cookie_is_closed_to_scripts_and_other_sites_and_to_http_where_there_is_https(make: Make) -> None:
    for settings, secure in (({}, ""), ({"public_url": "https://filiera.example"}, True)):
        answer = make(**settings).test_client().get("/login")
        cookie = SimpleCookie(answer.headers["Set-Cookie"])["filiera"]
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", secure)


def test_sessions_are_signed_by_a_secret_that_only_the_owner_can_read(tmp_path: Path) -> None:
    file = tmp_path / "made" / "session-secret"
    first = session_secret(file)
    assert len(first) >= 43
    assert session_secret(file) == first
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["session-secret"]


def test_without_a_database_open_reading_goes_on_for_who_was_logged_in(
    make: Make, people_graph: Graph, world: Path
) -> None:
    member = join(make(access="open"), people_graph, "member")
    cookie = member.get_cookie("filiera")
    assert cookie is not None
    for settings, status in ((Settings(data_dir=world), 200), (Settings(data_dir=world, access="accounts"), 503)):
        away = create_app(settings).test_client()
        away.set_cookie("filiera", cookie.value)
        assert away.get("/api/v1/organisations/turbina").status_code == status


def test_no_password_belongs_to_no_account() -> None:
    assert not is_password("", None)
    assert not is_password("anything", "not a hash")
