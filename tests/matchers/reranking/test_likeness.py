"""How alike organisations are: shared projects, the same words, duplicates, one parent."""

import numpy as np
import pytest
from scipy import sparse

from matchers.reranking import likeness, parents_of
from matchers.reranking.likeness import shared_projects

# Who took part in what, 2 for the coordinator: rows 0 and 1 in the same two, row 2 in one of them, row 3 in none.
TOOK_PART = sparse.csr_array(np.array([[2, 1, 0], [1, 2, 0], [1, 0, 1], [0, 0, 0]], dtype=np.float32))
NOTHING = np.zeros((4, 4), dtype=np.float32)


def test_shared_projects_count_whatever_the_role() -> None:
    assert shared_projects(TOOK_PART) == pytest.approx(
        np.array([[1, 1, 0.5, 0], [1, 1, 0.5, 0], [0.5, 0.5, 1, 0], [0, 0, 0, 0]])
    )


def test_the_strongest_sign_counts_and_everyone_is_like_itself() -> None:
    profiles = NOTHING.copy()
    profiles[0, 3] = profiles[3, 0] = 0.7
    found = likeness(TOOK_PART, profiles, np.array([0, 1, 2, 2]), ["", "polimi.it", "", "polimi.it"])
    assert found == pytest.approx(np.array([[1, 1, 0.5, 0.7], [1, 1, 0.5, 1], [0.5, 0.5, 1, 1], [0.7, 1, 1, 1]]))


def test_nobody_is_alike_for_want_of_what_is_known() -> None:
    empty = sparse.csr_array((3, 0), dtype=np.float32)
    found = likeness(empty, np.full((3, 3), -0.5, dtype=np.float32), np.arange(3), ["", "", ""])
    assert found.tolist() == np.eye(3).tolist()


@pytest.mark.parametrize(
    ("website", "parent"),
    [
        ("https://www.polimi.it/en", "polimi.it"),
        ("energia.polimi.it", "polimi.it"),
        ("http://www.eng.ox.ac.uk:8080", "ox.ac.uk"),
        ("https://example.com.", "example.com"),
        ("https://www.facebook.com/ours", ""),
        ("localhost", ""),
        ("http://[broken", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_website_tells_the_parent(website: str | None, parent: str) -> None:
    assert parents_of([website]) == [parent]
