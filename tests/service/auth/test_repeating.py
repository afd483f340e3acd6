"""Tags and idempotency keys never let anyone past the gate, and follow what one may see."""

from flask import Flask

from graph_schema import store
from graph_schema.connection import Graph
from service.auth.secret_words import public_part
from tests.service.auth.conftest import bearer, join, key_of, post

ONE = "/api/v1/organisations/turbina"


def test_a_program_is_spared_what_did_not_change_and_refused_once_its_key_is_revoked(
    walled: Flask, people_graph: Graph
) -> None:
    member, program = join(walled, people_graph, "member"), walled.test_client()
    key = key_of(member)
    first = program.get(ONE, headers=bearer(key))
    assert "private" in first.headers["Cache-Control"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert program.get(ONE, headers=bearer(key) | known).status_code == 304
    post(member, f"/account/keys/{public_part(key)}/revoke", "/account")
    assert program.get(ONE, headers=bearer(key) | known).status_code == 401
    assert program.get(ONE, headers=known).status_code == 401


def test_another_ones_tag_is_not_ones_own(walled: Flask, people_graph: Graph) -> None:
    program = walled.test_client()
    member, manager = (key_of(join(walled, people_graph, name)) for name in ("member", "manager"))
    known = {"If-None-Match": program.get("/api/v1/clusters", headers=bearer(member)).headers["ETag"]}
    assert program.get("/api/v1/clusters", headers=bearer(manager) | known).status_code == 200


def test_a_cluster_that_opens_changes_the_tags_of_who_may_see_it(walled: Flask, people_graph: Graph) -> None:
    program, key = walled.test_client(), key_of(join(walled, people_graph, "partner"))
    before = program.get("/api/v1/clusters", headers=bearer(key)).headers["ETag"]
    store.open_cluster(people_graph, "lombardy", "Network", "power", "a test")
    after = program.get("/api/v1/clusters", headers=bearer(key) | {"If-None-Match": before})
    assert after.status_code == 200
    assert after.headers["ETag"] != before


def test_nothing_of_someone_logged_in_is_stored(walled: Flask, people_graph: Graph) -> None:
    answer = join(walled, people_graph, "member").get("/organisations/turbina")
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_write_is_not_answered_again_once_its_key_is_revoked(walled: Flask, people_graph: Graph) -> None:
    member, program = join(walled, people_graph, "member"), walled.test_client()
    key = key_of(member, "write")
    header = bearer(key) | {"Idempotency-Key": "k-revoked"}
    assert program.put(ONE, json={"name": "T"}, headers=header).status_code == 200
    assert program.put(ONE, json={"name": "T"}, headers=header).headers["Idempotency-Replayed"] == "true"
    post(member, f"/account/keys/{public_part(key)}/revoke", "/account")
    assert program.put(ONE, json={"name": "T"}, headers=header).status_code == 401


def test_the_same_idempotency_key_of_someone_else_is_another(walled: Flask, people_graph: Graph) -> None:
    program = walled.test_client()
    for name in ("member", "manager"):
        key = key_of(join(walled, people_graph, name), "write")
        answer = program.put(ONE, json={"name": name}, headers=bearer(key) | {"Idempotency-Key": "k-shared"})
        assert answer.status_code == 200, answer.text
        assert "Idempotency-Replayed" not in answer.headers
