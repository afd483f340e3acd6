from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.imports import values
from service.imports.countries import country_code

RIGHT = [
    (country_code, "it", "IT"),
    (country_code, "EL", "GR"),
    (country_code, "UK", "GB"),
    (country_code, "NOR", "NO"),
    (country_code, "Italia", "IT"),
    (country_code, "Norvegia", "NO"),
    (country_code, "Norge", "NO"),
    (country_code, "Deutschland", "DE"),
    (country_code, "Paesi Bassi", "NL"),
    (country_code, "Regno Unito", "GB"),
    (values.day, "2026-11-22", date(2026, 11, 22)),
    (values.day, "22/11/2026", date(2026, 11, 22)),
    (values.yes_or_no, "Sì", True),
    (values.yes_or_no, "nei", False),
    (values.pic, "999 984 059", "999984059"),
    (values.lei_code, "213800KUD8LAJWSQ9D15", "213800KUD8LAJWSQ9D15"),
    (values.ror_id, "https://ror.org/04xfq0f34", "04xfq0f34"),
    (values.web_address, "www.rossi.example", "http://www.rossi.example"),
    (values.web_address, "https://rossi.example/a?b=c", "https://rossi.example/a?b=c"),
    (values.coordinates, "45.46,9.19", (45.46, 9.19)),
    (values.coordinates, "(-33.9, 151.2)", (-33.9, 151.2)),
    (values.listed, "pumps; fans, steam | x", ("pumps", "fans", "steam", "x")),
    (values.one_line, "  Rossi \n Pompe ", "Rossi Pompe"),
]

WRONG = [
    (country_code, "Atlantis", "ISO 3166-1"),
    (values.day, "22 Nov", "2026-11-22"),
    (values.yes_or_no, "perhaps", "true or false"),
    (values.pic, "12345", "nine digits"),
    (values.lei_code, "213800KUD8LAJWSQ9D16", "20 letters"),
    (values.ror_id, "MIT", "ror.org"),
    (values.web_address, "javascript:alert(1)", "https://"),
    (values.web_address, "ftp://rossi.example", "https://"),
    (values.web_address, "see our page", "https://"),
    (values.coordinates, "91,0", "degrees"),
    (values.coordinates, "Milano", "degrees"),
    (values.one_line, "x" * 1001, "1,001 characters"),
    (values.long_text, "x" * 100_001, "100,001 characters"),
]

VAT = [
    ("IT 00743110157", None, "IT00743110157"),
    ("00743110157", "IT", "IT00743110157"),
    ("743110157", "IT", "IT00743110157"),
    ("NO 982 463 718 MVA", None, "NO982463718MVA"),
    ("982463718", "NO", "NO982463718MVA"),
    ("EL094259216", None, "GR094259216"),
    ("094259216", "GR", "GR094259216"),
    ("CHE-107.787.577 IVA", None, "CHE107787577IVA"),
    ("US123", None, "US123"),
    ("XI 980780684", None, "GB980780684"),
]


@pytest.mark.parametrize(("read", "text", "value"), RIGHT)
def test_a_value_is_understood(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(("read", "text", "advice"), WRONG)
def test_a_wrong_value_is_told_with_what_to_write(read: Callable[[str], object], text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=advice):
        read(text)


@pytest.mark.parametrize(("text", "country", "number"), VAT)
def test_a_vat_number_gets_its_country_and_its_digits_back(text: str, country: str | None, number: str) -> None:
    assert values.vat_number(text, country) == number


@pytest.mark.parametrize(("text", "country"), [("00743110158", "IT"), ("IT123", None), ("12345", "IT")])
def test_a_vat_number_with_a_wrong_digit_is_refused(text: str, country: str | None) -> None:
    with pytest.raises(ValueError, match="is no VAT number of IT"):
        values.vat_number(text, country)


@pytest.mark.parametrize("text", ["n.d.", "N/A", "AA123", "-", "no"])
def test_words_in_place_of_a_vat_number_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no VAT number: write its country's two letters"):
        values.vat_number(text, "IT")


def test_a_vat_number_without_country_is_refused() -> None:
    with pytest.raises(ValueError, match="country"):
        values.vat_number("00743110157", None)


@given(st.text(min_size=1, max_size=200))
def test_no_text_is_more_than_a_value_error(text: str) -> None:
    for read in (country_code, values.day, values.web_address, values.coordinates, values.yes_or_no, values.ror_id):
        try:
            read(text)
        except ValueError as error:
            assert str(error)  # noqa: PT017 - either outcome is fine, anything else is not
