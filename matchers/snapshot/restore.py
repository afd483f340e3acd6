"""From a snapshot back to the corpus it was made from, so that a change needs only the rows that changed."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import pairwise

import numpy as np

from matchers.corpus import PUBLIC_IDS, Corpus, OrganisationRow, ParticipationRow, ProfileRow, ProjectRow
from matchers.snapshot.audiences import audiences_told
from matchers.snapshot.derive import KINDS, Tags
from matchers.snapshot.profile_columns import DIRECTIONS, SUBJECTS
from matchers.snapshot.profiles import Profiles
from matchers.snapshot.snapshot import COORDINATOR, Snapshot


def corpus_of(snapshot: Snapshot) -> Corpus:
    """Return the corpus that `build_snapshot` was given, with rows in the order of their ids."""
    organisations = tuple(_organisations(snapshot))
    projects = tuple(_projects(snapshot))
    ties = snapshot.participation.tocoo()
    participations = tuple(
        ParticipationRow(organisations[row].id, projects[column].id, is_coordinator=value == COORDINATOR)
        for row, column, value in zip(ties.row.tolist(), ties.col.tolist(), ties.data.tolist(), strict=True)
    )
    owners = [row.id for row in organisations]
    return Corpus(
        organisations,
        projects,
        participations,
        snapshot.tables.clusters,
        snapshot.tables.capabilities,
        tuple(_profiles(snapshot.profiles, owners, _tags(snapshot, "profile_capability"))),
        snapshot.tables.profile_terms,
        snapshot.tables.networks,
    )


def _organisations(snapshot: Snapshot) -> Iterator[OrganisationRow]:
    columns = ("id", "name", "region", "city", "website", "description", *PUBLIC_IDS)
    texts = zip(*(snapshot.column(f"organisation.{column}") for column in columns), strict=True)
    latitude, longitude = (snapshot.array(f"organisation.{side}").tolist() for side in ("latitude", "longitude"))
    clusters = np.split(snapshot.membership.indices, snapshot.membership.indptr[1:-1])
    tags = _tags(snapshot, "organisation_capability")
    facts = zip(texts, snapshot.enterprises.rows(), audiences_told(snapshot.audience), strict=True)
    for row, (values, enterprise, audiences) in enumerate(facts):
        named = dict(zip(columns, values, strict=True))
        yield OrganisationRow(
            **(named | asdict(enterprise) | {"id": named["id"] or "", "name": named["name"] or ""}),
            kind=KINDS[snapshot.kind[row]],
            country=snapshot.country_of(row),
            latitude=_or_none(latitude[row]),
            longitude=_or_none(longitude[row]),
            clusters=tuple(snapshot.tables.clusters[column].id for column in clusters[row]),
            capabilities=tags[row],
            audiences=audiences,
        )


def _projects(snapshot: Snapshot) -> Iterator[ProjectRow]:
    columns = ("id", "acronym", "title", "objective", "call", "funding_scheme", "start", "end", "topics")
    texts = zip(*(snapshot.column(f"project.{column}") for column in columns), strict=True)
    tags = _tags(snapshot, "project_capability")
    for row, (project_id, acronym, title, objective, call, scheme, start, end, topics) in enumerate(texts):
        yield ProjectRow(
            id=project_id or "",
            acronym=acronym or "",
            title=title,
            objective=objective,
            call=call,
            funding_scheme=scheme,
            start=date.fromisoformat(start) if start else None,
            end=date.fromisoformat(end) if end else None,
            topics=tuple(topics.split("|")) if topics else (),
            capabilities=tags[row],
        )


def _tags(snapshot: Snapshot, name: str) -> list[Tags]:
    matrix = {
        "organisation_capability": snapshot.capability,
        "project_capability": snapshot.project_capability,
        "profile_capability": snapshot.profiles.capability,
    }[name]
    evidence = snapshot.column(f"{name}.evidence")
    ids = [row.id for row in snapshot.tables.capabilities]
    cells = [
        (ids[column], value, text or "")
        for column, value, text in zip(matrix.indices.tolist(), matrix.data.tolist(), evidence, strict=True)
    ]
    bounds = matrix.indptr.tolist()
    return [tuple(cells[start:end]) for start, end in pairwise(bounds)]


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else value


def _profiles(
    profiles: Profiles, owners: list[str], tags: list[tuple[tuple[str, float, str], ...]]
) -> Iterator[ProfileRow]:
    """Yield the offers and requests; `owners` are the ids of all organisations."""
    for row in range(len(profiles)):
        low, high = profiles.levels(row)
        yield ProfileRow(
            id=profiles.text("id", row),
            organisation=owners[profiles.owner[row]],
            direction=DIRECTIONS[profiles.direction[row]],
            subject=SUBJECTS[profiles.subject[row]],
            title=profiles.text("title", row),
            text=profiles.text("text", row),
            trl_min=low,
            trl_max=high,
            roles=profiles.listed("roles", row),
            agreements=profiles.listed("agreements", row),
            partner_kinds=profiles.listed("partner_kinds", row),
            countries=profiles.listed("countries", row),
            published=profiles.day("published", row),
            expires=profiles.day("expires", row),
            withdrawn=profiles.day("withdrawn", row),
            capabilities=tags[row],
        )
