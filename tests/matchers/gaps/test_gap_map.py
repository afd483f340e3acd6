"""The gap map of a tiny cluster of wind firms that lacks blades: who needs them, how we know, who could bring them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from matchers.corpus import ClusterRow, Corpus, OrganisationRow, ProfileRow
from matchers.errors import UnknownIdError
from matchers.gaps import Gap, GapMap, gap_map
from matchers.snapshot import behind_walls, build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder
from tests.matchers.gaps.gap_world import DAY, MEMBERS, corpus_of


def map_of(folder: Path, corpus: Corpus, cluster: str = "ours") -> GapMap:
    build_snapshot(folder, corpus, WordEncoder(), graph_version=1)
    return gap_map(open_snapshot(folder), cluster, day=DAY)


def by_id(found: GapMap) -> dict[str, Gap]:
    return {gap.capability: gap for gap in found.gaps}


def test_what_feeds_the_members_work_and_nobody_has_is_a_gap(tmp_path: Path) -> None:
    """Blades are part of the work on turbines in two of four projects; towers in only one, which may be chance."""
    gaps = by_id(map_of(tmp_path, corpus_of(MEMBERS)))
    assert set(gaps) == {"blades"}
    assert gaps["blades"].severity == 4
    assert {(one.id, one.why) for one in gaps["blades"].needed_by} == {(letter, "feeds") for letter in "abcd"}
    assert gaps["blades"].sentences == (
        "4 members work on turbines (2 of 4 known projects on it are about both), where blades is part of the work.",
        "No member is strong in it.",
    )


@pytest.mark.parametrize(
    ("added", "is_gap"),
    [
        ({}, True),
        ({"d": {"turbines": 0.5, "blades": 0.5}}, False),  # three in need, one strong: no gap
        ({"d": {"turbines": 0.5, "glass-blades": 0.5}}, False),  # the narrower thing answers
        ({"d": {"turbines": 0.5, "blades": 0.15}}, True),  # who has only touched it needs it too
        ({"d": {}, "c": {}}, False),  # two in need are too few
        ({"d": {"turbines": 0.15}}, True),  # three are enough
        ({letter: {"turbines": 0.15} for letter in "abcd"}, False),  # it takes work on it, not a trace
    ],
)
def test_a_gap_takes_three_in_need_for_each_that_is_strong_and_one_more(
    tmp_path: Path, added: Mapping[str, Mapping[str, float]], *, is_gap: bool
) -> None:
    assert ("blades" in by_id(map_of(tmp_path, corpus_of({**MEMBERS, **added})))) is is_gap


def test_what_members_ask_for_and_what_they_touched_counts_too(tmp_path: Path) -> None:
    members = {**MEMBERS, "a": {"turbines": 0.5, "towers": 0.15}, "b": {"towers": 0.12}}
    asked = ProfileRow(
        "r1",
        "c",
        "request",
        "business",
        "Towers",
        "We seek towers",
        published=DAY,
        capabilities=(("towers", 0.7, "t"),),
    )
    gap = by_id(map_of(tmp_path / "asked", corpus_of(members, (asked,))))["towers"]
    assert [(one.id, one.why) for one in gap.needed_by] == [("c", "asks"), ("a", "touched"), ("b", "touched")]
    assert gap.sentences[:2] == (
        "1 member asks for it.",
        "2 members took part in projects on it, without being strong in it.",
    )
    closed = replace(asked, expires=date(2025, 12, 31), published=date(2025, 1, 1))
    assert "towers" not in by_id(map_of(tmp_path / "closed", corpus_of(members, (closed,))))


def test_those_outside_are_ranked_by_how_sure_it_is_and_whom_they_know(tmp_path: Path) -> None:
    gap = by_id(map_of(tmp_path, corpus_of(MEMBERS)))["blades"]
    assert [one.organisation.id for one in gap.fillers] == ["smith", "glazier", "dabbler"]
    assert gap.outside == 3
    smith, glazier, _ = gap.fillers
    assert smith.evidence == "says so of blades"
    assert glazier.evidence == "says so of glass-blades"
    assert "They have worked with A Ltd, lately in P1." in [reason.sentence for reason in smith.reasons]
    for one in gap.fillers:
        assert 0 <= one.score <= 1
        assert one.score == pytest.approx(sum(reason.contribution for reason in one.reasons), abs=1e-6)


def test_a_likely_duplicate_of_a_member_is_not_outside(tmp_path: Path) -> None:
    corpus = corpus_of(MEMBERS)
    twins = tuple(replace(row, name="A Ltd") if row.id == "smith" else row for row in corpus.organisations)
    gap = by_id(map_of(tmp_path, replace(corpus, organisations=twins)))["blades"]
    assert "smith" not in [one.organisation.id for one in gap.fillers]


def test_who_is_behind_a_wall_is_neither_named_nor_counted(tmp_path: Path) -> None:
    corpus = corpus_of(MEMBERS)
    theirs = tuple(replace(row, clusters=("empty",)) if row.id == "smith" else row for row in corpus.organisations)
    build_snapshot(tmp_path, replace(corpus, organisations=theirs), WordEncoder(), graph_version=1)
    whole = open_snapshot(tmp_path)
    walled = gap_map(behind_walls(whole, {"ours"}), "ours", day=DAY)
    gap, open_gap = by_id(walled)["blades"], by_id(gap_map(whole, "ours", day=DAY))["blades"]
    assert "smith" in [one.organisation.id for one in open_gap.fillers]
    assert "smith" not in [one.organisation.id for one in gap.fillers]
    assert gap.outside == open_gap.outside - 1
    stages = {stage.id: stage for stage in walled.stages}
    assert stages["components"].outside == 1


def test_stages_and_cells_count_members_and_name_gaps(tmp_path: Path) -> None:
    found = map_of(tmp_path, corpus_of(MEMBERS))
    stages = {stage.id: stage for stage in found.stages}
    assert (stages["equipment"].strong, stages["components"].strong) == (4, 0)
    assert stages["components"].outside == 2
    assert stages["components"].gaps == ("blades",)
    assert found.areas == (("wind", "Wind"),)
    cells = {(cell.area, cell.stage): cell for cell in found.cells}
    assert cells["wind", "components"].gaps == ("blades",)
    assert cells["wind", "equipment"].strong == 4


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    corpus = corpus_of(MEMBERS)
    turned = replace(
        corpus,
        organisations=corpus.organisations[::-1],
        projects=corpus.projects[::-1],
        capabilities=corpus.capabilities[::-1],
    )
    assert map_of(tmp_path / "one", corpus) == map_of(tmp_path / "other", turned)


def test_a_cluster_without_members_has_no_gaps_and_an_unknown_one_is_an_error(tmp_path: Path) -> None:
    corpus = corpus_of(MEMBERS)
    empty = map_of(tmp_path, corpus, "empty")
    assert (empty.members, empty.gaps, empty.found) == (0, (), 0)
    with pytest.raises(UnknownIdError):
        map_of(tmp_path, corpus, "atlantis")


def test_a_world_without_vocabulary_has_an_empty_map(tmp_path: Path) -> None:
    corpus = Corpus((OrganisationRow("a", "A", clusters=("ours",)),), clusters=(ClusterRow("ours", {"en": "Ours"}),))
    found = map_of(tmp_path, corpus)
    assert (found.stages, found.areas, found.gaps) == ((), (), ())
