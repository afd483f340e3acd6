"""`flask suggest`, as a person types it."""

import pytest
from flask import Flask


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--profile", "need-1"), "Varmepumpe AS"),
        (("pompa", "--type", "request_or_offer", "--include-partners"), "Varmepumpe AS"),
        (("heat pumps for district heating",), "Varmepumpe AS"),
    ],
)
def test_partners_are_printed_with_reasons(app: Flask, words: tuple[str, ...], expected: str) -> None:
    done = app.test_cli_runner().invoke(args=["suggest", *words], env={"COLUMNS": "160"})
    assert done.exit_code == 0
    assert expected in done.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--profile", "nothing"), "There is no profile with the id 'nothing'."),
        (("--profile", "gone"), "The profile 'gone' has expired: it is not matched."),
        ((), "Give an organisation's id or a need in free words, or else --profile ID."),
        (("pompa", "--profile", "need-1"), "Give an organisation's id"),
        (("nobody",), "There is no organisation with the id 'nobody'."),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(app: Flask, words: tuple[str, ...], sentence: str) -> None:
    done = app.test_cli_runner().invoke(args=["suggest", *words])
    assert done.exit_code != 0
    assert sentence in done.output
