"""An account's language: that in which its invitation was accepted, until another one is chosen."""

from flask import Flask

from graph_schema import store
from graph_schema.connection import Graph
from tests.service.auth.conftest import PASSWORD, invite, join, log_in, post


def language_of(graph: Graph) -> str | None:
    (account,) = store.read_accounts(graph)
    return account.language


def test_an_account_is_written_to_as_it_was_made(walled: Flask, people_graph: Graph) -> None:
    client, link = walled.test_client(), f"/invitation/{invite(people_graph, 'member')}"
    assert "Benvenuti in Filiera" in client.get(f"{link}?lang=it").text
    post(client, link, name="Anna", password=PASSWORD)
    assert language_of(people_graph) == "it"
    elsewhere = log_in(walled, "member")[0]
    assert '<html lang="it">' in elsewhere.get("/account").text


def test_an_account_chooses_its_language(walled: Flask, people_graph: Graph) -> None:
    client = join(walled, people_graph, "member")
    assert language_of(people_graph) == "en"
    answer = post(client, "/account/language", "/account", language="nb")
    assert '<html lang="nb">' in client.get(answer.location).text
    assert language_of(people_graph) == "nb"
    assert post(client, "/account/language", "/account", language="xx").status_code == 422
    assert language_of(people_graph) == "nb"


def test_the_language_of_a_browser_wins_over_the_account(walled: Flask, people_graph: Graph) -> None:
    client = join(walled, people_graph, "member")
    post(client, "/account/language", "/account", language="nb")
    client.set_cookie("language", "it")
    assert '<html lang="it">' in client.get("/account").text
