"""The projects and profiles nearest to a seeker, which are the first to be looked for."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchers.seeker import Seeker
from matchers.snapshot.compared import greatest_cosines
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

OWN_PROJECTS: Final = 24
"""Of the seeker's own projects the latest so many lead to others in the field."""

FIELD_PROJECTS: Final = 500
"""So many of the nearest projects count when organisations in the field are sought."""

SEARCHED: Final = 3
"""Of so many of the seeker's own projects the neighbours are searched for where those known beforehand are few."""

SAMPLE: Final = 256
"""Projects drawn evenly tell how close one is of which nothing is known."""

EFFORT: Final = 256
"""How closely the index of projects looks (`Neighbours.near`)."""


@dataclass(frozen=True, slots=True)
class Field:
    """Projects (q rows, the nearest first) with how close each is to the nearest of the seeker's own, or to its words.

    `usual` is the closeness of a project at random.
    """

    projects: Ints
    closeness: Floats
    usual: float

    def guessed(self, rows: npt.NDArray[np.integer[Any]]) -> Floats:
        """Return how close projects are (rows, ascending): known, or as those at random."""
        guessed = np.full(len(rows), self.usual, dtype=np.float32)
        if not len(rows):
            return guessed
        places = np.minimum(np.searchsorted(rows, self.projects), len(rows) - 1)
        found = rows[places] == self.projects
        guessed[places[found]] = self.closeness[found]
        return guessed


def field_of(seeker: Seeker, wider: float) -> Field:
    """Return the field of a seeker, by so much wider than usual."""
    snapshot = seeker.snapshot
    projects = _near_projects(seeker, snapshot, round(FIELD_PROJECTS * wider))
    drawn = np.arange(0, len(snapshot.project_vectors), max(1, len(snapshot.project_vectors) // SAMPLE))
    own = seeker.vectors_of(OWN_PROJECTS)
    closeness = seeker.alike(greatest_cosines(snapshot.project_vectors, projects, own))
    at_random = seeker.alike(greatest_cosines(snapshot.project_vectors, drawn, own))
    order = np.argsort(-closeness, kind="stable")
    usual = float(np.sqrt(np.mean(at_random**2))) if len(drawn) else 0.0
    return Field(projects[order], closeness[order], usual)


def _near_projects(seeker: Seeker, snapshot: Snapshot, count: int) -> Ints:
    """Return about so many projects (rows) nearest to the seeker's own, or to what it seeks."""
    own = seeker.latest_projects(OWN_PROJECTS)
    index = snapshot.project_neighbours
    if not len(own):
        return index.near(seeker.vector, count, EFFORT) if seeker.vector.any() else own
    near = snapshot.project_nearest[own]
    found = np.unique(np.concatenate([near[near >= 0], index.newest]))
    if len(found) < count:
        # Who has few projects has few neighbours beforehand, and few searches to wait for.
        asked = snapshot.project_vectors[own[:SEARCHED]]
        each = 3 * count // (2 * len(asked))
        found = np.unique(np.concatenate([found, *(index.near(one, each, EFFORT) for one in asked)]))
    return np.asarray(found[~seeker.took_part[found]], dtype=np.int64)
