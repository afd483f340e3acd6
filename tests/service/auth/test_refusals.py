"""Who said no to being a contact person is not asked again through the same organisation, until they allow it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.connection import Graph
from service.refusals import SPARED, forget_old_refusals
from service.runtime import Runtime
from tests.service.auth.conftest import join, post
from tests.service.auth.test_consents import Letters, ask, link_in, member
from tests.service.auth.test_contacts import MARKERS, PAGE, PERSON, everything_in
from tests.service.introductions.conftest import app, letters, runtime

__all__ = ["app", "letters", "member", "runtime"]

ASKED_NO_MORE = "They are not asked again before"
Says = Callable[[FlaskClient, Letters, str], None]


def no(person: FlaskClient, letters: Letters, path: str) -> None:  # noqa: ARG001  as the others
    assert "You are not asked again in the name of TURBINA SRL before" in person.post(path, data={"answer": "no"}).text


def withdraws(person: FlaskClient, letters: Letters, path: str) -> None:
    person.post(path, data={"answer": "yes"})
    own = link_in(letters).partition("?")[0]
    assert "You are not asked again" in person.post(f"{own}/withdraw", follow_redirects=True).text


def erases(person: FlaskClient, letters: Letters, path: str) -> None:
    person.post(path, data={"answer": "yes"})
    own = link_in(letters).partition("?")[0]
    assert "You are not asked again" in person.post(f"{own}/erase").text


def withdraws_and_erases(person: FlaskClient, letters: Letters, path: str) -> None:
    person.post(path, data={"answer": "yes"})
    own = link_in(letters).partition("?")[0]
    for act in ("withdraw", "erase"):
        assert person.post(f"{own}/{act}").status_code in {200, 302}


def asked_anew(client: FlaskClient, page: str = PAGE, **others: str) -> TestResponse:
    return post(client, page, page, **PERSON | {"audience": "public"} | others)


@pytest.mark.parametrize("says", [no, withdraws, erases, withdraws_and_erases])
def test_who_says_no_is_asked_no_more_until_they_allow_it(
    app: Flask, member: FlaskClient, letters: Letters, says: Says
) -> None:
    ask(member)
    path, person = link_in(letters), app.test_client()
    says(person, letters, path)
    letters()
    for spelt in (PERSON["email"], PERSON["email"].upper(), f" {PERSON['email']} "):
        answer = asked_anew(member, name="Somebody Else", email=spelt)
        assert (answer.status_code, ASKED_NO_MORE in answer.text) == (422, True), spelt
    assert letters() == []
    assert "you are not asked again in its name before" in person.get(path).text
    assert "You can be asked again" in person.post(path, data={"answer": "again"}).text
    assert person.get(path).status_code == 404
    assert asked_anew(member, name="Somebody Else").status_code == 302
    assert len(letters()) == 1


def test_a_no_to_more_leaves_what_was_agreed_to_and_ends_the_asking(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member, "introduced")
    app.test_client().post(link_in(letters), data={"answer": "yes"})
    letters()
    (contact,) = store.read_contacts(people_graph, "turbina")
    again = f"{PAGE}/{contact.id}/consent"
    assert post(member, again, PAGE, audience="public").status_code == 302
    no(app.test_client(), letters, link_in(letters))
    answer = post(member, again, PAGE, audience="cluster")
    assert (answer.status_code, ASKED_NO_MORE in answer.text) == (422, True)
    (contact,) = store.read_contacts(people_graph, "turbina")
    assert contact.consent is not None


def test_another_person_or_organisation_is_not_concerned(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member)
    no(app.test_client(), letters, link_in(letters))
    assert asked_anew(member, email="other@example.org").status_code == 302
    manager = join(app, people_graph, "manager")
    assert asked_anew(manager, "/organisations/pompa/contacts").status_code == 302


def test_of_who_said_no_nothing_is_kept_but_a_keyed_hash_and_that_for_a_year(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph, runtime: Runtime
) -> None:
    ask(member)
    no(app.test_client(), letters, link_in(letters))
    assert not any(marker in everything_in(people_graph) for marker in MARKERS)
    (kept,) = people_graph.read(lambda tx: tx.run("MATCH (n:Refusal) RETURN properties(n) AS told").value())
    assert set(kept) == {"id", "address_key", "until"}
    assert forget_old_refusals(runtime, datetime.now(UTC) + SPARED - timedelta(days=1)) == 0
    assert forget_old_refusals(runtime, datetime.now(UTC) + SPARED) == 1
    assert asked_anew(member).status_code == 302


def test_a_refusal_goes_with_an_organisation_that_is_merged(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member)
    path = link_in(letters)
    no(app.test_client(), letters, path)
    store.merge(people_graph, "turbina", "pompa", "manager")
    manager = join(app, people_graph, "manager")
    assert asked_anew(manager, "/organisations/pompa/contacts").status_code == 422
    assert "not asked again" in app.test_client().get(path).text


@pytest.mark.parametrize("answer", ["again", "no"])
def test_a_link_that_was_never_sent_says_nothing(app: Flask, answer: str) -> None:
    assert app.test_client().post("/consents/x", data={"answer": answer}).status_code == 404
