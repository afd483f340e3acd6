"""The profile text of an organisation as the snapshot's build made it, or with something added."""

from datetime import date

import numpy as np

from matchers.corpus import OrganisationRow
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats
from matchers.text import profile_text


def text_with(seeker: Seeker, capabilities: Floats | None = None, title: str | None = None) -> str:
    """Return an organisation's profile text with other capabilities (c), or a new project's title in front."""
    snapshot = seeker.snapshot
    strengths = seeker.capabilities if capabilities is None else capabilities
    order = np.lexsort((np.arange(len(strengths)), -strengths))[: int((strengths > 0).sum())]
    labels = [snapshot.capability_label(column) for column in order.tolist()]
    titles = [text for text in (title, *(_titles(seeker))) if text]
    described = OrganisationRow("", "", description=snapshot.column("organisation.description")[seeker.row or 0])
    return profile_text(described, labels, titles)


def _titles(seeker: Seeker) -> list[str | None]:
    """Return the titles of its projects, latest first, then by id."""
    starts, titles = (seeker.snapshot.column(f"project.{name}") for name in ("start", "title"))
    ordered = sorted(seeker.projects.tolist(), key=lambda at: (-_ordinal(starts[at]), at))
    return [titles[project] for project in ordered]


def _ordinal(day: str | None) -> int:
    return (date.fromisoformat(day) if day else date.min).toordinal()
