"""What the pages of a cluster show beside its members."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from matchers.snapshot import build_snapshot
from service.app import create_app
from service.settings import Settings
from tests.matchers.conftest import WordEncoder
from tests.matchers.gaps.gap_world import MEMBERS, corpus_of

V1 = "/api/v1"


@pytest.fixture
def wind_client(tmp_path: Path) -> FlaskClient:
    """The application over a cluster that lacks blades, and one without members."""
    build_snapshot(tmp_path / "snapshots", corpus_of(MEMBERS), WordEncoder(), graph_version=1)
    return create_app(Settings(data_dir=tmp_path)).test_client()


def test_the_figures_are_told_in_words_with_formula_chart_and_table(client: FlaskClient) -> None:
    page = client.get("/clusters/lombardy/figures").text
    # turbina-polimi, pompa-polimi, comune-pompa, turbina-ricerca of 6 members; cavi is alone.
    for words in ("4 of 15 possible pairs", "Members alone", "Kaplan and Meier", "<svg", "New links"):
        assert words in page
    answer = client.get(f"{V1}/clusters/lombardy/figures").json
    assert answer is not None
    assert [one["organisation"]["id"] for one in answer["alone"]] == ["cavi"]
    assert sum(year["new_links"] for year in answer["years"]) == answer["figures"][0]["value"]
    for one in answer["bridges"]:
        assert f'href="/organisations/{one["organisation"]["id"]}"' in page


def test_who_is_alone_is_a_link_away_from_suggestions_in_the_cluster(client: FlaskClient) -> None:
    page = client.get("/clusters/lombardy/figures").text
    assert 'href="/organisations/cavi?type=consortium_member&amp;cluster=lombardy#suggestions"' in page
    assert client.get("/organisations/cavi?type=consortium_member&cluster=lombardy").status_code == 200


def test_the_gap_map_names_stages_in_order_and_says_how_it_knows(client: FlaskClient) -> None:
    page = client.get("/clusters/lombardy/gaps").text
    assert page.index("Machines and equipment") < page.index("Generation and conversion") < page.index(">Storage<")
    assert "How we know" in page


def test_a_gap_opens_to_who_needs_it_and_who_outside_could_fill_it(wind_client: FlaskClient) -> None:
    page = wind_client.get("/clusters/ours/gaps").text
    answer = wind_client.get(f"{V1}/clusters/ours/gaps").json
    assert answer is not None
    (gap,) = answer["gaps"]
    assert f'id="gap-{gap["capability"]}"' in page
    assert "4 need it, none strong" in page
    for one in gap["fillers"]:
        assert f'href="/organisations/{one["organisation"]["id"]}"' in page
    for needer in gap["needed_by"]:
        link = f"/organisations/{needer['id']}?type=consortium_member&capability=blades"
        assert f"{link}#suggestions".replace("&", "&amp;") in page
        assert wind_client.get(link).status_code == 200
    fewer = wind_client.get(f"{V1}/clusters/ours/gaps?fillers=1").json
    assert fewer is not None
    assert fewer["gaps"][0]["fillers"] == gap["fillers"][:1]


def test_where_no_gap_is_seen_the_page_says_what_to_do(wind_client: FlaskClient, client: FlaskClient) -> None:
    assert "No gap is seen" in client.get("/clusters/lombardy/gaps").text
    for path in ("/clusters/empty/gaps", "/clusters/empty/figures"):
        assert "This cluster has no members yet." in wind_client.get(path).text


def test_the_map_tells_members_by_place_without_any_drawing(client: FlaskClient) -> None:
    page = client.get("/clusters/lombardy/map").text
    for words in ("Milano", "Brescia, Italy", "TURBINA SRL", 'role="img"'):
        assert words in page
    assert "not on the map" in page  # Prova is no town that is known


def test_places_are_told_to_programs_too(client: FlaskClient) -> None:
    answer = client.get(f"{V1}/clusters/lombardy/places").json
    assert answer is not None
    places = {place["city"]: place for place in answer["items"]}
    assert [one["id"] for one in places["Milano"]["members"]] == ["polimi", "ricerca", "turbina"]
    assert places["Milano"]["latitude"] == pytest.approx(45.46, abs=0.05)
    assert places["Prova"]["latitude"] is None
    # Partners: windkraft in Bremen, verband in Berlin, vind, varme, and those of cavi in Trondheim and Cairo.
    assert places["Trondheim"]["partners"] == 2
    assert places["Trondheim"]["members"] == []
    assert sum(len(place["members"]) for place in answer["items"]) == 6
    assert client.get(f"{V1}/clusters/atlantis/places").status_code == 404


@pytest.mark.parametrize("view", ["cluster", "europe", "world"])
def test_no_view_of_the_map_is_a_heavy_page(client: FlaskClient, view: str) -> None:
    assert len(client.get(f"/clusters/lombardy/map?view={view}").data) < 300_000


def test_a_view_that_there_is_not_is_a_mistake(client: FlaskClient) -> None:
    assert client.get("/clusters/lombardy/map?view=moon").status_code == 422
