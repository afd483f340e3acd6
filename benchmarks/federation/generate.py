"""A federation of any size: copies of a real network, each recombined, tied to each other; streaming and repeatable.

Each copy keeps the real teams' sizes and how many projects an organisation has relative to others, so that degrees and
clustering are like the real ones. What would make copies alike is changed: names, places, words and topics; who is in
which team, among those of one theme who are about as active; and a part of the members is of earlier copies, of the
first ones most, so that the great hubs grow with the federation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from benchmarks.federation.source import Ints, Source
from benchmarks.federation.texts import MARK, Random, Words
from graph_schema.records import (
    CapabilityTag,
    Cluster,
    GraphRows,
    KindEvidence,
    Membership,
    Organisation,
    OrganisationKind,
    Participation,
    ParticipationRole,
    Profile,
    ProfileDirection,
    ProfileSubject,
    Project,
    SizeClass,
)
from service.imports.tagging import organisation_rows

LINKS = 4.0
"""In how many projects an organisation of a federation takes part on average, unless told."""

FROM_ELSEWHERE = 0.15
"""The share of a team's members that are of an earlier copy."""

TO_THE_FIRST = 2.0
"""How strongly earlier copies are preferred: the copy is a power of a number in [0, 1]."""

CLUSTER_SIZE = 120
IN_A_CLUSTER, DESCRIBED, FOUNDED, SIZED, POSTING = 0.6, 0.7, 0.6, 0.5, 0.02
"""Which shares of organisations belong to a cluster, describe themselves, tell year and size, and post something."""

_JITTER = 0.5
_SIZES = (SizeClass.MICRO, SizeClass.SMALL, SizeClass.MEDIUM, SizeClass.LARGE)
_SME_ODDS, _OTHER_ODDS = (0.45, 0.35, 0.2, 0.0), (0.3, 0.25, 0.2, 0.25)
_STRENGTHS = (0.85, 0.7, 0.5, 0.3, 0.3)
_FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Federation:
    """A federation of `size` organisations that take part in `links` projects each on average."""

    source: Source
    size: int
    links: float = LINKS
    seed: int = 0

    def parts(self) -> Iterator[GraphRows]:
        """Yield the federation a copy of the source at a time; a part names only organisations of itself or before."""
        for copy in range(-(-self.size // self._width)):
            yield self.part(copy)

    def part(self, copy: int) -> GraphRows:
        """Return one copy, the same whichever were asked for before."""
        random = np.random.default_rng([self.seed, copy])
        organisations = tuple(self._organisations(random, copy))
        projects: list[Project] = []
        ties: list[Participation] = []
        tags: list[CapabilityTag] = []
        for layer in range(int(np.ceil(self.links / self.source.links))):
            places = self._places(random, layer)
            for number in self._kept(random, copy, layer).tolist():
                project, topics = self._project(random, f"SYN-{copy}-{layer}-{number}", number)
                projects.append(project)
                ties += self._ties(random, copy, project.id, places[self.source.teams[number]])
                tags += _tags(project.id, topics)
        own = {row.id for row in organisations}
        of_organisations = organisation_rows(projects, [tie for tie in ties if tie.organisation_id in own], tags)
        clusters, memberships = self._clusters(random, copy, organisations)
        profiles = tuple(self._profiles(random, copy, organisations))
        return GraphRows(
            source=MARK,
            organisations=organisations,
            projects=tuple(projects),
            participations=tuple(ties),
            clusters=clusters,
            memberships=memberships,
            project_tags=tuple(tags),
            organisation_tags=of_organisations,
            profiles=tuple(profile for profile, _ in profiles),
            profile_tags=tuple(tag for profile, topics in profiles for tag in _tags(profile.id, topics)),
        )

    @property
    def _width(self) -> int:
        return len(self.source.organisations)

    @cached_property
    def _words(self) -> Words:
        return Words(self.source)

    @cached_property
    def _by_theme(self) -> tuple[Ints, ...]:
        """The organisations of each theme, the most active first."""
        order = np.lexsort((-self.source.activity, self.source.themes))
        return tuple(np.split(order, np.flatnonzero(np.diff(self.source.themes[order])) + 1))

    @cached_property
    def _neighbours(self) -> dict[str | None, list[Organisation]]:
        found: dict[str | None, list[Organisation]] = {}
        for row in self.source.organisations:
            found.setdefault(row.country, []).append(row)
        return found

    def _organisations(self, random: Random, copy: int) -> Iterator[Organisation]:
        first = copy * self._width
        for place, real in enumerate(self.source.organisations[: self.size - first]):
            number = first + place
            neighbours = self._neighbours[real.country]
            there = neighbours[int(random.integers(len(neighbours)))]
            other = self.source.own_topics[int(random.integers(self._width))]
            topics = self._words.topics(random, self.source.own_topics[place], other[:1])
            name = self._words.name(random, real.kind, real.country, number)
            told = self._words.text(
                random, "organisation", topics, 2 + int(random.integers(2)), name=name, city=there.city or "Here"
            )
            is_firm = real.kind is OrganisationKind.FIRM
            odds = _SME_ODDS if real.is_sme else _OTHER_ODDS
            yield Organisation(
                id=_id(number),
                name=name,
                kind=real.kind,
                kind_evidence=KindEvidence.STATED,
                country=real.country,
                region=there.region,
                city=there.city,
                latitude=there.latitude,
                longitude=there.longitude,
                description=told if random.random() < DESCRIBED else None,
                is_sme=real.is_sme,
                size_class=_SIZES[int(random.choice(4, p=odds))] if is_firm and random.random() < SIZED else None,
                founded=int(random.integers(1950, 2024)) if is_firm and random.random() < FOUNDED else None,
            )

    def _places(self, random: Random, layer: int) -> Ints:
        """Return who takes whose place in the teams of a layer: someone of the same theme, about as active."""
        places = np.arange(self._width)
        if layer:
            for members in self._by_theme:
                rank = np.log1p(np.arange(len(members))) + random.normal(0.0, _JITTER, len(members))
                places[members] = members[np.argsort(rank)]
        return places

    def _kept(self, random: Random, copy: int, layer: int) -> Ints:
        """Return which projects a layer has: all, but fewer in the last layer and in a copy that is not whole."""
        whole = min(1.0, self.size / self._width - copy)
        share = whole * min(1.0, self.links / self.source.links - layer)
        return np.flatnonzero(random.random(len(self.source.projects)) < share)

    def _project(self, random: Random, identifier: str, number: int) -> tuple[Project, list[str]]:
        real = self.source.projects[number]
        other = self.source.topics[int(random.integers(len(self.source.projects)))]
        topics = self._words.topics(random, self.source.topics[number], other[:1])
        shift = timedelta(days=int(random.integers(-500, 500)))
        project = replace(
            real,
            id=identifier,
            acronym=identifier,
            title=self._words.title(random, topics, number),
            objective=self._words.text(random, "project", topics, 3 + int(random.integers(3))),
            start=real.start and real.start + shift,
            end=real.end and real.end + shift,
            programme=MARK,
        )
        return project, topics

    def _ties(self, random: Random, copy: int, project: str, team: Ints) -> Iterator[Participation]:
        """Yield a team: some of its members are of earlier copies, and all of them if this copy ends before them."""
        elsewhere = (random.random(len(team)) < FROM_ELSEWHERE) | (copy * self._width + team >= self.size)
        copies = np.where(elsewhere, (copy * random.random(len(team)) ** TO_THE_FIRST).astype(np.int64), copy)
        # A federation smaller than the source has nobody elsewhere: others of it take the places.
        numbers = dict.fromkeys(((copies * self._width + team) % self.size).tolist())
        for order, number in enumerate(numbers, start=1):
            role = ParticipationRole.COORDINATOR if order == 1 else ParticipationRole.PARTICIPANT
            yield Participation(_id(number), project, role, order)

    def _clusters(
        self, random: Random, copy: int, organisations: Sequence[Organisation]
    ) -> tuple[tuple[Cluster, ...], tuple[Membership, ...]]:
        """Return clusters of neighbours in the order of the source, which is by country."""
        clusters, memberships = [], []
        for number in range(-(-len(organisations) // CLUSTER_SIZE)):
            near = organisations[number * CLUSTER_SIZE : (number + 1) * CLUSTER_SIZE]
            cluster = Cluster(
                id=f"{MARK}-{copy}-{number}",
                names={"en": f"{MARK.capitalize()} cluster {copy}-{number}"},
                descriptions={"en": f"{MARK.capitalize()}: made for measurements, nobody is in it."},
                country=near[0].country,
            )
            clusters.append(cluster)
            memberships += [Membership(row.id, cluster.id) for row in near if random.random() < IN_A_CLUSTER]
        return tuple(clusters), tuple(memberships)

    def _profiles(
        self, random: Random, copy: int, organisations: Sequence[Organisation]
    ) -> Iterator[tuple[Profile, list[str]]]:
        for place, owner in enumerate(organisations):
            if random.random() >= POSTING:
                continue
            topics = self._words.topics(random, self.source.own_topics[place])
            direction = ProfileDirection.OFFER if random.random() < 0.5 else ProfileDirection.REQUEST  # noqa: PLR2004
            profile = Profile(
                id=f"SYN-{copy}-{place}",
                organisation_id=owner.id,
                direction=direction,
                subject=ProfileSubject.TECHNOLOGY,
                title=self._words.title(random, topics, place),
                text=self._words.text(random, str(direction), topics, 2),
                trl_min=int(random.integers(3, 6)),
                trl_max=int(random.integers(6, 10)),
                published=_FIRST_DAY,
            )
            yield profile, topics


def _id(number: int) -> str:
    return f"SYN{number:08d}"


def _tags(subject: str, topics: Sequence[str]) -> list[CapabilityTag]:
    return [
        CapabilityTag(subject, topic, f"{MARK}: made so", strength)
        for topic, strength in zip(topics, _STRENGTHS, strict=False)
    ]
