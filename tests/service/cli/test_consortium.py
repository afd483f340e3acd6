"""`flask consortium` prints needs, roles and teams, or one sentence."""

import pytest
from flask import Flask

IDEA = "Heat pumps and storage beside wind farms"


def test_it_prints_needs_roles_and_teams(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["consortium", IDEA, "--partner", "turbina", "--size", "4"])
    assert done.exit_code == 0, done.output
    expected = ("What it needs", "Missing roles", "Team 1", "TURBINA SRL", "Heat pumps")
    assert [words for words in expected if words not in done.output] == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("x",), "too short to tell"),
        ((IDEA, "--partner", "nobody"), "There is no organisation with the id 'nobody'."),
        ((IDEA, "--country", "it"), "from 1 only (Italy)"),
        ((IDEA, "--with-kind", "bakery"), "kinds.0.0"),
        ((IDEA, "--size", "2"), "3<=x<=12"),
        ((IDEA, "--rules", "friends"), "'friends' is not one of"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(app: Flask, words: tuple[str, ...], sentence: str) -> None:
    done = app.test_cli_runner().invoke(args=["consortium", *words])
    assert done.exit_code != 0
    assert sentence in done.output
