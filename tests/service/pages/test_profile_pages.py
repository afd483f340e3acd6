"""The pages of offers and requests: found, shown with who may answer, and what to do where there is nothing."""

from html import unescape

import pytest
from flask.testing import FlaskClient


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(unescape(answer.text).split())


def test_the_list_shows_what_stands_and_whose_it_is(client: FlaskClient) -> None:
    text = page(client, "/profiles")
    assert "3 offers and requests" in text
    assert 'href="/profiles/need-1">Heat pumps for district heating</a>' in text
    assert 'href="/organisations/pompa">Pompa di Calore SpA</a>, Italy' in text
    assert "Reels" not in text


def test_one_is_shown_with_its_terms_in_both_languages_and_who_may_answer(client: FlaskClient) -> None:
    text = page(client, "/profiles/need-1")
    for words in (
        "Supplier agreement",
        '<span class="quiet" lang="it">(Accordo di fornitura)</span>',
        "Readiness sought (TRL)</dt><dd>6<",
        "Partners sought</dt><dd>Firms<",
        "Published</dt><dd>2 January 2026<",
        'Offer that answers: <a href="/profiles/offer-1">Heat pumps of one megawatt</a>',
        "You look for firms in Norway; they are a firm in Norway.",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/profiles/gone", "It stood until 1 January 2020, so it is not matched now."),
        ("/profiles/back", "It was withdrawn on 1 March 2026, so it is not matched now."),
        ("/profiles?q=zzzz", "Nothing found."),
        ("/organisations/turbina", "None stands now. What it seeks can be tried as"),
    ],
)
def test_where_there_is_nothing_the_page_says_why_and_what_to_do(client: FlaskClient, path: str, sentence: str) -> None:
    assert sentence in page(client, path)


def test_an_organisation_shows_its_own_with_who_may_answer(client: FlaskClient) -> None:
    text = page(client, "/organisations/pompa")
    assert 'href="/profiles/need-1">Heat pumps for district heating</a>' in text
    assert 'Varmepumpe AS</a> <span class="quiet">offer “Heat pumps of one megawatt”' in text
    assert "Answer to a request or offer" in text


def test_who_has_posted_nothing_is_not_asked_for_answers(client: FlaskClient) -> None:
    assert "Answer to a request or offer" not in page(client, "/organisations/turbina")


def test_a_need_in_free_words_shows_the_offer_that_answers(client: FlaskClient) -> None:
    text = page(client, "/needs?q=heat+pumps+for+district+heating&type=request_or_offer")
    assert 'Offer that answers: <a href="/profiles/offer-1">' in text


def test_an_unknown_one_says_so(client: FlaskClient) -> None:
    assert "There is no profile with the id 'nothing'." in page(client, "/profiles/nothing", 404)
