"""Puts teams together: the best member one at a time, then swaps while one makes the team better.

Each step values all candidates at once, which for a few hundred is quicker than keeping bounds for lazy evaluation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matchers.consortium.idea import Doubles
from matchers.consortium.objective import Objective
from matchers.consortium.pool import Mask
from matchers.consortium.query import MOST_SIZE
from matchers.consortium.requirements import Requirements, Type

OVERLAP: Final = 0.03
"""What a member counts less in a team for each better team that has it already: several teams are to differ."""

LEAST_GAIN: Final = 1e-9
"""Smaller gains are rounding."""

WORTH: Final = 0.005
"""Where no size is wished for, who adds less than this to a team's value has no place in it."""

MOST_SWAPS: Final = 100

Places = tuple[int, ...]
"""Positions in the pool."""


@dataclass(frozen=True)
class Search:
    """Looks for teams in a pool; `size` is how many members they have, None as many as are worth their place."""

    objective: Objective
    requirements: Requirements
    size: int | None

    def teams(self, count: int) -> list[Places]:
        """Return different teams, at most so many, best first; the requirements can be met, or there is none."""
        pool = self.objective.pool
        penalty = np.zeros(len(pool.rows))
        found: list[Places] = []
        for _ in range(count):
            team = self.trimmed(self.improved(self.grown(penalty), penalty))
            if team in found or not self.requirements.hold_for([pool.types[place] for place in team]):
                break
            found.append(team)
            penalty[[place for place in team if place not in pool.fixed]] += OVERLAP
        return sorted(found, key=lambda team: (-round(self.objective.value(team), 9), team))

    def grown(self, penalty: Doubles) -> Places:
        """Add to the fixed members, one at a time, who adds most and leaves the requirements within reach."""
        team = list(self.objective.pool.fixed)
        most = self.size or MOST_SIZE
        while len(team) < most:
            allowed = self.allowed(team, most - len(team) - 1)
            if not allowed.any():
                break
            values = np.where(allowed, self.objective.values_with(team) - penalty, -np.inf)
            new = int(values.argmax())
            if self.size is None and self._is_enough(team, float(values[new])):
                break
            team.append(new)
        return tuple(sorted(team))

    def improved(self, team: Places, penalty: Doubles) -> Places:
        """Swap one member for another while that makes the team better and keeps the requirements; never worse."""
        for _ in range(MOST_SWAPS):
            better = self._best_swap(team, penalty)
            if better is None:
                break
            team = better
        return team

    def trimmed(self, team: Places) -> Places:
        """Take out, where no size is wished for, whom later members have made superfluous, the least worth first."""
        while self.size is None:
            spare = [(self._marginal(team, place), place) for place in team if self._is_spare(team, place)]
            if not spare or min(spare)[0] >= WORTH:
                break
            team = tuple(place for place in team if place != min(spare)[1])
        return team

    def allowed(self, team: Sequence[int], places: int) -> Mask:
        """Return who (m) can be added so that with so many more places the requirements can still be met."""
        pool = self.objective.pool
        mask = np.ones(len(pool.rows), dtype=np.bool_)
        mask[[*team, *pool.fixed]] = False
        mask &= ~np.isin(pool.house, pool.house[list(team)])
        types = [pool.types[place] for place in team]
        if self.requirements.open_after(types).most_places <= places:
            return mask  # one place for each open requirement, and each can be met
        for one in pool.available.types:
            if not self._can_follow([*types, one], places):
                mask[pool.places_of(one)] = False
        return mask

    def _can_follow(self, types: list[Type], places: int) -> bool:
        return self.requirements.open_after(types).can_be_met(places, self.objective.pool.available)

    def _best_swap(self, team: Places, penalty: Doubles) -> Places | None:
        now = self.objective.value(team) - penalty[list(team)].sum()
        best, better = now + LEAST_GAIN, None
        for leaving in team:
            if leaving in self.objective.pool.fixed:
                continue
            staying = [place for place in team if place != leaving]
            allowed = self.allowed(staying, 0)
            allowed[leaving] = False
            if not allowed.any():
                continue
            values = self.objective.values_with(staying) - penalty - penalty[staying].sum()
            values = np.where(allowed, values, -np.inf)
            new = int(values.argmax())
            if values[new] > best:
                best, better = float(values[new]), tuple(sorted([*staying, new]))
        return better

    def _is_enough(self, team: list[int], best: float) -> bool:
        """Tell whether nobody is worth another place, in a team that meets the requirements."""
        types = [self.objective.pool.types[place] for place in team]
        return self.requirements.hold_for(types) and best < self.objective.value(team) + WORTH

    def _is_spare(self, team: Places, place: int) -> bool:
        pool = self.objective.pool
        left = [pool.types[one] for one in team if one != place]
        return place not in pool.fixed and self.requirements.hold_for(left)

    def _marginal(self, team: Places, place: int) -> float:
        others = [one for one in team if one != place]
        return self.objective.value(team) - self.objective.value(others)
