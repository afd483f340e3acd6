"""Searches that are saved: on pages and over the API, with what each finds and since when, and their feeds."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.connection import Graph
from graph_schema.records import GraphRows, Organisation, Profile, ProfileDirection, ProfileSubject
from service.searches.atom import NAMESPACE
from service.searches.pages import SearchPage, asked_of
from service.searches.saving import MOST_SEARCHES
from tests.service.auth.conftest import bearer, join, key_of, log_in, post, token_on
from tests.service.world import EVIL_NAME

V1 = "/api/v1"
HEAT = {"page": "who_can", "asked": {"text": "heat pumps"}}
NEED = Profile(
    "need-1", "pompa", ProfileDirection.REQUEST, ProfileSubject.TECHNOLOGY, "Heat pumps", "Heat pumps sought"
)
ATOM = f"{{{NAMESPACE}}}"


class Account:
    """Someone with a key for writing, and a browser."""

    def __init__(self, app: Flask, graph: Graph, name: str) -> None:
        self.browser = join(app, graph, name)
        self.program = app.test_client()
        self.key = bearer(key_of(self.browser, "write"))

    def send(self, method: str, path: str, body: object = None) -> TestResponse:
        return self.program.open(V1 + path, method=method, json=body, headers=self.key)

    def save(self, body: object) -> dict[str, Any]:
        answer = self.send("POST", "/searches", body)
        assert answer.status_code == 200, answer.text
        return dict(answer.get_json())

    def found(self, search: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.send("GET", f"/searches/{search['id']}")
        assert answer.status_code == 200, answer.text
        return list(answer.get_json()["items"])


@pytest.fixture
def partner(walled: Flask, people_graph: Graph) -> Account:
    """A network partner to whom nothing is open yet, but for those in no cluster."""
    return Account(walled, people_graph, "partner")


@pytest.fixture
def member(walled: Flask, people_graph: Graph) -> Account:
    """A member of the Lombard cluster."""
    return Account(walled, people_graph, "member")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        (HEAT, "pompa"),
        ({"page": "organisations", "asked": {"q": "prova", "kind": ["university"]}}, "polimi"),
        ({"page": "profiles", "asked": {"direction": "request"}}, "need-1"),
    ],
)
def test_a_saved_search_finds_what_its_page_finds(
    member: Account, people_graph: Graph, asked: dict[str, Any], first: str
) -> None:
    store.write_rows(people_graph, GraphRows("test", profiles=(NEED,)))
    saved = member.save(asked)
    assert first in [one["id"] for one in member.found(saved)]
    assert member.send("GET", "/searches").get_json()["items"] == [saved]


def test_a_search_is_named_and_told_in_the_language_of_its_account(
    walled: Flask, member: Account, people_graph: Graph
) -> None:
    store.write_rows(people_graph, GraphRows("test", profiles=(NEED,)))
    post(member.browser, "/account/language", "/account", language="it")
    asked = {"profiles": "direction=request", "organisations": "kind=university&country=IT", "who_can": "q=heat+pumps"}
    token = token_on(member.browser.get("/organisations?q=x"))
    for page, query in asked.items():
        sent = {"csrf_token": token, "page": page, "query": query}
        assert member.browser.post("/searches", data=sent).status_code == 302
    shown = member.browser.get("/searches").text
    for words in (">Richiesta<", "Richiesta di Pompa di Calore SpA", ">Università, Italia<", "Università, "):
        assert words in shown
    feeds = [one["feed"] for one in member.send("GET", "/searches").get_json()["items"]]
    told = " ".join(walled.test_client().get(feed).text for feed in feeds)
    for words in ("Richiesta di Pompa di Calore SpA", "Università, ", "Si occupa di "):
        assert words in told


def test_what_is_found_keeps_its_day_and_what_is_new_comes_first(member: Account, people_graph: Graph) -> None:
    saved = member.save({"page": "organisations", "asked": {"country": ["DE"]}})
    before = {one["id"]: one["since"] for one in member.found(saved)}
    people_graph.write(
        lambda tx: tx.run("MATCH (:SavedSearch)-[r:FOUND]->(:Organisation {id: 'verband'}) DELETE r").consume()
    )
    after = member.found(saved)
    assert [one["id"] for one in after] == ["verband", "windkraft"]
    assert after[1]["since"] == before["windkraft"]
    assert after[0]["since"] > before["verband"]


def test_what_the_graph_no_longer_has_is_not_found(member: Account, people_graph: Graph) -> None:
    saved = member.save({"page": "organisations", "asked": {"country": ["DE"]}})
    people_graph.write(lambda tx: tx.run("MATCH (n:Organisation {id: 'verband'}) DETACH DELETE n").consume())
    assert [one["id"] for one in member.found(saved)] == ["windkraft"]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ('{"cluster": ["closed-since"]}', "no cluster with the id 'closed-since'"),
        ('{"of_another_release": "x"}', "of_another_release"),
    ],
)
def test_a_search_that_can_be_asked_no_more_is_told_of_and_leaves_the_others(
    member: Account, people_graph: Graph, asked: str, problem: str
) -> None:
    saved = member.save({"page": "organisations", "asked": {"country": ["DE"]}, "label": "Germans"})
    other = member.save(HEAT)
    told = {"id": saved["id"], "asked": asked}
    people_graph.write(lambda tx: tx.run("MATCH (n:SavedSearch {id: $id}) SET n.asked = $asked", told).consume())
    page = member.browser.get("/searches")
    assert page.status_code == 200
    assert problem in page.text.replace("&#39;", "'")
    assert "Heat pumps" in page.text or "heat pumps" in page.text
    assert member.found(other)
    assert member.send("GET", f"/searches/{saved['id']}").status_code in {404, 422}
    assert post(member.browser, f"/searches/{saved['id']}/remove", "/searches").status_code == 302


def test_to_save_the_same_again_changes_no_more_than_the_label(member: Account) -> None:
    first = member.save(HEAT)
    again = member.save(HEAT | {"label": "Rotors"})
    assert (first["label"], again) == ("heat pumps", first | {"label": "Rotors"})


def test_an_account_has_its_own_searches_only(member: Account, partner: Account) -> None:
    saved = member.save(HEAT)
    assert partner.send("GET", "/searches").get_json()["items"] == []
    assert partner.send("GET", f"/searches/{saved['id']}").status_code == 404
    assert partner.send("DELETE", f"/searches/{saved['id']}").status_code == 404
    assert post(partner.browser, f"/searches/{saved['id']}/remove", "/account").status_code == 404
    assert member.found(saved)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"page": "who_can", "asked": {}}, "text"),
        ({"page": "who_can", "asked": {"text": "x", "kind": ["bakery"]}}, "kind.0"),
        ({"page": "organisations", "asked": {"country": ["Italy"]}}, "country.0"),
        ({"page": "organisations", "asked": {"word": "x"}}, "word"),
        ({"page": "nowhere", "asked": {}}, "page"),
    ],
)
def test_what_cannot_be_asked_cannot_be_saved(member: Account, body: object, field: str) -> None:
    answer = member.send("POST", "/searches", body)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == [field]


def test_how_much_of_an_answer_is_shown_is_no_part_of_a_search() -> None:
    assert asked_of(SearchPage.ORGANISATIONS, {"q": "wind", "page": 3, "page_size": 5}) == {"q": "wind"}


def test_an_account_has_no_more_searches_than_its_page_can_ask(member: Account) -> None:
    for number in range(MOST_SEARCHES):
        member.save({"page": "organisations", "asked": {"q": f"wind {number}"}})
    refused = member.send("POST", "/searches", HEAT)
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/docs#problem-too-many-searches")
    member.save({"page": "organisations", "asked": {"q": "wind 0"}, "label": "Again"})


def test_who_has_no_account_is_told_that_searches_need_one(walled: Flask) -> None:
    answer = walled.test_client().post(f"{V1}/searches", json=HEAT)
    assert answer.status_code == 401


def entries(answer: TestResponse) -> list[tuple[str, str, str]]:
    """The entries of a feed: title, address, summary."""
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)  # noqa: S314  our own
    assert feed.tag == f"{ATOM}feed"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    return [
        (
            entry.findtext(f"{ATOM}title") or "",
            (link.get("href") or "") if (link := entry.find(f"{ATOM}link")) is not None else "",
            entry.findtext(f"{ATOM}summary") or "",
        )
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_a_feed_tells_what_is_found_to_whoever_has_its_address(walled: Flask, member: Account) -> None:
    saved = member.save(HEAT)
    told = entries(walled.test_client().get(saved["feed"]))
    found = member.found(saved)
    assert [title for title, _, _ in told] == [one["title"] for one in found]
    _, address, summary = told[0]
    assert address.endswith(f"/organisations/{found[0]['id']}")
    assert summary == "\n".join(found[0]["shows"])


def test_a_feed_that_has_not_changed_is_not_sent_again(walled: Flask, member: Account) -> None:
    reader, address = walled.test_client(), member.save(HEAT)["feed"]
    first = reader.get(address)
    assert reader.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_a_name_that_looks_like_markup_is_only_a_name_in_a_feed(walled: Flask, member: Account) -> None:
    saved = member.save({"page": "organisations", "asked": {"country": ["EG"]}, "label": "<b>&\uffff"})
    answer = walled.test_client().get(saved["feed"])
    assert [title for title, _, _ in entries(answer)] == [EVIL_NAME]
    assert ET.fromstring(answer.data).findtext(f"{ATOM}title") == "<b>&\ufffd"  # noqa: S314  our own


def test_the_feed_sees_what_its_account_may_see_when_it_is_read(
    walled: Flask, partner: Account, people_graph: Graph
) -> None:
    saved, reader = partner.save(HEAT), walled.test_client()
    assert entries(reader.get(saved["feed"])) == []
    store.open_cluster(people_graph, "norway", "Network", "power", "Ann")
    assert [title for title, _, _ in entries(reader.get(saved["feed"]))] == ["Varmepumpe AS"]
    store.close_cluster(people_graph, "norway", "Network", "power")
    assert entries(reader.get(saved["feed"])) == []


def test_an_address_leads_nowhere_once_it_was_renewed_or_its_search_removed(walled: Flask, member: Account) -> None:
    saved, reader = member.save(HEAT), walled.test_client()
    assert post(member.browser, f"/searches/{saved['id']}/feed", "/searches").status_code == 302
    renewed = member.send("GET", "/searches").get_json()["items"][0]["feed"]
    assert [reader.get(address).status_code for address in (saved["feed"], renewed)] == [404, 200]
    assert member.send("DELETE", f"/searches/{saved['id']}").get_json() == {"items": []}
    assert reader.get(renewed).status_code == 404


@pytest.mark.parametrize("word", ["x", "WyJhIiwiYiJd.wrong", "é"])
def test_a_made_up_address_leads_nowhere(walled: Flask, word: str) -> None:
    assert walled.test_client().get(f"/feeds/{word}").status_code == 404


def test_the_feed_of_a_closed_account_ends(walled: Flask, member: Account, people_graph: Graph) -> None:
    saved = member.save(HEAT)
    store.close_account(people_graph, "member@example.org", "x")
    assert walled.test_client().get(saved["feed"]).status_code == 404


def test_a_search_is_saved_from_the_page_that_asked_it(walled: Flask, member: Account) -> None:
    asked = "q=heat+pumps&kind=firm&each=50"
    page = f"/who-can?{asked}"
    assert "Save this search" in member.browser.get(page).text
    assert "Save this search" not in walled.test_client().get("/login").text
    token = token_on(member.browser.get(page))
    form = {"csrf_token": token, "page": "who_can", "query": asked}
    kept = member.browser.post("/searches", data=form)
    assert kept.headers["Location"] == "/searches"
    saved = member.send("GET", "/searches").get_json()["items"][0]["asked"]
    assert saved == {"text": "heat pumps", "kind": ["firm"]}
    shown = member.browser.get("/searches").text
    assert "Pompa di Calore SpA" in shown
    assert "/who-can?kind=firm&amp;q=heat+pumps" in shown


def test_who_saved_nothing_is_told_where_searches_are(member: Account) -> None:
    assert "You have saved no search yet" in member.browser.get("/searches").text


def test_a_visitor_is_asked_to_log_in(walled: Flask) -> None:
    assert walled.test_client().get("/searches").headers["Location"].startswith("/login")
    assert log_in(walled, "nobody")[1].status_code == 422


def test_an_organisation_that_is_new_in_the_graph_but_not_in_the_snapshot_waits(
    member: Account, people_graph: Graph
) -> None:
    store.write_rows(people_graph, GraphRows("test", organisations=(Organisation("late", "Late AG", country="DE"),)))
    saved = member.save({"page": "organisations", "asked": {"country": ["DE"]}})
    assert {one["id"] for one in member.found(saved)} == {"verband", "windkraft"}
