"""Features of how much, how lately and in what role an organisation took part in projects."""

import numpy as np

from matchers.features.feature import Explanation
from matchers.said import Said, counted, said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Floats, Snapshot

MANY_PROJECTS = 50
"""From this many projects on, experience is 1."""

FADING_YEARS = 3.0
"""After this many years without a new project, activity is 1/e."""

LATELY_YEARS = 2
"""Who began a project in the newest year or so many before it is called active."""

ABOUT_EQUAL, FAR_FROM_EQUAL = 0.8, 0.5
"""From these values on, two experiences are called about equal, and not quite equal."""

LEADING = 2.0
"""This many coordinated projects make leadership 1 - 1/e."""


def experience(seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG001  # features have one signature
    """They have taken part in many projects.

    ln(1 + projects) / ln(1 + 50), at most 1.
    """
    return _experience(snapshot.project_count)


def explain_experience(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Count the projects of both."""
    theirs = _projects(int(snapshot.project_count[row]))
    return Explanation(said("They have taken part in {projects}.", projects=theirs), _own_projects(seeker), theirs)


def similar(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You are about equally experienced, so that neither leads the other by the hand.

    1 minus the difference of the two experiences.
    """
    return _alike(seeker, snapshot.project_count)


def explain_similar(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Compare the numbers of projects."""
    value = float(_alike(seeker, snapshot.project_count[row]))
    near, apart = said("You are about equally experienced."), said("You are not far apart in experience.")
    sentence = near if value >= ABOUT_EQUAL else apart
    if value < FAR_FROM_EQUAL:
        sentence = said("You are far apart in experience.")
    return Explanation(sentence, _own_projects(seeker), _projects(int(snapshot.project_count[row])))


def recent(seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG001  # features have one signature
    """They have started a project lately.

    exp(-years / 3) between the start of their latest project and that of the latest in the snapshot.
    """
    latest = snapshot.last_year
    faded = np.exp(-(np.float32(snapshot.newest_year) - latest) / FADING_YEARS)
    return np.where(np.isnan(latest), 0.0, faded).astype(np.float32)


def explain_recent(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Give the years of the latest projects."""
    ours, theirs = (_year(snapshot, side) for side in (seeker.row, row))
    if not theirs:
        return Explanation(said("They have no project with a date."), ours, theirs)
    sentence = said("Their latest project began in {year}.", year=theirs)
    if snapshot.newest_year - float(snapshot.last_year[row]) <= LATELY_YEARS:
        sentence = said("They are active: their latest project began in {year}.", year=theirs)
    return Explanation(sentence, ours, theirs)


def leadership(seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG001  # features have one signature
    """They have coordinated projects and know how to lead one.

    1 - exp(-coordinated projects / 2).
    """
    return np.asarray(1.0 - np.exp(-snapshot.coordinated / LEADING), dtype=np.float32)


def explain_leadership(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Count the coordinated projects of both."""
    theirs = int(snapshot.coordinated[row])
    ours = 0 if seeker.row is None else int(snapshot.coordinated[seeker.row])
    sentence = said("They have not coordinated a project yet.")
    if theirs:
        sentence = said("They have coordinated {projects}.", projects=_projects(theirs))
    told = (said("{count} coordinated", count=count) for count in (ours, theirs))
    return Explanation(sentence, *told)


def _alike(seeker: Seeker, projects: Floats) -> Floats:
    return np.asarray(
        1.0 - np.abs(_experience(projects) - _experience(np.float32(len(seeker.projects)))), dtype=np.float32
    )


def _experience(projects: Floats | np.float32) -> Floats:
    return np.asarray(np.minimum(np.log1p(projects) / np.log1p(MANY_PROJECTS), 1.0), dtype=np.float32)


def _projects(count: int) -> Said:
    return counted("one project", "{count} projects", count)


def _own_projects(seeker: Seeker) -> str:
    return "" if seeker.is_need else _projects(len(seeker.projects))


def _year(snapshot: Snapshot, row: int | None) -> str:
    if row is None or not len(row_of(snapshot.participation, row)[0]) or np.isnan(snapshot.last_year[row]):
        return ""
    return str(int(snapshot.last_year[row]))
