from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.names import name_key, split_legal_form
from matchers.said import ENGLISH
from matchers.text import country_name, country_phrase

ITALIAN = replace(ENGLISH, code="it", labels=("it", "en"))

SAME = [
    ("Rossi S.r.l.", "ROSSI SRL"),
    ("Rossi S. R. L.", "Rossi"),
    ("Rossi S.r.l. unipersonale", "ROSSI SRL"),
    ("De Nora S.P.A. in liquidazione", "De Nora"),
    ("Bianchi Società per Azioni", "BIANCHI SPA"),
    ("Rossi & C. s.n.c.", "Rossi"),
    ("LINDE AG", "Linde Aktiengesellschaft"),
    ("Equinor A/S", "EQUINOR AS"),
    ("Aker Solutions ASA", "AKER SOLUTIONS"),
    ("Universität Göttingen", "UNIVERSITAET GOETTINGEN"),
    ("Universität Göttingen", "UNIVERSITAT GOTTINGEN"),
    ("Ålesund Kraft", "AALESUND KRAFT"),
    ("Smøla Vind", "SMOLA VIND"),
    ("GEOGREEN", "Geo Green"),
    ("AS Harju Elekter", "HARJU ELEKTER AS"),
    ("Power and Heat", "Power & Heat"),
    ('"ASOCIATIA ""GREEN ENERGY"""', "Asociația Green Energy"),
]

DIFFERENT = [
    ("Rossi", "Bianchi"),
    ("Gruppo AB Srl", "Gruppo Srl"),
    ("Ansaldo Energia", "Ansaldo Nucleare"),
    ("Energia 1", "Energia 2"),
    ("🙂", "🙃"),
    ("شركة الطاقة", "شركة المياه"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_differ_in_legal_form_case_accents_or_signs_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["S.p.A.", "Ltd", "AS", "A SRL"])
def test_a_name_that_is_little_more_than_a_legal_form_keeps_it(name: str) -> None:
    assert name_key(name) != ""
    assert len("".join(split_legal_form(name)[0])) > 1


@given(st.text())
def test_every_text_has_a_key_and_only_the_empty_text_an_empty_one(name: str) -> None:
    assert bool(name_key(name)) == bool(name)


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x24F)))
def test_case_at_the_edges_and_spaces_around_make_no_difference(name: str) -> None:
    assert split_legal_form(f"  {name} ") == split_legal_form(name)


@pytest.mark.parametrize(
    ("code", "phrase"), [("NL", "the Netherlands"), ("NO", "Norway"), (None, "not known"), ("XX", "XX")]
)
def test_a_country_stands_in_a_sentence_with_its_article(code: str | None, phrase: str) -> None:
    assert country_phrase(code) == phrase
    assert country_phrase(code).tell(ENGLISH) == phrase
    assert country_phrase(code).tell(ITALIAN) == country_name(code).tell(ITALIAN)
