"""The figures of tiny clusters, each counted by hand."""

from pathlib import Path

import numpy as np
import pytest

from matchers.errors import UnknownIdError
from matchers.network.figures import FIGURES, documented
from matchers.network.links import MemberNetwork, links_among
from matchers.network.members import cluster_figures
from matchers.network.waiting import kaplan_meier_median
from matchers.snapshot import behind_walls
from tests.matchers.network.network_world import CLUSTER, Facts, network_of, snapshot_of

# Members a to e. Links: ab (2015), ac and bc (2017), cd (undated); e is alone. x and y are outside.
PROJECTS = ((2015, "ab"), (2017, "abc"), (None, "cd"), (2016, "ax"), (2018, "exy"), (2014, "d"))
FACTS: Facts = {
    "a": {"kind": "university"},
    "b": {"employees": 40},
    "c": {"employees": 400},
    "d": {"is_sme": None},
    "x": {"country": "NO"},
    "y": {"country": None},
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("links", 4),
        ("density", 4 / 10),
        ("isolates", 1),
        ("giant_component", 4 / 5),
        ("research_links", 2 / 4),  # ab and ac
        ("sme_links", 2 / 3),  # ab and bc; cd may be one
        ("cross_border_links", 2 / 6),  # ax and ex of those four and these; of ey it is not known
        ("new_links", 3 / 5),  # ab, ac, bc from 2014 to 2018
        ("first_link_after", 0),  # a, b and c in the year of their first project; e waits, of d it is not known
    ],
)
def test_figures_are_what_one_counts(tmp_path: Path, name: str, value: float) -> None:
    network = network_of(tmp_path, "abcde", PROJECTS, "xy", FACTS)
    assert FIGURES[name].measure(network).value == pytest.approx(value)


def test_a_pair_has_one_link_since_its_first_joint_project(tmp_path: Path) -> None:
    network = network_of(tmp_path, "abcde", PROJECTS, "xy", FACTS)
    links = links_among(network.snapshot, network.members)
    assert links.pairs.tolist() == [[0, 1], [0, 2], [1, 2], [2, 3]]
    assert links.projects.tolist() == [2, 1, 1, 1]
    assert links.since[:3].tolist() == [2015, 2017, 2017]
    assert np.isnan(links.since[3])


def test_links_are_those_that_the_snapshot_has_ties_for(tmp_path: Path) -> None:
    network = network_of(tmp_path, "abcde", PROJECTS, "xy", FACTS)
    ties = network.snapshot.tie_known[network.members][:, network.members]
    assert np.array_equal(network.adjacency.toarray(), ties.toarray())


def test_years_run_from_the_first_project_to_the_last_and_add_up(tmp_path: Path) -> None:
    years = cluster_figures(snapshot_of(tmp_path, "abcde", PROJECTS, "xy", FACTS), CLUSTER).years
    told = [(one.year, one.new_links, one.links, one.alone) for one in years]
    assert told == [(2014, 0, 0, 5), (2015, 1, 1, 3), (2016, 0, 1, 3), (2017, 2, 3, 2), (2018, 0, 3, 2)]
    assert [one.largest_part for one in years] == pytest.approx([0.2, 0.4, 0.4, 0.6, 0.6])


def test_who_bridges_and_who_is_alone_are_named_with_their_ways_out(tmp_path: Path) -> None:
    figures = cluster_figures(snapshot_of(tmp_path, "abcde", PROJECTS, "xy", FACTS), CLUSTER)
    (bridge,) = figures.bridges
    assert (bridge.organisation.id, bridge.links, bridge.cuts_off) == ("c", 3, 1)
    assert bridge.betweenness == pytest.approx(2 / 6)  # between d and each of a and b
    (alone,) = figures.alone
    # x is known to a too; of y's country nothing is known.
    assert (alone.organisation.id, alone.outside, alone.abroad, alone.only_way) == ("e", 2, 1, 1)
    assert alone.constraint is None


@pytest.mark.parametrize(
    ("waited", "happened", "median"),
    [
        ([1, 2, 3, 4], [True, True, True, True], 2),
        ([1, 2, 3, 4], [False, False, False, False], None),
        ([0, 0, 5, 5], [True, False, False, False], None),
        ([1, 2, 2, 6], [False, True, False, True], 6),  # 3 of whom 1 at 2 leaves 2/3; 1 of 1 at 6 leaves none
        ([], [], None),
    ],
)
def test_those_who_still_wait_count_as_long_as_they_are_seen(
    waited: list[float], happened: list[bool], median: float | None
) -> None:
    assert kaplan_meier_median(np.array(waited, np.float32), np.array(happened, np.bool_)) == median


def test_a_cluster_without_links_members_or_dates_has_figures_that_say_so(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path / "unlinked", "ab", [(None, "a"), (None, "b")])
    unlinked = {one.name: one for one in cluster_figures(snapshot, CLUSTER).figures}
    assert unlinked["isolates"].value == 2
    assert unlinked["density"].value == 0
    assert unlinked["research_links"].value is None
    assert unlinked["new_links"].sentence == "No project of the members has a date."
    empty = cluster_figures(snapshot, "empty")
    assert [one.value for one in empty.figures if one.name != "links"] == [None] * (len(FIGURES) - 1)
    assert (empty.years, empty.bridges, empty.alone) == ((), (), ())


def test_an_unknown_cluster_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError):
        cluster_figures(snapshot_of(tmp_path, "ab", []), "atlantis")


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_says_what_it_is_and_how_it_is_computed(name: str) -> None:
    about, formula = documented(FIGURES[name])
    assert about.endswith(".")
    assert formula


def test_partners_behind_a_wall_are_not_counted(tmp_path: Path) -> None:
    """The partner x belongs to a cluster that is closed to who looks; links among members stay."""
    facts: Facts = {"x": {"clusters": ("empty",)}}
    whole = snapshot_of(tmp_path, "ab", [(2020, "ab"), (2020, "ax")], "x", facts)
    seen, walled = (cluster_figures(one, CLUSTER).figures for one in (whole, behind_walls(whole, {CLUSTER})))
    assert [one.value for one in seen][:5] == [one.value for one in walled][:5]
    told = MemberNetwork.of(behind_walls(whole, {CLUSTER}), CLUSTER)
    assert (len(MemberNetwork.of(whole, CLUSTER).outside), len(told.outside)) == (1, 0)
