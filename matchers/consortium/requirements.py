"""Which teams are allowed: members, countries and kinds that rules and wishes ask for, and whether they can be met."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from matchers.consortium.query import TeamWishes
from matchers.consortium.rules import rule_set
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Snapshot

Type = tuple[int, int]
"""What requirements see of an organisation: its kind and country, as numbers of the snapshot."""

Kinds = frozenset[int]

NOWHERE: Final = -1


@dataclass(frozen=True)
class Requirements:
    """At least `members`, `countries` different ones among those `counting`, one of them an `anchor`, `kinds` of each.

    Every member counts once for a country and for all groups of kinds that it belongs to.
    """

    members: int
    countries: int
    counting: frozenset[int]
    anchor: frozenset[int]
    kinds: tuple[Kinds, ...]

    def open_after(self, team: Sequence[Type]) -> "Open":
        """Return what a team still lacks."""
        present = frozenset(country for _, country in team if country in self.counting)
        kinds = {kind for kind, _ in team}
        return Open(
            members=max(0, self.members - len(team)),
            countries=max(0, self.countries - len(present)),
            needs_anchor=bool(self.anchor) and not present & self.anchor,
            kinds=tuple(group for group in self.kinds if not group & kinds),
            present=present,
            requirements=self,
        )

    def hold_for(self, team: Sequence[Type]) -> bool:
        """Tell whether a team meets all of them."""
        return self.open_after(team).is_met


@dataclass(frozen=True)
class Open:
    """What a team still lacks; `present` are the countries that it has already and that count."""

    members: int
    countries: int
    needs_anchor: bool
    kinds: tuple[Kinds, ...]
    present: frozenset[int]
    requirements: Requirements

    @property
    def is_met(self) -> bool:
        """Whether nothing is lacking."""
        return not (self.members or self.countries or self.needs_anchor or self.kinds)

    @cached_property
    def most_places(self) -> int:
        """So many places meet it for sure if every single requirement can be met: one place each."""
        return max(self.members, self.countries + int(self.needs_anchor) + len(self.kinds))

    def can_be_met(self, places: int, available: "Available") -> bool:
        """Tell whether members of the available types, at most so many, can meet it; exact."""
        if self.members > places or max(self.countries, int(self.needs_anchor)) > places:
            return False
        if self.kinds:
            return any(
                self._with(kind_country).can_be_met(places - 1, available)
                for kind_country in self._ways(self.kinds[0], available)
                if places
            )
        reachable = available.countries - self.present
        is_anchored = not self.needs_anchor or bool(reachable & self.requirements.anchor)
        return is_anchored and len(reachable & self.requirements.counting) >= self.countries

    def _ways(self, group: Kinds, available: "Available") -> Iterator[Type]:
        """Yield types that meet a group of kinds: a few with new countries, those of the anchor first, and one without.

        No more new countries are needed than there are requirements: whichever another member takes, one is left.
        """
        anchor, counting = self.requirements.anchor, self.requirements.counting
        few = len(self.requirements.kinds) + self.requirements.countries + 1
        for kind in sorted(group):
            countries = available.by_kind.get(kind, frozenset())
            new = sorted((countries & counting) - self.present, key=lambda country: (country not in anchor, country))
            yield from ((kind, country) for country in new[:few])
            if len(new) < len(countries):
                yield kind, NOWHERE

    def _with(self, added: Type) -> "Open":
        kind, country = added
        is_new = country in self.requirements.counting and country not in self.present
        return Open(
            members=max(0, self.members - 1),
            countries=max(0, self.countries - int(is_new)),
            needs_anchor=self.needs_anchor and country not in self.requirements.anchor,
            kinds=tuple(group for group in self.kinds if kind not in group),
            present=self.present | {country} if is_new else self.present,
            requirements=self.requirements,
        )


@dataclass(frozen=True)
class Available:
    """Which types of organisation can still be had."""

    types: frozenset[Type]

    @cached_property
    def by_kind(self) -> dict[int, frozenset[int]]:
        """The countries of each kind."""
        found: dict[int, set[int]] = {}
        for kind, country in self.types:
            found.setdefault(kind, set()).add(country)
        return {kind: frozenset(countries) for kind, countries in found.items()}

    @cached_property
    def countries(self) -> frozenset[int]:
        """All countries that are known."""
        return frozenset(country for _, country in self.types if country != NOWHERE)


def requirements_of(wishes: TeamWishes, snapshot: Snapshot) -> Requirements:
    """Return what rules and wishes ask for together; UnknownIdError for a rule set that there is not."""
    rules = rule_set(wishes.rules)
    at = {code: number for number, code in enumerate(snapshot.tables.countries)}
    groups = dict.fromkeys(frozenset(group) for group in (*rules.kinds, *wishes.kinds))
    # A group within another one says more: who meets it meets both.
    kinds = [group for group in groups if not any(other < group for other in groups)]
    return Requirements(
        members=rules.members,
        countries=max(rules.countries, wishes.countries),
        counting=_numbers(rules.counting, at) if rules.counting else frozenset(at.values()),
        anchor=_numbers(rules.anchor, at),
        kinds=tuple(frozenset(map(KINDS.index, group)) for group in kinds),
    )


def _numbers(codes: Iterable[str], at: dict[str, int]) -> frozenset[int]:
    return frozenset(at[code] for code in codes if code in at)
