"""Progress bars and errors on the terminal."""

import io
import time

import click
import pytest
from rich.console import Console

from graph_schema.errors import GraphUnavailableError
from matchers.errors import UnknownIdError
from service.cli import terminal
from service.cli.terminal import one_sentence_errors, progress_bars
from service.errors import ServiceError


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What commands write to the terminal."""
    text = io.StringIO()
    monkeypatch.setattr(terminal, "console", Console(file=text, width=100))
    return text


def test_slow_steps_get_a_bar_and_quick_ones_do_not(screen: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "SHOWN_AFTER_SECONDS", 0.05)
    with progress_bars() as progress:
        progress("Slow", 0, 0)
        time.sleep(0.06)
        progress("Quick", 1, 2)
        progress("Quick", 2, 2)
        progress("Quick too", 0, 0)
        progress("Slow too", 0, 0)
        time.sleep(0.06)
    assert "Slow " in screen.getvalue()
    assert "Slow too" in screen.getvalue()
    assert "Quick" not in screen.getvalue()


@pytest.mark.parametrize(
    "error", [GraphUnavailableError("Start it."), UnknownIdError("cluster", "x"), ServiceError("No.")]
)
def test_errors_of_every_package_end_a_command_with_their_sentence(error: Exception) -> None:
    with pytest.raises(click.ClickException) as told, one_sentence_errors():
        raise error
    assert told.value.message == str(error)
    assert told.value.exit_code == 1


def test_an_error_in_our_code_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), one_sentence_errors():
        raise ZeroDivisionError
