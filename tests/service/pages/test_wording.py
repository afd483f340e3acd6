"""How values are put into words."""

from datetime import UTC, datetime, timedelta

import pytest

from service.pages import number_words, wording


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1.9, "1 second"),
        (59, "59 seconds"),
        (240, "4 minutes"),
        (3_700, "1 hour"),
        (200_000, "2 days"),
    ],
)
def test_ages(seconds: float, words: str) -> None:
    assert number_words.age(seconds) == words


@pytest.mark.parametrize(
    ("website", "address"),
    [
        (None, None),
        ("", None),
        ("https://a.example/x", "https://a.example/x"),
        ("www.a.example", "https://www.a.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://a.example", None),
        ("http://[", None),
        ("https://", None),
    ],
)
def test_only_web_addresses_become_links(website: str | None, address: str | None) -> None:
    assert wording.web_address(website) == address


@pytest.mark.parametrize(("code", "name"), [("IT", "Italy"), (None, ""), ("ZZ", "ZZ"), ("TW", "Taiwan")])
def test_country_names(code: str | None, name: str) -> None:
    assert wording.country_name(code).startswith(name)


def test_times_of_other_days_have_their_date() -> None:
    now = datetime.now(UTC)
    assert len(number_words.clock(now)) == len("12:03")
    assert str((now - timedelta(days=400)).year) in number_words.clock(now - timedelta(days=400))


@pytest.mark.parametrize(
    ("texts", "words"), [({"en": "North", "it": "Nord"}, "North"), ({"it": "Nord"}, "Nord"), ({}, ""), ({"en": ""}, "")]
)
def test_a_text_is_shown_in_english_or_whatever_there_is(texts: dict[str, str], words: str) -> None:
    assert wording.in_language(texts) == words


@pytest.mark.parametrize(("value", "words"), [(0.214, "+0.21"), (-0.5, "-0.50"), (0, "+0.00")])
def test_contributions_have_their_sign(value: float, words: str) -> None:
    assert number_words.signed(value) == words


@pytest.mark.parametrize(("share", "words"), [(0.042, "+4"), (-0.117, "-12"), (-0.002, "0"), (0.004, "0"), (0, "0")])
def test_a_change_that_rounds_to_nothing_has_no_sign(share: float, words: str) -> None:
    assert number_words.change(share) == words
