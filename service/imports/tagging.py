"""Capability tags of projects and organisations, as rows for the graph."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from graph_schema.call_topics import call_topics
from graph_schema.progress import Progress, silent
from graph_schema.records import CapabilityTag, Participation, Project
from matchers.tagging import ProjectTags, Tag, Tagger, organisation_tags
from service.indexing import vocabulary_rows

_STEP: Final = 50
"""Projects between two reports of progress."""


@cache
def vocabulary_tagger() -> Tagger:
    """Return the tagger of the graph's own capability vocabulary, made once a process."""
    return Tagger(vocabulary_rows(), call_topics())


def project_rows(projects: Sequence[Project], tagger: Tagger, progress: Progress = silent) -> tuple[CapabilityTag, ...]:
    """Return the tags of each project, found in its text, or told by its call topics or its acronym."""
    rows: list[CapabilityTag] = []
    for done, project in enumerate(projects, start=1):
        tags = tagger.tag_project(project.title, project.objective, project.topics, project.acronym)
        rows += (CapabilityTag(project.id, tag.capability, tag.evidence, tag.strength) for tag in tags)
        if done % _STEP == 0 or done == len(projects):
            progress("Finding capabilities", done, len(projects))
    return tuple(rows)


def organisation_rows(
    projects: Iterable[Project], participations: Iterable[Participation], project_tags: Iterable[CapabilityTag]
) -> tuple[CapabilityTag, ...]:
    """Return the tags of each organisation that follow from its projects; large consortia say less of each member."""
    told = _told_by_project(projects, participations, project_tags)
    by_organisation: dict[str, list[ProjectTags]] = {}
    for tie in participations:
        if tie.project_id in told:
            by_organisation.setdefault(tie.organisation_id, []).append(told[tie.project_id])
    return tuple(
        CapabilityTag(organisation, tag.capability, tag.evidence, tag.strength)
        for organisation, its_projects in by_organisation.items()
        for tag in organisation_tags(its_projects)
    )


def _told_by_project(
    projects: Iterable[Project], participations: Iterable[Participation], project_tags: Iterable[CapabilityTag]
) -> Mapping[str, ProjectTags]:
    tags: dict[str, list[Tag]] = {}
    for row in project_tags:
        tags.setdefault(row.subject_id, []).append(Tag(row.capability_id, row.strength, row.evidence))
    sizes: dict[str, int] = {}
    for tie in participations:
        sizes[tie.project_id] = sizes.get(tie.project_id, 0) + 1
    return {
        project.id: ProjectTags(project.acronym, sizes.get(project.id, 0), tuple(tags[project.id]))
        for project in projects
        if project.id in tags
    }
