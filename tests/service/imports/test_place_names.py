"""Places that a source writes in capitals are shown as people write them."""

import pytest

from service.imports.place_names import place_name


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("CAMBRIDGE", "Cambridge"),
        ("LOUVAIN-LA-NEUVE", "Louvain-la-Neuve"),
        ("LA SPEZIA", "La Spezia"),
        ("L'AQUILA", "L'Aquila"),
        ("SAN GIORGIO DI PIANO", "San Giorgio di Piano"),
        ("PARIS CEDEX 14", "Paris Cedex 14"),
        ("MÜNCHEN", "München"),
        ("Den Haag", "Den Haag"),
        ("s'Hertogenbosch", "s'Hertogenbosch"),
        ("75014", "75014"),
    ],
)
def test_capitals_only_are_capitals_at_beginnings(written: str, shown: str) -> None:
    assert place_name(written) == shown
