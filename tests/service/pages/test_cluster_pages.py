"""What the pages of a cluster show beside its members."""

from flask.testing import FlaskClient

V1 = "/api/v1"


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
