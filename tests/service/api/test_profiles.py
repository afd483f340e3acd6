"""Offers and requests over the API: found, matched, written and withdrawn, or refused in a sentence."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import GraphRows, Organisation
from service.app import create_app
from tests.service.conftest import WRITE_KEY
from tests.service.world import settings_over

API = "/api/v1/profiles"
HEADER = {"Authorization": f"Bearer {WRITE_KEY}"}
BODY: dict[str, Any] = {
    "organisation": "firm-1",
    "direction": "request",
    "subject": "technology",
    "title": "Heat pumps sought",
    "text": "We seek heat pumps for milk and cheese.",
    "trl_min": 6,
    "agreements": ["supplier", "supplier"],
    "roles": ["manufacturer"],
    "partner_kinds": ["firm"],
    "countries": ["no"],
    "published": "2026-01-01",
    "expires": "2099-01-01",
}


@pytest.fixture
def writing(world: Path, database: GraphAddress, graph: Graph) -> FlaskClient:
    """The application with a real database that has the vocabulary and one organisation."""
    store.sync_vocabulary(graph)
    store.write_rows(graph, GraphRows("test", (Organisation("firm-1", "Firm One"),)))
    settings = settings_over(world, database, write_key=WRITE_KEY)
    return create_app(settings).test_client()


FOUND = [
    ("", ["offer-1", "need-1", "evil"]),
    ("q=heat+pumps", ["offer-1", "need-1"]),
    ("q=district", ["need-1", "offer-1"]),
    ("q=varmepumpe", ["offer-1"]),
    ("direction=request", ["need-1", "evil"]),
    ("subject=business", ["offer-1"]),
    ("capability=heat-pumps&country=IT", ["need-1"]),
    ("country=IT&country=NO", ["offer-1", "need-1"]),
    ("country=FR", []),
    ("organisation=varme", ["offer-1"]),
    ("organisation=cavi&include_closed=true", ["back", "gone"]),
    ("page=2&page_size=1", ["need-1"]),
    ("q=%60%7D)+DETACH+DELETE", ["evil"]),
]


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_a_search_finds_what_stands(client: FlaskClient, query: str, expected: list[str]) -> None:
    answer = client.get(f"{API}?{query}").get_json()
    assert [item["id"] for item in answer["items"]] == expected


def test_a_profile_tells_all_of_itself(client: FlaskClient) -> None:
    answer = client.get(f"{API}/need-1").get_json()
    assert answer["profile"]["organisation"]["id"] == "pompa"
    assert (answer["profile"]["is_open"], answer["profile"]["trl_min"]) == (True, 6)
    assert answer["agreements"][0] == {
        "id": "supplier",
        "labels": {"en": "Supplier agreement", "it": "Accordo di fornitura", "no": "Leverandøravtale"},
    }
    assert answer["capabilities"][0]["evidence"] == 'title: "Heat pumps"'


@pytest.mark.parametrize(("profile", "withdrawn"), [("gone", None), ("back", "2026-03-01")])
def test_a_closed_profile_can_be_read_but_is_not_matched(
    client: FlaskClient, profile: str, withdrawn: str | None
) -> None:
    answer = client.get(f"{API}/{profile}").get_json()
    assert (answer["profile"]["is_open"], answer["withdrawn"]) == (False, withdrawn)
    refused = client.get(f"{API}/{profile}/matches")
    assert (refused.status_code, refused.get_json()["type"]) == (409, "/docs#problem-closed-profile")


def test_matches_tell_which_offer_answers_with_reasons_that_add_up(client: FlaskClient) -> None:
    answer = client.get(f"{API}/need-1/matches").get_json()
    best = answer["matches"][0]
    assert (answer["profile"], best["organisation"]["id"]) == ("need-1", "varme")
    assert best["answer"] == {"id": "offer-1", "direction": "offer", "title": "Heat pumps of one megawatt"}
    features = {reason["feature"] for reason in best["reasons"]}
    assert features >= {"answers_need", "answer_capabilities", "readiness", "agreement_fit", "wished_partner"}
    assert sum(reason["contribution"] for reason in best["reasons"]) == pytest.approx(best["score"], abs=1e-5)
    assert {match["organisation"]["id"] for match in answer["matches"]}.isdisjoint({"pompa"})


def test_a_profile_is_a_query_among_others(client: FlaskClient) -> None:
    queries = [{"profile": "need-1"}, {"profile": "offer-1", "type": "common_lab"}, {"text": "heat pumps"}]
    results = client.post("/api/v1/matches", json={"queries": queries}).get_json()["results"]
    assert [result["match_type"] for result in results] == ["request_or_offer", "common_lab", "international_partner"]
    assert [result["profile"] for result in results] == ["need-1", "offer-1", None]


def test_free_words_find_the_offer_without_saving_anything(client: FlaskClient) -> None:
    query = {"text": "heat pumps for district heating", "type": "request_or_offer"}
    best = client.post("/api/v1/matches", json={"queries": [query]}).get_json()["results"][0]["matches"][0]
    assert best["answer"]["id"] == "offer-1"


def test_the_closed_lists_can_be_read(client: FlaskClient) -> None:
    answer = client.get("/api/v1/profile-terms").get_json()
    assert "joint-venture" in {term["id"] for term in answer["agreements"]}
    assert all({"en", "it"} <= set(term["labels"]) for term in answer["agreements"] + answer["roles"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?direction=sideways", 422),
        ("?subject=cooking", 422),
        ("?capability=nothing", 404),
        ("?country=XX", 422),
        ("?organisation=nobody", 404),
        ("?page=0", 422),
        ("?unknown=1", 422),
        ("/nothing", 404),
        ("/nothing/matches", 404),
        ("/need-1/matches?type=nothing", 404),
    ],
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, path: str, status: int) -> None:
    answer = client.get(API + path)
    assert answer.status_code == status
    assert answer.get_json()["detail"].strip()


def test_two_subjects_in_one_query_are_refused(client: FlaskClient) -> None:
    answer = client.post("/api/v1/matches", json={"queries": [{"text": "heat", "profile": "need-1"}]})
    assert "exactly one of" in answer.get_json()["detail"]


def test_a_profile_is_written_tagged_replaced_and_withdrawn(writing: FlaskClient, graph: Graph) -> None:
    first = writing.put(f"{API}/mine:1", json=BODY, headers=HEADER)
    assert (first.status_code, first.get_json()["counts"]["profiles"]["created"]) == (200, 1)
    there = store.read_rows(graph)
    assert (there.profiles[0].agreements, there.profiles[0].countries) == (("supplier",), ("NO",))
    assert "heat-pumps" in {tag.capability_id for tag in there.profile_tags}
    again = writing.put(f"{API}/mine:1", json=BODY, headers=HEADER).get_json()
    assert again["version"] == first.get_json()["version"]
    assert writing.delete(f"{API}/mine:1", headers=HEADER).status_code == 200
    assert store.read_rows(graph).profiles[0].withdrawn is not None
    writing.put(f"{API}/mine:1", json=BODY, headers=HEADER)
    assert store.read_rows(graph).profiles[0].withdrawn is None


def test_withdrawing_what_is_not_there_says_so(writing: FlaskClient) -> None:
    refused = writing.delete(f"{API}/nothing", headers=HEADER)
    assert (refused.status_code, refused.get_json()["detail"]) == (404, "There is no profile with the id 'nothing'.")


def test_a_list_is_imported(writing: FlaskClient, graph: Graph) -> None:
    text = b"organisation;direction;subject;title;text\nfirm-1;offer;business;Milk;We sell milk to everybody here.\n"
    for dry_run, expected in (("true", 0), ("false", 1)):
        data = {"file": (BytesIO(text), "needs.csv"), "dry_run": dry_run}
        answer = writing.post("/api/v1/imports/profiles", data=data, headers=HEADER)
        assert answer.get_json()["found"]["profiles"] == 1
        assert len(store.read_rows(graph).profiles) == expected


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"organisation": "nobody"}, "not known (nobody): bring the organisation in first."),
    ({"expires": "2025-01-01"}, "it expires on 2025-01-01, before it is published on 2026-01-01"),
    ({"expires": "soon"}, "expires: "),
    ({"agreements": ["handshake"]}, "'handshake' is no agreement that we know; known are commercial-agreement"),
    ({"roles": ["friend"]}, "'friend' is no role that we know"),
    ({"trl_min": 12}, "trl_min: This must be 9 or less."),
    ({"trl_min": 0}, "trl_min: "),
    ({"trl_min": 6, "trl_max": 4}, "`trl_max` needs a `trl_min` that is not above it."),
    ({"text": "x"}, "the text has 1 character; at least 20 are needed"),
    ({"text": "x" * 100_000}, "the text has 100,000 characters; at most 20,000 are accepted"),
    ({"title": " "}, "the title has 0 characters; say in 3 to 200"),
    ({"direction": "sideways"}, "direction: "),
    ({"countries": ["XX"]}, "not an ISO 3166-1"),
    ({"organisation": None}, "organisation: "),
    ({"colour": "blue"}, "no field or parameter of this name"),
]


@pytest.mark.parametrize(("change", "sentence"), WRONG)
def test_a_wrong_value_is_told_and_nothing_is_written(
    writing: FlaskClient, graph: Graph, change: dict[str, Any], sentence: str
) -> None:
    refused = writing.put(f"{API}/mine", json=BODY | change, headers=HEADER)
    assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
    assert sentence in refused.get_json()["detail"]
    assert store.read_rows(graph).profiles == ()


@pytest.mark.parametrize(
    "words",
    ["`}) DETACH DELETE (n) // and the rest", "=HYPERLINK('x') in a cell", "Quotes \" and ' in the middle of it"],
)
def test_words_that_look_like_code_are_data(writing: FlaskClient, graph: Graph, words: str) -> None:
    writing.put(f"{API}/mine", json=BODY | {"title": words, "text": words}, headers=HEADER)
    assert (store.read_rows(graph).profiles[0].title, len(store.read_rows(graph).organisations)) == (words, 1)


@pytest.mark.parametrize("method", ["put", "delete"])
def test_writing_needs_the_key(client: FlaskClient, method: str) -> None:
    assert client.open(f"{API}/mine", method=method.upper(), json=BODY).status_code == 401
