"""No English is left on the pages in other languages, but for what organisations themselves have written."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from service.translations import TRANSLATED, catalog_file
from service.translations.messages import messages
from tests.service.world import CORPUS

PAGES = (
    "/",
    "/about",
    "/login",
    "/organisations?q=milano&kind=firm&country=IT",
    "/organisations?q=zzzz",
    "/organisations/turbina?explain=changes",
    "/organisations/turbina?type=common_lab&kind=university&include_partners=true",
    "/organisations/turbina?type=acquisition_or_succession",
    "/organisations/turbina?type=consortium_member&explain=changes",
    "/organisations/pompa?type=international_partner",
    "/organisations/pompa?type=request_or_offer",
    "/needs",
    "/needs?q=heat+pumps&type=joint_venture",
    "/profiles",
    "/profiles?q=zzzz",
    "/profiles/need-1",
    "/profiles/offer-1",
    "/profiles/gone",
    "/match-types",
    "/clusters",
    "/clusters/lombardy",
    "/clusters/lombardy/figures",
    "/clusters/lombardy/gaps",
    "/clusters/lombardy/map",
    "/clusters/lombardy/exports",
    "/who-can?q=heat+pumps",
    "/meetings?cluster=lombardy&other=norway&include_partners=true",
    "/consortia?q=heat+pumps+beside+wind+farms&partner=turbina&rules=none",
    "/organisations/nobody",
    "/nowhere",
    "/ranker",
)
SHOWN = ("aria-label", "title", "placeholder", "alt")
ENGLISH = re.compile(r"\b(the|of|is|are|with|which|not|and|this|that|their|you|they|has|have)\b", re.IGNORECASE)
NAMES_OF_WORKS = re.compile(r"CORDIS|Natural Earth|Organizations|Journal|Networks, 2010|Social Network")


class Texts(HTMLParser):
    """Collects what a page tells people: its texts, and attributes that are read out or shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden = 0
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style", "code"}
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style", "code"}

    def handle_data(self, data: str) -> None:
        if not self.hidden and data.strip():
            self.found.append(" ".join(data.split()))


@cache
def told_by_organisations() -> str:
    """All that the small world's organisations, projects and offers say of themselves."""
    return " ".join(repr(CORPUS).split())


def texts(client: FlaskClient, path: str, code: str) -> list[str]:
    client.set_cookie("language", code)  # which counts also for those whose account has another language
    return Texts(client.get(path).text).found


@cache
def said_otherwise(code: str) -> frozenset[str]:
    """Messages of the code that a language says in other words: where they stand on a page, nobody translated them."""
    with catalog_file(code).open("rb") as file:
        told = {str(one.id) for one in read_po(file, locale=code) if one.string not in {"", one.id}}
    return frozenset(told - {"Member"})  # as somebody is called in the tests


def english_left(client: FlaskClient, path: str, code: str) -> list[str]:
    """What a page tells in English in another language, but for what organisations themselves have written."""
    english = set(texts(client, path, "en"))
    ours = said_otherwise(code)
    left = [text for text in texts(client, path, code) if text in english and (text in ours or ENGLISH.search(text))]
    told = told_by_organisations()
    unsaid = (text for text in left if text.removesuffix(" · Filiera") not in told)
    return [text for text in unsaid if not NAMES_OF_WORKS.search(text)]


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("path", PAGES)
def test_no_english_is_left(client: FlaskClient, path: str, code: str) -> None:
    assert english_left(client, path, code) == []


def test_english_is_what_the_code_says(app: Flask) -> None:
    """A message of the code is what English readers see: the test above would else compare with nothing."""
    ids = {one.id for one in messages() if isinstance(one.id, str)}
    assert len(ids & set(texts(app.test_client(), "/organisations/turbina", "en"))) > 20


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("it", "Entrambi vi occupate di wind turbines."), ("nb", "Begge arbeider med wind turbines.")],
)
def test_reasons_come_in_the_language_on_pages_and_over_the_api(client: FlaskClient, code: str, sentence: str) -> None:
    path = "/organisations/turbina/suggestions?type=common_lab&include_partners=true"
    reasons = [
        reason["sentence"]
        for match in client.get(f"/api/v1{path}&lang={code}").get_json()["matches"]
        for reason in match["reasons"]
    ]
    assert sentence in reasons
    assert sentence in texts(client, "/organisations/turbina?type=common_lab&include_partners=true", code)


@pytest.mark.parametrize(("code", "mark"), [("en", ">1,000<"), ("it", ">1.000<")])
def test_marks_of_a_drawing_are_written_as_the_language_writes_numbers(
    client: FlaskClient, code: str, mark: str
) -> None:
    assert mark in client.get(f"/ranker?lang={code}").text
