"""Uploaded lists wait in the data folder for whoever uploaded them, and for nobody else."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service.errors import ListInUseError, NotFoundError
from service.imports.kept import KEPT_DAYS, KeptList, KeptLists, KeptOutcome

DATA = b"name\nAlfa\n"
KEPT = ("json", "list", "lock")


@pytest.fixture
def lists(tmp_path: Path) -> KeptLists:
    return KeptLists(tmp_path / "lists")


@pytest.fixture
def kept(lists: KeptLists) -> KeptList:
    return lists.keep("ann", "lombardy", "members.csv", DATA, "IT")


def age(tmp_path: Path, kept: KeptList) -> None:
    """Let a list be too old."""
    old = kept.model_copy(update={"made": datetime.now(UTC) - timedelta(days=KEPT_DAYS, seconds=1)})
    (tmp_path / "lists" / f"{kept.id}.json").write_text(old.model_dump_json())


def test_a_list_is_found_again_by_another_process(tmp_path: Path, kept: KeptList) -> None:
    again = KeptLists(tmp_path / "lists")
    assert again.find(kept.id, "ann", "lombardy") == kept
    assert again.data(kept) == DATA


@pytest.mark.parametrize(
    ("owner", "cluster", "list_id"), [("bo", "lombardy", None), ("ann", "norway", None), ("ann", "lombardy", "../x")]
)
def test_nobody_else_finds_it(lists: KeptLists, kept: KeptList, owner: str, cluster: str, list_id: str | None) -> None:
    with pytest.raises(NotFoundError):
        lists.find(list_id or kept.id, owner, cluster)


def test_files_are_readable_by_their_owner_only(tmp_path: Path, kept: KeptList) -> None:
    modes = {path.suffix: path.stat().st_mode & 0o077 for path in (tmp_path / "lists").iterdir()}
    assert modes == {".json": 0, ".list": 0, ".lock": 0}, kept


def test_of_two_at_once_one_is_told_to_wait(lists: KeptLists, kept: KeptList) -> None:
    with lists.taking(kept):
        with pytest.raises(ListInUseError, match="at this moment"), lists.taking(kept):
            pass
        with pytest.raises(ListInUseError):
            lists.keep("ann", "lombardy", "members.csv", DATA, "IT")


def test_what_came_of_it_stays_and_the_list_goes(lists: KeptLists, kept: KeptList) -> None:
    outcome = KeptOutcome(at=datetime.now(UTC), new=1, changed=0, unchanged=0)
    with lists.taking(kept) as now:
        lists.finish(now, outcome)
    assert lists.find(kept.id, "ann", "lombardy").outcome == outcome
    with pytest.raises(NotFoundError):
        lists.data(kept)


def test_what_is_too_old_is_not_found_and_swept(tmp_path: Path, lists: KeptLists, kept: KeptList) -> None:
    age(tmp_path, kept)
    with pytest.raises(NotFoundError, match="upload it again"):
        lists.find(kept.id, "ann", "lombardy")
    lists.sweep()
    assert list((tmp_path / "lists").iterdir()) == []


def test_a_file_that_a_crash_cut_off_is_passed_over(tmp_path: Path, lists: KeptLists, kept: KeptList) -> None:
    (tmp_path / "lists" / "half.json").write_text('{"id": "ha')
    assert lists.of("ann", "lombardy") == (kept,)


def test_what_a_crash_left_of_a_list_goes_when_the_list_would_have_gone(
    tmp_path: Path, lists: KeptLists, kept: KeptList
) -> None:
    folder, then = tmp_path / "lists", (datetime.now(UTC) - timedelta(days=KEPT_DAYS, seconds=1)).timestamp()
    for name, is_old in (("old.list", True), ("old.json", True), ("new.list", False), (f"{kept.id}.lock", True)):
        path = folder / name
        path.write_bytes(DATA)
        os.utime(path, (then, then) if is_old else None)
    lists.sweep()
    assert {path.name for path in folder.iterdir()} == {"new.list", *(f"{kept.id}.{end}" for end in KEPT)}


def test_what_is_put_away_cannot_be_taken(lists: KeptLists, kept: KeptList) -> None:
    with lists.taking(kept):
        lists.remove(kept)
    with pytest.raises(NotFoundError), lists.taking(kept):
        pass
