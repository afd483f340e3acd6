"""Declines on disk: read as written, replaced whole, nothing where there is no file."""

from datetime import date
from pathlib import Path

import pytest

from matchers.errors import SnapshotCorruptError
from matchers.feedback import Decline, declines_pointer, read_declines, replacing_declines

TODAY = date(2026, 3, 1)
ONE = Decline("a", "b", "common_lab", "too-far", "Troppo lontano è", TODAY, "distance", 24)
OTHER = Decline("a", "c", "common_lab", "known-already", "Known already", TODAY)


def _write(folder: Path, *rows: Decline) -> None:
    with replacing_declines(folder) as replace:
        replace(rows)


def test_they_come_back_as_written(tmp_path: Path) -> None:
    _write(tmp_path, OTHER, ONE)
    assert read_declines(tmp_path).by("a", TODAY) == (ONE, OTHER)
    assert read_declines(tmp_path).of("b", TODAY) == (ONE,)


def test_without_a_file_nothing_is_declined(tmp_path: Path) -> None:
    assert read_declines(tmp_path).by("a", TODAY) == ()
    assert declines_pointer(tmp_path) == (0, 0)


def test_a_change_shows_in_the_pointer_and_the_same_again_does_not(tmp_path: Path) -> None:
    _write(tmp_path, ONE)
    first = declines_pointer(tmp_path)
    _write(tmp_path, ONE)
    assert declines_pointer(tmp_path) == first
    _write(tmp_path)
    assert declines_pointer(tmp_path) != first
    assert read_declines(tmp_path).by("a", TODAY) == ()


@pytest.mark.parametrize("text", ["", "{", '[{"organisation": "a"}]', "[1]", '[{"day": "soon"}]'])
def test_what_cannot_be_read_is_told_with_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "declines.json").write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotCorruptError, match="flask index"):
        read_declines(tmp_path)
