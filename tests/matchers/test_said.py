"""Sentences that can be told in other languages."""

from dataclasses import replace

import pytest

from matchers.said import ENGLISH, said

OTHER = replace(ENGLISH, code="it", gettext=lambda text: text.replace("You worked with", "Hai lavorato con"))


@pytest.mark.parametrize(
    ("name", "ending"),
    [("Rossi", "Rossi."), ("Rossi S.p.A.", "Rossi S.p.A."), ("Rossi ...", "Rossi ....")],
)
def test_a_sentence_ends_with_one_stop_whatever_its_last_word(name: str, ending: str) -> None:
    sentence = said("You worked with {name}.", name=name)
    assert sentence == f"You worked with {ending}"
    assert sentence.tell(OTHER) == f"Hai lavorato con {ending}"
