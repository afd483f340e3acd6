"""What shows that an organisation can do what is asked in free words, told in sentences that a person can check."""

from collections.abc import Iterator

import numpy as np

from matchers.evidence_said import evidence_said
from matchers.features.profiles import ANSWERS
from matchers.features.texts import CLOSE, project_name
from matchers.said import said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.profile_columns import OFFER
from matchers.snapshot.snapshot import Snapshot

MOST_SENTENCES = 3
MOST_CAPABILITIES = 2


def shows(seeker: Seeker, snapshot: Snapshot, row: int) -> tuple[str, ...]:
    """Return up to three sentences: what the row's organisation posted, can do and has done that fits the words."""
    told = [
        *_post(seeker, snapshot, row),
        *list(_capabilities(seeker, snapshot, row))[:MOST_CAPABILITIES],
        *_projects(seeker, snapshot, row),
    ]
    return tuple(told[:MOST_SENTENCES]) or (said("All in all what is known of it is close to these words."),)


def _post(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[str]:
    pair = seeker.answers.pair(row)
    if pair is not None and seeker.answers.likeness_of(row) >= ANSWERS:
        title = snapshot.profiles.text("title", pair[1])
        if snapshot.profiles.direction[pair[1]] == OFFER:
            yield said("Its offer “{title}” answers these words.", title=title)
        else:
            yield said("Its request “{title}” answers these words.", title=title)


def _capabilities(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[str]:
    """Yield the capabilities of those sought, those few have first, with the evidence of each."""
    columns = row_of(snapshot.capability, row)[0]
    sought = np.flatnonzero(seeker.capabilities[columns])
    rarest_first = sought[np.argsort(-snapshot.capability_rarity[columns[sought]], kind="stable")]
    start = int(snapshot.capability.indptr[row])
    for at in rarest_first.tolist():
        yield said(
            "Works on {capability}: {evidence}.",
            capability=snapshot.capability_phrase(int(columns[at])),
            evidence=evidence_said(snapshot.capability_evidence.text(start + at)),
        )


def _projects(seeker: Seeker, snapshot: Snapshot, row: int) -> Iterator[str]:
    projects = snapshot.projects_of(row)
    closeness = seeker.closeness[projects]
    for project in projects[np.argsort(-closeness, kind="stable")][: int((closeness >= CLOSE).sum())].tolist():
        title = snapshot.column("project.title")[project]
        name = project_name(snapshot, project)
        if title:
            yield said("Its project {project} is close to these words: {title}.", project=name, title=title)
        else:
            yield said("Its project {project} is close to these words.", project=name)
