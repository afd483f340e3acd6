"""The projects and profiles nearest to a seeker, which are the first to be looked for."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matchers.seeker import Seeker
from matchers.snapshot.columns import distinct
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

OWN_PROJECTS: Final = 24
"""Of the seeker's own projects the latest so many lead to others in the field."""

FIELD_PROJECTS, MOST_PROJECTS = 1_000, 1_200
"""So many of the nearest projects are looked for, and so many count, when organisations in the field are sought."""

FOLLOWED: Final = 32
"""So many of the projects nearest to one of the seeker's own lead further where few are near."""

SAMPLE: Final = 256
"""Projects drawn evenly tell how close one is of which nothing is known."""

_MANY: Final = 63
"""Of more projects than so many the closest is no closer."""

EFFORT: Final = 256
"""How closely the index of projects looks (`Neighbours.near`)."""


@dataclass(frozen=True, slots=True)
class Field:
    """Projects (q rows, the nearest first) with about how close each is to the nearest of the seeker's own.

    Where it has none, to its words. `at_random` is how close projects at random are (r, ascending).
    """

    projects: Ints
    closeness: Floats
    at_random: Floats

    def closest_of(self, counts: Floats) -> Floats:
        """Return how close the closest of so many projects at random usually is (n); 0 of none."""
        most = len(self.at_random)
        table = self.at_random[(np.arange(_MANY + 1) * most // (np.arange(_MANY + 1) + 1)).clip(0, most - 1)]
        table[0] = 0.0
        return np.asarray(table[np.minimum(counts, _MANY).astype(np.int64)])


def field_of(seeker: Seeker, wider: float) -> Field:
    """Return the field of a seeker, by so much wider than usual."""
    projects = _near_projects(seeker, seeker.snapshot, round(FIELD_PROJECTS * wider))
    closeness = rough_closeness(seeker, projects)
    order = np.argsort(-closeness, kind="stable")[: round(MOST_PROJECTS * wider)]
    drawn = np.arange(0, len(seeker.took_part), max(1, len(seeker.took_part) // SAMPLE))
    return Field(projects[order], closeness[order], np.sort(rough_closeness(seeker, drawn)))


def rough_closeness(seeker: Seeker, projects: npt.NDArray[np.integer[Any]]) -> Floats:
    """Return about how close projects (q rows) are to the nearest of the seeker's own, or to its words."""
    return seeker.alike(seeker.snapshot.rough_projects.greatest_cosines(projects, seeker.vectors_of(OWN_PROJECTS)))


def _near_projects(seeker: Seeker, snapshot: Snapshot, count: int) -> Ints:
    """Return projects (rows, ascending) nearest to the seeker's own, or to what it seeks, about so many where few are.

    Those nearest to each of its own are known beforehand; where these are few, so are those nearest to them.
    """
    own = seeker.latest_projects(OWN_PROJECTS)
    index = snapshot.project_neighbours
    if not len(own):
        return index.near(seeker.vector, count, EFFORT) if seeker.vector.any() else own
    nearest = snapshot.project_nearest[own]
    near = distinct(nearest.ravel())
    if len(near) < count:
        near = distinct(np.concatenate([near, snapshot.project_nearest[nearest[:, :FOLLOWED].ravel()].ravel()]))
    near = distinct(np.concatenate([near, index.newest.astype(near.dtype)]))
    near = near[near >= 0]  # -1 is no project
    return near[~seeker.took_part[near]].astype(np.int64)
