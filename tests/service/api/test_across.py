"""Questions that span clusters, over the API and on the page."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.service.world import EVIL_NAME

V1 = "/api/v1"


def by_cluster(answer: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401  JSON
    assert answer.status_code == 200, answer.text
    return {one["cluster"]["id"]: one for one in answer.json["clusters"]}


def test_who_in_which_cluster_can_do_something_is_told_with_evidence(client: FlaskClient) -> None:
    answer = client.get(f"{V1}/who-can?text=heat pumps for district heating&each=1")
    found = by_cluster(answer)
    assert answer.json is not None
    assert [one["id"] for one in answer.json["capabilities"]] == ["heat-pumps"]
    assert found["norway"]["best"][0]["organisation"]["id"] == "varme"
    assert found["lombardy"]["able"] >= 2
    assert len(found["lombardy"]["best"]) == 1
    assert "Works on heat pumps" in " ".join(found["lombardy"]["best"][0]["evidence"])


def test_a_text_can_be_posted_with_filters(client: FlaskClient) -> None:
    body = {"text": "heat pumps " * 500, "filters": {"kinds": ["university"]}, "each": 5}
    answer = client.post(f"{V1}/who-can", json=body)
    found = by_cluster(answer)
    assert [one["organisation"]["id"] for one in found["lombardy"]["best"]] == ["polimi"]
    assert found["norway"]["best"] == []
    assert answer.json is not None
    assert len(answer.json["text"]) == 500


@pytest.mark.parametrize(
    ("query", "status"), [("", 422), ("text=%20", 422), ("text=x&cluster=atlantis", 404), ("text=x&each=-1", 422)]
)
def test_a_question_that_cannot_be_answered_says_why(client: FlaskClient, query: str, status: int) -> None:
    answer = client.get(f"{V1}/who-can?{query}")
    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json["detail"]


def test_the_page_says_nobody_where_nobody_can(client: FlaskClient) -> None:
    page = client.get("/who-can?q=opera singing").text
    assert page.count("Nobody: none of") == 2
    assert "Nobody: no member passes the filters." in client.get("/who-can?q=heat pumps&country=FR").text


def test_a_hostile_name_is_only_a_name(client: FlaskClient) -> None:
    page = client.get("/who-can", query_string={"q": f"storage {EVIL_NAME}"}).text
    assert "<script>alert(1)" not in page


def test_meetings_of_two_clusters_are_told_by_topic_with_both_sides(client: FlaskClient) -> None:
    answer = client.get(f"{V1}/clusters/lombardy/meetings/norway?include_partners=true").json
    assert answer is not None
    assert answer["match_type"] == "international_partner"
    assert answer["pairs"] == sum(topic["pairs"] for topic in answer["topics"]) > 0
    meeting = answer["topics"][0]["meetings"][0]
    assert (meeting["ours"]["country"], meeting["theirs"]["country"]) == ("IT", "NO")
    for side in meeting["sides"]:
        assert side["score"] == pytest.approx(sum(reason["contribution"] for reason in side["reasons"]))


def test_the_page_of_meetings_has_the_table_and_the_pairs(client: FlaskClient) -> None:
    page = client.get("/meetings?cluster=lombardy&other=norway&meetings=2&include_partners=true").text
    assert "are worth a meeting" in page
    assert "Why for " in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "proposes who meets whom"),
        ("?cluster=norway&other=norway", "Choose two different clusters."),
        ("?cluster=norway&other=lombardy&type=public_private_partnership", "No pair is worth a meeting"),
    ],
)
def test_the_page_of_meetings_says_what_to_do_next(client: FlaskClient, query: str, words: str) -> None:
    assert words in client.get(f"/meetings{query}").text


@pytest.mark.parametrize(
    ("path", "status"), [("lombardy/meetings/atlantis", 404), ("lombardy/meetings/norway?meetings=11", 422)]
)
def test_meetings_that_cannot_be_told_are_refused(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(f"{V1}/clusters/{path}").status_code == status
