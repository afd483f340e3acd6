"""Who was told apart shares no number any more, and only then."""

import pytest

from matchers.corpus import Corpus, OrganisationRow
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from matchers.steering import told_apart
from tests.matchers.conftest import WordEncoder

ROWS = (("a", "Alfa"), ("b", "ALFA"), ("c", "Alfa SpA"), ("d", "Delta"))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Three that look alike, and one that does not."""
    folder = tmp_path_factory.mktemp("alike")
    rows = tuple(OrganisationRow(key, name, "firm", "IT") for key, name in ROWS)
    build_snapshot(folder, Corpus(organisations=rows), WordEncoder(), graph_version=1)
    return open_snapshot(folder)


@pytest.mark.parametrize(
    ("different", "groups"),
    [
        ((), ["abc", "d"]),
        ((("a", "b"),), ["abc", "d"]),
        ((("a", "b"), ("a", "c")), ["a", "bc", "d"]),
        ((("b", "a"), ("a", "c"), ("c", "b")), ["a", "b", "c", "d"]),
        ((("a", "d"), ("a", "gone")), ["abc", "d"]),
    ],
)
def test_groups_part_as_decisions_say(
    snapshot: Snapshot, different: tuple[tuple[str, str], ...], groups: list[str]
) -> None:
    numbers = told_apart(snapshot, different).tolist()
    found: dict[int, str] = {}
    for (key, _), number in zip(ROWS, numbers, strict=True):
        found[number] = found.get(number, "") + key
    assert sorted(found.values()) == groups
