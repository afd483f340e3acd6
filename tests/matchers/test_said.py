"""Sentences that can be told in other languages."""

from dataclasses import replace

import pytest

from matchers.said import ENGLISH, labelled, listed, said

OTHER = replace(ENGLISH, code="it", gettext=lambda text: text.replace("You worked with", "Hai lavorato con"))


@pytest.mark.parametrize(
    ("name", "ending"),
    [("Rossi", "Rossi."), ("Rossi S.p.A.", "Rossi S.p.A."), ("Rossi ...", "Rossi ....")],
)
def test_a_sentence_ends_with_one_stop_whatever_its_last_word(name: str, ending: str) -> None:
    sentence = said("You worked with {name}.", name=name)
    assert sentence == f"You worked with {ending}"
    assert sentence.tell(OTHER) == f"Hai lavorato con {ending}"


def test_names_in_a_list_are_told_in_the_language_too() -> None:
    both = listed(
        [labelled({"en": "Heat pumps", "it": "Pompe di calore"}), "GRIDSOL", labelled({"en": "Wind"})], most=2
    )
    assert both == "Heat pumps, GRIDSOL and 1 more"
    assert both.tell(replace(OTHER, labels=("it", "en"))) == "Pompe di calore, GRIDSOL and 1 more"
