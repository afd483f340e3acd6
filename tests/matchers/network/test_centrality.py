"""Who stands between others, in networks whose shortest paths can be counted by hand."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from matchers.network.centrality import betweenness, constraint
from matchers.network.members import cut_off_without
from tests.matchers.network.network_world import network_of


def adjacency(size: int, *links: tuple[int, int]) -> sparse.csr_array:
    matrix = np.zeros((size, size))
    for one, other in links:
        matrix[one, other] = matrix[other, one] = 1.0
    return sparse.csr_array(matrix)


PATH = adjacency(3, (0, 1), (1, 2))
STAR = adjacency(5, (0, 1), (0, 2), (0, 3), (0, 4))
SQUARE = adjacency(4, (0, 1), (1, 2), (2, 3), (3, 0))
TRIANGLE = adjacency(3, (0, 1), (1, 2), (2, 0))
BOW_TIE = adjacency(5, (0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2))
TWO_PARTS = adjacency(5, (0, 1), (1, 2), (3, 4))


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (PATH, [0, 1, 0]),
        (STAR, [1, 0, 0, 0, 0]),
        (SQUARE, [1 / 6] * 4),  # each is on one of the two paths of one of the three pairs of others
        (TRIANGLE, [0, 0, 0]),
        (BOW_TIE, [0, 0, 4 / 6, 0, 0]),
        (TWO_PARTS, [0, 1 / 6, 0, 0, 0]),
        (adjacency(2, (0, 1)), [0, 0]),
        (adjacency(0), []),
    ],
)
def test_betweenness_is_the_share_of_shortest_paths(network: sparse.csr_array, expected: list[float]) -> None:
    assert betweenness(network) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (STAR, [1 / 4, 1, 1, 1, 1]),
        (TRIANGLE, [2 * 0.75**2] * 3),
        (TWO_PARTS, [1, 1 / 2, 1, 1, 1]),
    ],
)
def test_constraint_is_low_where_contacts_do_not_know_each_other(
    network: sparse.csr_array, expected: list[float]
) -> None:
    assert constraint(network) == pytest.approx(expected)


def test_who_has_no_contact_has_no_constraint() -> None:
    assert np.isnan(constraint(adjacency(2))).all()


def test_a_random_network_agrees_with_counting_every_shortest_path() -> None:
    """More nodes than are walked from at once, so that the parts are put together too."""
    random = np.random.default_rng(7)
    upper = np.triu(random.random((300, 300)) < 0.02, k=1)
    network = sparse.csr_array((upper | upper.T).astype(float))
    distance = sparse.csgraph.shortest_path(network, unweighted=True)
    power, paths = np.eye(300), np.where(distance == 0, 1.0, 0.0)
    for steps in range(1, int(distance[np.isfinite(distance)].max()) + 1):
        power = power @ network.toarray()
        paths = np.where(distance == steps, power, paths)
    for node in (0, 150, 299):
        on_path = distance[:, [node]] + distance[[node], :] == distance
        through = np.where(on_path & np.isfinite(distance), np.outer(paths[:, node], paths[node]), 0.0)
        share = np.divide(through, paths, out=np.zeros_like(through), where=paths > 0)
        others = [other for other in range(300) if other != node]
        expected = sum(share[one, other] for one, other in combinations(others, 2)) / (299 * 298 / 2)
        assert betweenness(network)[node] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("projects", "member", "cut_off"),
    [
        (["ab", "bc", "cd"], "b", 1),  # a alone, c and d together
        (["ab", "bc", "cd"], "a", 0),
        (["ab", "ac", "ad"], "a", 2),  # of three that are left apart, one is the largest part
        (["abcd"], "a", 0),
        (["ab"], "e", 0),
        (["ab", "bc", "de"], "b", 1),  # d and e have nothing to do with it
    ],
)
def test_who_is_cut_off_without_a_member(tmp_path: Path, projects: list[str], member: str, cut_off: int) -> None:
    network = network_of(tmp_path, "abcde", [(2020, team) for team in projects])
    assert cut_off_without(network, "abcde".index(member)) == cut_off
