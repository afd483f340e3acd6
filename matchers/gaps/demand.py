"""Which members need a capability, and how we know.

Three ways, the first counts where there are several: a member **asks** for it in a request that stands; it works on
something that the capability **feeds** into, by the vocabulary and by what projects on it were in fact also about; it
has **touched** it, in projects with others, without being strong in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from matchers.answers import today
from matchers.gaps.results import Needer
from matchers.gaps.strengths import SOME, STRONG, WORKS, Mask, Strengths
from matchers.said import counted, listed, said
from matchers.snapshot.profile_columns import REQUEST
from matchers.snapshot.snapshot import Floats

LEAST_PROJECTS: Final = 2
LEAST_SHARE: Final = 0.1
"""A capability is part of another one's work where two known projects on that, and one in ten, were also about it."""

ASKS, FEEDS, TOUCHED = "asks", "feeds", "touched"


@dataclass(frozen=True)
class Demand:
    """What m members need of c capabilities; requests count where they stand on `day`."""

    strengths: Strengths
    day: date

    @classmethod
    def of(cls, strengths: Strengths, day: date | None = None) -> "Demand":
        """Return the demand on a day, today if not told."""
        return cls(strengths, day or today())

    @cached_property
    def strong(self) -> Mask:
        """Which members are strong in what (m, c)."""
        return self.strengths.of_members >= STRONG

    @cached_property
    def asks(self) -> Mask:
        """Which members ask for what in requests that stand (m, c)."""
        profiles, members = self.strengths.snapshot.profiles, self.strengths.members
        asked = np.zeros(self.strong.shape, dtype=np.bool_)
        if not len(profiles):
            return asked
        for row in np.flatnonzero(profiles.open_on(self.day) & (profiles.direction == REQUEST)).tolist():
            about = profiles.capability[[row]].toarray().ravel() > 0
            asked[members == profiles.owner[row]] |= about
        return asked

    @cached_property
    def joint(self) -> Floats:
        """How many projects are about both of two capabilities (c, c)."""
        about = self.strengths.about
        return np.asarray(about.T @ about, dtype=np.float32)

    @cached_property
    def part_of(self) -> Mask:
        """Which capabilities (rows) are part of the work on which others (columns) that they feed into (c, c)."""
        kin = self.strengths.answering | self.strengths.answering.T
        often = (self.joint >= LEAST_PROJECTS) & (self.joint >= LEAST_SHARE * np.diag(self.joint)[None, :])
        return (self.strengths.snapshot.feeds > 0) & often & ~kin

    @cached_property
    def feeds(self) -> Mask:
        """Which members work where a capability feeds in and have no evidence for it themselves (m, c)."""
        works = (self.strengths.of_members >= WORKS).astype(np.float32)
        fed = works @ self.part_of.T.astype(np.float32) > 0
        return fed & (self.strengths.of_members < SOME)

    @cached_property
    def touched(self) -> Mask:
        """Which members have touched a capability without being strong in it (m, c)."""
        return (self.strengths.of_members >= SOME) & ~self.strong

    @cached_property
    def needed(self) -> Mask:
        """Which members need what (m, c)."""
        return self.asks | self.feeds | self.touched

    def needers(self, column: int) -> tuple[Needer, ...]:
        """Return who needs a capability: who asks first, then who has touched it, then who is fed by it."""
        snapshot, members = self.strengths.snapshot, self.strengths.members
        found: list[Needer] = []
        for why, mask in ((ASKS, self.asks), (TOUCHED, self.touched), (FEEDS, self.feeds)):
            known = {needer.id for needer in found}
            rows = members[mask[:, column]].tolist()
            told = (Needer(snapshot.organisation_id(row), snapshot.name(row), why) for row in rows)
            found += [needer for needer in told if needer.id not in known]
        return tuple(found)

    def sentences(self, column: int) -> Iterator[str]:
        """Say who needs a capability and who is strong in it."""
        label = self.strengths.snapshot.capability_phrase(column)
        asking, touched, fed = (int(mask[:, column].sum()) for mask in (self.asks, self.touched, self.feeds))
        if asking:
            yield counted("{count} member asks for it.", "{count} members ask for it.", asking)
        if fed:
            yield counted(
                "{count} member works on {fields}, where {capability} is part of the work.",
                "{count} members work on {fields}, where {capability} is part of the work.",
                fed,
                fields=self._where(column),
                capability=label,
            )
        if touched:
            yield counted(
                "{count} member took part in projects on it, without being strong in it.",
                "{count} members took part in projects on it, without being strong in it.",
                touched,
            )
        strong = self.strengths.members[self.strong[:, column]].tolist()
        snapshot = self.strengths.snapshot
        if strong:
            yield said("Strong in it: {names}.", names=listed(strong, snapshot.name))
        else:
            yield said("No member is strong in it.")

    def _where(self, column: int) -> str:
        """Name the fields that members work on and the capability is part of, with how often it was."""
        works = (self.strengths.of_members[self.feeds[:, column]] >= WORKS).any(axis=0)
        fields = np.flatnonzero(self.part_of[column] & works).tolist()
        return listed(fields, lambda field: self._share(column, field))

    def _share(self, column: int, field: int) -> str:
        both, all_of_it = int(self.joint[column, field]), int(self.joint[field, field])
        label = self.strengths.snapshot.capability_phrase(field)
        return said(
            "{capability} ({both} of {all} known projects on it are about both)",
            capability=label,
            both=both,
            all=all_of_it,
        )
