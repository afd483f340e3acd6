"""Features of what two organisations write: their profiles, and the texts of their projects."""

from collections.abc import Sequence
from functools import partial
from math import isnan
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from matchers.features.capabilities import own_strongest, strongest_of_row
from matchers.features.feature import Explanation
from matchers.remembered import once_a_row
from matchers.said import counted, listed, said
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Snapshot

Places = npt.NDArray[np.int64]

CLOSE = 0.5
"""From this rescaled similarity on, a project counts as close to what the seeker does."""

SOMEWHAT = 0.2
"""From this one on, it is said to have something of it; below it little, which still adds a little to a score."""

SATURATION = 3.0
"""This many projects, each as close as can be and new, make a track record of 1 - 1/e."""


_LEVELS: Final = (CLOSE, SOMEWHAT, np.nextafter(0.0, 1.0))

_CLOSE_TO: Final = {
    "do": (
        said("Their project {project} is close to what you do."),
        said("Their project {project} has something of what you do."),
        said("Their project {project} has little of what you do."),
        said("No project of theirs is close to what you do."),
    ),
    "seek": (
        said("Their project {project} is close to what you seek."),
        said("Their project {project} has something of what you seek."),
        said("Their project {project} has little of what you seek."),
        said("No project of theirs is close to what you seek."),
    ),
    "offer": (
        said("Their project {project} is close to what you offer."),
        said("Their project {project} has something of what you offer."),
        said("Their project {project} has little of what you offer."),
        said("No project of theirs is close to what you offer."),
    ),
    "project": (
        said("Their project {project} is close to your project {own}."),
        said("Their project {project} has something in common with your project {own}."),
        said("Their project {project} has little in common with your project {own}."),
        said("No project of theirs is close to one of yours."),
    ),
}
"""How close the closest two are, from close to not at all, by what the asking side's is."""
_FIELDS: Final = {"do": said("your field"), "seek": said("what you seek"), "offer": said("what you offer")}
_ALIKE: Final = {
    "profile": (
        said("Your two profiles are hardly alike."),
        said("Your two profiles are somewhat alike."),
        said("Your two profiles are clearly alike."),
        said("Your two profiles are very much alike."),
    ),
    "need": (
        said("Their profile and your need are hardly alike."),
        said("Their profile and your need are somewhat alike."),
        said("Their profile and your need are clearly alike."),
        said("Their profile and your need are very much alike."),
    ),
    "request": (
        said("Their profile and your request are hardly alike."),
        said("Their profile and your request are somewhat alike."),
        said("Their profile and your request are clearly alike."),
        said("Their profile and your request are very much alike."),
    ),
    "offer": (
        said("Their profile and your offer are hardly alike."),
        said("Their profile and your offer are somewhat alike."),
        said("Their profile and your offer are clearly alike."),
        said("Their profile and your offer are very much alike."),
    ),
}
"""How alike two texts are, from hardly to very much, by what the asking side's is."""


def profile_similarity(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """The two profiles, as an embedding model reads them, are alike.

    Cosine of the profile vectors, rescaled so that 0 is two organisations at random and 1 the closest pairs. For a
    need, 0 is an organisation at random.
    """
    return seeker.alike(seeker.profile_cosines_with(snapshot))


def explain_profile(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Say in words how alike the profiles are."""
    value = float(seeker.alike(snapshot.vectors[row] @ seeker.vector))
    told = _ALIKE[seeker.noun if seeker.is_need else "profile"][min(3, int(value * 4))]
    return Explanation(told, own_strongest(seeker, snapshot), strongest_of_row(seeker, snapshot, row))


def closest_projects(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """One of their projects is close to one of yours.

    The greatest cosine between a project of one and a project of the other (projects of both left out), rescaled as
    the profile similarity is. For a need, the project closest to the need.
    """
    return _greatest(seeker.closeness_to(snapshot), snapshot)


def closest_projects_by(seekers: Sequence[Seeker], candidate: Snapshot) -> Floats:
    """Return the same for several organisations that ask (m) with one candidate alone."""
    return np.asarray(_closeness_by(seekers, candidate).max(axis=1, initial=0.0).clip(0.0, 1.0))


def explain_closest(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the two projects, and say in words how close they are."""
    pair = closest_pair(seeker, snapshot, row)
    if pair is None:
        return Explanation(said("They have no project of their own to compare."), "", said("none"))
    mine, theirs = pair
    value = float(seeker.alike(cosines_with(seeker, snapshot, row).max()))
    level = sum(value < least for least in _LEVELS)
    title = project_name(snapshot, theirs)
    if mine is None:
        return Explanation(said(_CLOSE_TO[seeker.verb][level], project=title), said("your words"), title)
    own = project_name(snapshot, mine)
    return Explanation(said(_CLOSE_TO["project"][level], project=title, own=own), own, title)


def closest_pair(seeker: Seeker, snapshot: Snapshot, row: int) -> tuple[int | None, int] | None:
    """Return (our project, their project) that are closest; ours is None for a need or a seeker without projects."""
    theirs = other_projects(seeker, snapshot, row)
    if not len(theirs):
        return None
    cosines = cosines_with(seeker, snapshot, row)
    i, j = divmod(int(cosines.argmax()), cosines.shape[1])
    return (int(seeker.projects[i]) if len(seeker.projects) else None), int(theirs[j])


def track_record(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """They have done much in your field, and lately.

    Each of their projects counts by the square of its closeness to the nearest of yours and by its age; the sum
    saturates. A popularity among the like-minded.
    """
    counted = np.maximum(seeker.closeness_to(snapshot), 0.0) ** 2 * snapshot.project_weight
    indices, indptr = snapshot.participation.indices, snapshot.participation.indptr
    total = np.concatenate([[0.0], np.cumsum(counted[indices])])
    return record_from(total[indptr[1:]] - total[indptr[:-1]])


def track_record_by(seekers: Sequence[Seeker], candidate: Snapshot) -> Floats:
    """Return the same for several organisations that ask (m) with one candidate alone."""
    counted = np.maximum(_closeness_by(seekers, candidate), 0.0) ** 2 * candidate.project_weight
    return record_from(counted.sum(axis=1, dtype=np.float64))


def record_from(sums: npt.NDArray[np.float64]) -> Floats:
    """Return what sums over the projects in a field make."""
    return np.asarray(1.0 - np.exp(-sums / SATURATION), dtype=np.float32)


def explain_track_record(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Count and name their close projects."""
    theirs = other_projects(seeker, snapshot, row)
    close = seeker.closeness[theirs] if seeker.knows_closeness else _closeness(seeker, snapshot, row)
    order = np.argsort(-close, kind="stable")
    near = theirs[order[: int((close >= CLOSE).sum())]].tolist()
    field = _FIELDS[seeker.verb]
    if not near:
        sentence = said("Little of what they did is close to {field}.", field=field)
        return Explanation(sentence, "", said("{count} other projects", count=len(theirs)))
    sentence = counted(
        "They did {count} project close to {field}: {names}.",
        "They did {count} projects close to {field}: {names}.",
        len(near),
        field=field,
        names=listed(near, partial(project_name, snapshot)),
    )
    return Explanation(sentence, field, said("{count} of {total}", count=len(near), total=len(theirs)))


def project_name(snapshot: Snapshot, project: int) -> str:
    """Return a project's acronym with its year, such as "ELECTRA (2015)"."""
    year = float(snapshot.project_year[project])
    acronym = snapshot.column("project.acronym").text(project)
    return acronym if isnan(year) else f"{acronym} ({int(year)})"


@once_a_row
def other_projects(seeker: Seeker, snapshot: Snapshot, row: int) -> npt.NDArray[np.int32]:
    """Return an organisation's projects (k rows) that are not the seeker's too."""
    projects = snapshot.projects_of(row)
    return projects[~seeker.took_part[projects]]


@once_a_row
def cosines_with(seeker: Seeker, snapshot: Snapshot, row: int) -> Floats:
    """Return the cosines of the seeker's own projects (m), or its words, with their other ones (k): (m, k)."""
    return np.asarray(seeker.vectors @ snapshot.project_vectors[other_projects(seeker, snapshot, row)].T)


def _closeness(seeker: Seeker, snapshot: Snapshot, row: int) -> Floats:
    """Return how close each of their other projects (k) is to the nearest of one's own."""
    cosines = cosines_with(seeker, snapshot, row)
    return seeker.alike(cosines.max(axis=0)) if cosines.size else np.zeros(0, dtype=np.float32)


def _closeness_by(seekers: Sequence[Seeker], candidate: Snapshot) -> Floats:
    """Return `Seeker.closeness_to` the projects (q) of one candidate alone for several organisations (m, q)."""
    key = (_closeness_by, int(candidate.row_numbers[0]))
    if key not in seekers[0].known:  # two features ask for that, one after the other
        cosines = candidate.project_vectors @ np.concatenate([seeker.vectors for seeker in seekers]).T
        starts = np.cumsum([0, *(len(seeker.vectors) for seeker in seekers[:-1])])
        closeness = candidate.rescaled(np.maximum.reduceat(cosines, starts, axis=1).T)
        closeness[_own_of_each(seekers, np.asarray(candidate.project_rows))] = -1.0
        seekers[0].known[key] = closeness
    return cast("Floats", seekers[0].known[key])


def _own_of_each(seekers: Sequence[Seeker], projects: npt.NDArray[np.int32]) -> tuple[Places, Places]:
    """Return which of some projects (q rows, ascending) are those of several organisations: numbers of both."""
    own = np.concatenate([seeker.projects for seeker in seekers])
    which = np.repeat(np.arange(len(seekers)), [len(seeker.projects) for seeker in seekers])
    if not len(projects):
        return which[:0], which[:0]
    places = np.minimum(np.searchsorted(projects, own), len(projects) - 1)
    is_own = projects[places] == own
    return which[is_own], places[is_own]


def _greatest(closeness: Floats, snapshot: Snapshot) -> Floats:
    # (n,): the greatest closeness among each organisation's projects.
    greatest = np.zeros(snapshot.size, dtype=np.float32)
    busy = np.flatnonzero(np.diff(snapshot.participation.indptr))
    if len(busy):
        starts = snapshot.participation.indptr[busy]
        greatest[busy] = np.maximum.reduceat(closeness[snapshot.participation.indices], starts)
    return greatest.clip(0.0, 1.0)
