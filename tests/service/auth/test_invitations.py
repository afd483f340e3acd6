"""Invitations: good once, for some days, for whom and what they were made; each refusal on record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.account_records import ActsFor, AuditKind, Invitation, Role
from graph_schema.connection import Graph
from graph_schema.errors import UnknownRowError
from service.auth import accounts
from service.auth.secret_words import digest
from service.errors import InvalidRequestError
from tests.service.auth.conftest import PASSWORD, invite, join, log_in, post

EVIL = "<script>alert(1)</script>'}) DETACH DELETE n // =cmd()"


def test_an_invitation_makes_an_account_that_acts_for_what_it_says(walled: Flask, people_graph: Graph) -> None:
    token = invite(people_graph, "manager")
    client = walled.test_client()
    page = client.get(f"/invitation/{token}")
    assert "Cluster manager" in page.text
    assert "for Lombardy" in page.text
    post(client, f"/invitation/{token}", name=EVIL, password=PASSWORD, email="someone.else@example.org")
    (account,) = store.read_accounts(people_graph)
    assert (account.email, account.name, account.role) == ("manager@example.org", EVIL, Role.CLUSTER_MANAGER)
    assert account.acts_for == ActsFor(cluster_id="lombardy")
    assert "<script>" not in client.get("/account").text


@pytest.mark.parametrize("case", ["used", "expired", "withdrawn", "never made"])
def test_an_invitation_that_cannot_be_used_is_told_and_put_on_record(
    walled: Flask, people_graph: Graph, case: str
) -> None:
    token = "never made" if case == "never made" else invite(people_graph, "member")
    if case == "used":
        join_by(walled, token)
    if case == "withdrawn":
        token = accounts.invite_first_administrator(people_graph) or ""
        accounts.invite_first_administrator(people_graph)
    if case == "expired":
        yesterday = datetime.now(UTC) - timedelta(days=1)
        old = Invitation("old", Role.ADMINISTRATOR, ActsFor(), None, "Ann", yesterday)
        store.write_invitation(people_graph, old, digest(token := "over"))
    answer = walled.test_client().get(f"/invitation/{token}")
    assert answer.status_code == 404
    assert "ask who invited you for another" in answer.text
    assert store.read_audit_events(people_graph)[0].event is AuditKind.INVITATION_REFUSED


def join_by(app: Flask, token: str) -> int:
    """Accept an invitation; the status."""
    return post(app.test_client(), f"/invitation/{token}", name="Ann", password=PASSWORD).status_code


def test_of_two_who_accept_at_once_one_does(people_graph: Graph) -> None:
    token = invite(people_graph, "member")

    def accept(number: int) -> str:
        try:
            store.make_account(
                people_graph,
                digest(token),
                account_id=f"a{number}",
                email=f"{number}@example.org",
                name="Ann",
                password_hash="",
                session_stamp="",
            )
        except Exception as error:  # noqa: BLE001  whatever it is, it is told below
            return type(error).__name__
        return "made"

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(accept, range(8)))
    assert told == ["UnknownAccountError"] * 7 + ["made"]
    assert len(store.read_accounts(people_graph)) == 1


def test_an_address_has_one_account_and_the_invitation_stays(walled: Flask, people_graph: Graph) -> None:
    join(walled, people_graph, "member")
    token = invite(people_graph, "member")
    client = walled.test_client()
    answer = post(client, f"/invitation/{token}", name="Ann", password=PASSWORD)
    assert answer.status_code == 409
    assert "There is an account with the e-mail address" in answer.text
    assert client.get(f"/invitation/{token}").status_code == 200


def test_the_first_administrator_is_invited_until_there_is_one(walled: Flask, people_graph: Graph) -> None:
    first, second = accounts.invite_first_administrator(people_graph), accounts.invite_first_administrator(people_graph)
    client = walled.test_client()
    assert client.get(f"/invitation/{first}").status_code == 404
    answer = post(client, f"/invitation/{second}", name="Ann", email="Ann@Example.org ", password=PASSWORD)
    assert answer.status_code == 302
    assert accounts.invite_first_administrator(people_graph) is None
    assert store.read_accounts(people_graph)[0].email == "ann@example.org"


def test_a_reset_sets_a_new_password_and_ends_all_sessions(walled: Flask, people_graph: Graph) -> None:
    before = join(walled, people_graph, "member")
    token = accounts.reset(people_graph, "member@example.org")
    after = walled.test_client()
    assert "Choose a new password" in after.get(f"/invitation/{token}").text
    assert post(after, f"/invitation/{token}", password="new words of mine").status_code == 302  # noqa: S106
    assert after.get("/account").status_code == 200
    assert before.get("/account").status_code == 302
    assert log_in(walled, "member")[1].status_code == 422
    assert after.get(f"/invitation/{token}").status_code == 404


@pytest.mark.parametrize(
    ("role", "acts_for", "field"),
    [
        (Role.SME_MEMBER, ActsFor(), "organisation"),
        (Role.SME_MEMBER, ActsFor(cluster_id="lombardy"), "organisation"),
        (Role.CLUSTER_MANAGER, ActsFor(), "cluster"),
        (Role.NETWORK_PARTNER, ActsFor(), "network"),
        (Role.ADMINISTRATOR, ActsFor(cluster_id="lombardy"), "cluster"),
    ],
)
def test_each_role_acts_for_its_own_kind_of_thing(
    people_graph: Graph, role: Role, acts_for: ActsFor, field: str
) -> None:
    with pytest.raises(InvalidRequestError) as told:
        accounts.invite(people_graph, role, acts_for, None)
    assert told.value.errors[0].field == field


def test_nobody_is_invited_to_act_for_what_is_not_there(people_graph: Graph) -> None:
    with pytest.raises(UnknownRowError, match="atlantis"):
        accounts.invite(people_graph, Role.CLUSTER_MANAGER, ActsFor(cluster_id="atlantis"), None)


@pytest.mark.parametrize(
    "email", ["", "ann", "ann@", "@example.org", "ann@localhost", "a b@example.org", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_is_refused(walled: Flask, people_graph: Graph, email: str) -> None:
    token = accounts.invite_first_administrator(people_graph)
    answer = post(walled.test_client(), f"/invitation/{token}", name="Ann", email=email, password=PASSWORD)
    assert answer.status_code == 422
    assert "no e-mail address" in answer.text
