"""API keys: shown once, kept as a hash, good for what and as long as they were made, and ended at once."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.account_records import ApiKey, AuditKind, KeyScope
from graph_schema.connection import Graph
from service.auth.secret_words import digest, new_key, public_part
from tests.service.auth.conftest import OPERATORS_KEY, PASSWORD, Make, bearer, join, key_of, post, token_on

ONE = "/api/v1/organisations/turbina"
ALL_TEXTS = "MATCH (n) UNWIND [key IN keys(n) WHERE n[key] IS :: STRING | n[key]] AS text RETURN text"


def test_a_key_reads_and_is_marked_as_used(walled: Flask, people_graph: Graph) -> None:
    member, program = join(walled, people_graph, "member"), walled.test_client()
    key = key_of(member)
    assert "never" in member.get("/account").text
    assert program.get(ONE, headers=bearer(key)).status_code == 200
    page = member.get("/account").text
    assert "never" not in page
    assert key not in page, "it is shown once"
    (kept,) = store.read_api_keys(people_graph, store.read_accounts(people_graph)[0].id)
    assert kept.last_used == datetime.now(UTC).date()


def test_a_key_for_reading_does_not_write(walled: Flask, people_graph: Graph) -> None:
    member, program = join(walled, people_graph, "member"), walled.test_client()
    reads, writes = key_of(member, "read"), key_of(member, "write")
    assert program.put(ONE, json={"name": "T"}, headers=bearer(reads)).status_code == 404
    assert program.get(f"{ONE}/feedback", headers=bearer(reads)).status_code == 200
    assert program.put(ONE, json={"name": "T"}, headers=bearer(writes)).status_code == 200


def test_a_key_opens_no_page_of_an_account(walled: Flask, people_graph: Graph) -> None:
    key = key_of(join(walled, people_graph, "administrator"), "write")
    program = walled.test_client()
    assert program.get("/account", headers=bearer(key)).status_code == 404
    token = token_on(program.get("/login"))
    made = program.post("/account/keys", data={"csrf_token": token, "label": "more"}, headers=bearer(key))
    assert made.status_code == 404


def test_a_revoked_key_is_refused_from_the_next_request_on(walled: Flask, people_graph: Graph) -> None:
    member, program = join(walled, people_graph, "member"), walled.test_client()
    key = key_of(member)
    assert program.get(ONE, headers=bearer(key)).status_code == 200
    assert post(member, f"/account/keys/{public_part(key)}/revoke", "/account").status_code == 302
    refused = program.get(ONE, headers=bearer(key))
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert "revoked" in str(refused.json)
    events = [event.event for event in store.read_audit_events(people_graph)]
    assert events[:2] == [AuditKind.KEY_REFUSED, AuditKind.KEY_REVOKED]


def test_nobody_revokes_anothers_key(walled: Flask, people_graph: Graph) -> None:
    member, manager = join(walled, people_graph, "member"), join(walled, people_graph, "manager")
    key = key_of(member)
    assert post(manager, f"/account/keys/{public_part(key)}/revoke", "/account").status_code == 404
    assert walled.test_client().get(ONE, headers=bearer(key)).status_code == 200


def test_a_key_whose_time_is_over_is_refused(walled: Flask, people_graph: Graph) -> None:
    join(walled, people_graph, "member")
    made, now = new_key(), datetime.now(UTC)
    key = ApiKey(made.id, "Old", (KeyScope.READ,), now - timedelta(days=31), now - timedelta(seconds=1))
    store.write_api_key(people_graph, store.read_accounts(people_graph)[0].id, key, digest(made.text))
    assert walled.test_client().get(ONE, headers=bearer(made.text)).status_code == 401


@pytest.mark.parametrize(
    "key", ["fil_", "fil_x", "fil_0123456789abcdef_guess", "fil_'}) DETACH DELETE n //", "x" * 5_000]
)
def test_what_is_no_key_is_refused_also_while_reading_is_open(make_open: Flask, key: str) -> None:
    assert make_open.test_client().get(ONE, headers=bearer(key)).status_code == 401


def test_a_thousand_refusals_are_one_line_on_record(walled: Flask, people_graph: Graph) -> None:
    program = walled.test_client()
    for _ in range(5):
        program.get(ONE, headers=bearer("fil_0123456789abcdef_guess"))
    (event,) = store.read_audit_events(people_graph)
    assert (event.event, event.times) == (AuditKind.KEY_REFUSED, 5)


def test_a_secret_of_an_account_is_nowhere_in_the_graph(walled: Flask, people_graph: Graph) -> None:
    key = key_of(join(walled, people_graph, "member"))
    texts = people_graph.read(lambda tx: tx.run(ALL_TEXTS).value())
    assert [text for text in texts if key in text or PASSWORD in text] == []


def test_more_than_so_many_requests_a_minute_are_refused_with_how_long_to_wait(make: Make, people_graph: Graph) -> None:
    app = make(access="open", rate_limit=3)
    member = join(app, people_graph, "member")
    keys, program = [bearer(key_of(member)) for _ in range(2)], app.test_client()
    answers = [program.get("/api/v1/clusters", headers=keys[number % 2]) for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[3].json is not None
    assert answers[3].json["type"] == "/docs#problem-too-many-attempts"
    assert "within a minute" in answers[3].json["detail"]
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    for others in ({}, bearer(OPERATORS_KEY)):
        assert all(program.get("/api/v1/clusters", headers=others).status_code == 200 for _ in range(5))
    assert "RateLimit-Limit" not in program.get("/api/v1/clusters").headers
