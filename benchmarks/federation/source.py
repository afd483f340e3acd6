"""The real extract that a federation is recombined from, as arrays and short lists."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph_schema.records import CapabilityTag, GraphRows, Organisation, ParticipationRole, Project
from graph_schema.vocabulary import capabilities
from service.imports.cordis import read_cordis
from service.imports.seed import read_seed
from service.imports.tagging import vocabulary_tagger

SEED_FOLDER = Path(__file__).parents[2] / "seed_data"

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Source:
    """A real extract: m organisations, each country's together, and projects with their teams.

    `teams` holds for each project the positions of its members, the coordinator first. `themes` (m) numbers what an
    organisation is mostly about, `activity` (m) counts its projects. `topics` and `own_topics` are the capabilities
    (ids) of each project and organisation, the strongest first; `near` are a capability's neighbours in the vocabulary.
    """

    organisations: tuple[Organisation, ...]
    projects: tuple[Project, ...]
    teams: tuple[Ints, ...]
    topics: tuple[tuple[str, ...], ...]
    own_topics: tuple[tuple[str, ...], ...]
    themes: Ints
    activity: Ints
    labels: Mapping[str, str]
    near: Mapping[str, tuple[str, ...]]

    @property
    def links(self) -> float:
        """In how many projects an organisation took part on average."""
        return float(self.activity.mean())


def read_source(folder: Path = SEED_FOLDER) -> Source:
    """Read the repository's seed data, or a folder with CORDIS' project.csv and organization.csv."""
    is_seed = (folder / "clusters.csv").is_file()
    return source_of(read_seed(folder) if is_seed else read_cordis(folder, vocabulary_tagger()))


def source_of(rows: GraphRows) -> Source:
    """Return rows as a source; organisations and projects in a fixed order, whatever theirs was."""
    organisations = tuple(sorted(rows.organisations, key=lambda row: (row.country or "~", row.city or "~", row.id)))
    projects = tuple(sorted(rows.projects, key=lambda row: row.id))
    topics, own_topics = _by_subject(rows.project_tags), _by_subject(rows.organisation_tags)
    terms = {term.id: term for term in capabilities()}
    own = tuple(own_topics.get(row.id, ()) for row in organisations)
    teams = _teams(rows, organisations, projects)
    narrower = defaultdict(list)
    for term in terms.values():
        for parent in term.broader:
            narrower[parent].append(term.id)
    return Source(
        organisations,
        projects,
        teams,
        tuple(topics.get(row.id, ()) for row in projects),
        own,
        _themes(own, {key: term.broader for key, term in terms.items()}),
        np.bincount(np.concatenate(teams), minlength=len(organisations)),
        {key: term.labels["en"].lower() for key, term in terms.items()},
        {key: (*term.broader, *term.feeds, *narrower[key]) for key, term in terms.items()},
    )


def _teams(rows: GraphRows, organisations: Sequence[Organisation], projects: Sequence[Project]) -> tuple[Ints, ...]:
    at = {row.id: place for place, row in enumerate(organisations)}
    members: dict[str, list[tuple[bool, int, int]]] = defaultdict(list)
    for tie in rows.participations:
        follows = tie.role is not ParticipationRole.COORDINATOR
        members[tie.project_id].append((follows, tie.order, at[tie.organisation_id]))
    return tuple(np.array([place for *_, place in sorted(members[row.id])], dtype=np.int64) for row in projects)


def _by_subject(tags: Sequence[CapabilityTag]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[CapabilityTag]] = defaultdict(list)
    for tag in tags:
        found[tag.subject_id].append(tag)
    return {
        subject: tuple(tag.capability_id for tag in sorted(rows, key=lambda tag: (-tag.strength, tag.capability_id)))
        for subject, rows in found.items()
    }


def _themes(topics: Sequence[tuple[str, ...]], broader: Mapping[str, tuple[str, ...]]) -> Ints:
    """Number organisations by the broadest term above their strongest capability; 0 for those without any."""
    names: dict[str, int] = {"": 0}
    numbers = []
    for own in topics:
        term = own[0] if own else ""
        while broader.get(term):
            term = broader[term][0]
        numbers.append(names.setdefault(term, len(names)))
    return np.array(numbers, dtype=np.int64)
