"""In which language a page or answer comes, and how the choice is remembered."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.service.pages.test_pages import Outline

HOME = {
    "en": "The partner worth a call, and why",
    "it": "Il partner che vale una telefonata, e perché",
    "nb": "Partneren som er verdt en telefon, og hvorfor",
}


def language_of(client: FlaskClient, path: str = "/", **headers: str) -> str:
    response = client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    code = str(Outline(response.text).all("html")[0]["lang"])
    assert response.headers["Content-Language"] == code
    assert HOME[code] in response.text
    return code


@pytest.mark.parametrize(
    ("accepts", "code"),
    [
        ("", "en"),
        ("it", "it"),
        ("it-CH,de;q=0.9", "it"),
        ("nb-NO,nb;q=0.9,en;q=0.5", "nb"),
        ("no", "nb"),
        ("nn-NO", "nb"),
        ("de,it;q=0.3,en;q=0.7", "en"),
        ("de,fr", "en"),
        ("it;q=0,en", "en"),
        ("*", "en"),
    ],
)
def test_a_page_comes_in_the_best_language_that_the_browser_accepts(
    client: FlaskClient, accepts: str, code: str
) -> None:
    assert language_of(client, Accept_Language=accepts) == code


def test_the_switch_is_remembered_and_wins_over_the_browser(client: FlaskClient) -> None:
    assert language_of(client, "/?lang=nb", Accept_Language="it") == "nb"
    assert language_of(client, Accept_Language="it") == "nb"
    assert language_of(client, "/?lang=en", Accept_Language="it") == "en"
    assert language_of(client, Accept_Language="it") == "en"


def test_what_is_no_language_changes_nothing(client: FlaskClient) -> None:
    client.set_cookie("language", "xx")
    assert language_of(client, "/?lang=../../etc", Accept_Language="it") == "it"
    assert client.get_cookie("language") is not None
    assert language_of(client, Accept_Language="it") == "it"


def test_the_switch_is_a_link_that_keeps_what_was_asked(client: FlaskClient) -> None:
    html = client.get("/organisations?q=heat&kind=firm&kind=university&lang=it").text
    links = {a["hreflang"]: a for a in Outline(html).all("a") if "hreflang" in a}
    assert list(links) == ["en", "it", "nb"]
    assert links["nb"]["href"] == "/organisations?q=heat&amp;kind=firm&amp;kind=university&amp;lang=nb".replace(
        "&amp;", "&"
    )
    assert [code for code, a in links.items() if "aria-current" in a] == ["it"]


@pytest.mark.parametrize("path", ["/nothing-here", "/organisations/nobody"])
def test_a_page_that_is_not_there_has_a_switch_too(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "nb"})
    assert response.status_code == 404
    assert Outline(response.text).all("html") == [{"lang": "nb"}]


def test_answers_say_on_what_they_depend(client: FlaskClient) -> None:
    response = client.get("/")
    assert {"accept-language", "cookie"} <= {name.lower() for name in response.vary}
    tags = {client.get("/", headers={"Accept-Language": code}).headers["ETag"] for code in HOME}
    tags |= {client.get(f"/?lang={code}").headers["ETag"] for code in HOME}
    assert len(tags) == 6


def test_a_tag_of_one_language_is_none_of_another(client: FlaskClient) -> None:
    tag = client.get("/", headers={"Accept-Language": "it"}).headers["ETag"]
    again = client.get("/", headers={"Accept-Language": "it", "If-None-Match": tag})
    other = client.get("/", headers={"Accept-Language": "nb", "If-None-Match": tag})
    assert (again.status_code, other.status_code) == (304, 200)


def test_the_api_heeds_the_header_and_the_parameter_but_no_cookie(client: FlaskClient) -> None:
    path = "/api/v1/clusters"
    client.set_cookie("language", "it")
    assert client.get(path).headers["Content-Language"] == "en"
    assert client.get(path, headers={"Accept-Language": "nb"}).headers["Content-Language"] == "nb"
    assert client.get(f"{path}?lang=it", headers={"Accept-Language": "nb"}).headers["Content-Language"] == "it"
    refused = client.get(f"{path}?lang=xx")
    assert (refused.status_code, refused.json and refused.json["errors"][0]["field"]) == (422, "lang")


@pytest.mark.parametrize("code", HOME)
def test_numbers_days_and_countries_are_written_as_in_the_language(app: Flask, code: str) -> None:
    filters = app.jinja_env.filters
    with app.test_request_context(f"/?lang={code}"):
        app.preprocess_request()
        told = (
            filters["thousands"](13_702),
            filters["score"](0.63),
            filters["day"]("2026-01-02"),
            filters["country_name"]("NO"),
            filters["percent"](0.034),
        )
    assert (
        told
        == {
            "en": ("13,702", "0.63", "2 January 2026", "Norway", "3.4%"),
            "it": ("13.702", "0,63", "2 gennaio 2026", "Norvegia", "3,4%"),
            "nb": ("13\u00a0702", "0,63", "2. januar 2026", "Norge", "3,4\u00a0%"),
        }[code]
    )
