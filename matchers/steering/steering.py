"""All that managers want of suggestions, by the member it is for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from matchers.conditions import Mask
from matchers.match_types import MatchType
from matchers.results import OrganisationFilter
from matchers.snapshot.columns import row_of
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Snapshot
from matchers.steering.turning import turned
from matchers.steering.wishes import Act, Turn, Wish


class Steering:
    """Pins, exclusions and turned weights of all clusters; `different` are pairs that only look like duplicates."""

    def __init__(
        self, wishes: Iterable[Wish] = (), turns: Iterable[Turn] = (), different: Iterable[tuple[str, str]] = ()
    ) -> None:
        self.different = frozenset(different)
        self.wishes = tuple(wishes)
        self.turns = {(turn.match_type, turn.cluster): turn for turn in turns}
        self._for: dict[str, list[Wish]] = defaultdict(list)
        self._about: dict[str, list[Wish]] = defaultdict(list)
        for wish in self.wishes:
            self._for[wish.organisation].append(wish)
            if wish.partner is not None:
                self._about[wish.partner].append(wish)

    def pinned(self, snapshot: Snapshot, asker: int | None, match_type: str) -> list[int]:
        """Return the rows of those whom an organisation (its row) is to be shown first for a match type."""
        pins = (wish for wish in self._wishes_for(snapshot, asker) if wish.act is Act.PIN)
        ids = dict.fromkeys(wish.partner or "" for wish in pins if wish.match_type == match_type)
        return [snapshot.row_by_id[key] for key in ids if key in snapshot.row_by_id]

    def hidden(self, snapshot: Snapshot, asker: int | None) -> Mask:
        """Return who (n) is never suggested to an organisation (its row); a pair is kept apart from either side."""
        if asker is None:
            return snapshot.nobody
        wishes = [wish for wish in self._wishes_for(snapshot, asker) if wish.act is Act.EXCLUDE]
        about = [wish for wish in self._about.get(snapshot.organisation_id(asker), ()) if wish.act is Act.EXCLUDE]
        if not wishes and not about:
            return snapshot.nobody
        mask = snapshot.nobody.copy()
        for wish in wishes:
            mask |= _meant(snapshot, wish)
        for wish in about:
            if wish.organisation in snapshot.row_by_id:
                mask[snapshot.row_by_id[wish.organisation]] = True
        return mask

    def narrowed(self, snapshot: Snapshot, asker: int | None, wanted: OrganisationFilter) -> OrganisationFilter:
        """Return a filter that leaves out of very many those who are excluded by kind or country, before the others."""
        narrow = wanted
        for wish in self._wishes_for(snapshot, asker):
            if wish.outside is not None and wish.act is Act.EXCLUDE and not narrow.countries:
                narrow = replace(narrow, countries=(wish.outside,))
            if wish.kind is not None and wish.act is Act.EXCLUDE:
                left = tuple(kind for kind in narrow.kinds or KINDS if kind != wish.kind)
                narrow = replace(narrow, kinds=left or narrow.kinds)
        return narrow

    def turn_for(self, snapshot: Snapshot, asker: int | None, match_type: str) -> Turn | None:
        """Return how weights are turned for an organisation (its row): by the first of its clusters that did."""
        if asker is None or not self.turns:
            return None
        clusters = sorted(snapshot.tables.clusters[column].id for column in row_of(snapshot.membership, asker)[0])
        return next((self.turns[match_type, one] for one in clusters if (match_type, one) in self.turns), None)

    def weighed(self, snapshot: Snapshot, asker: int | None, declared: MatchType) -> MatchType:
        """Return a match type with the weights that count for an organisation (its row)."""
        turn = self.turn_for(snapshot, asker, declared.id)
        return turned(declared, turn.factors) if turn else declared

    def _wishes_for(self, snapshot: Snapshot, asker: int | None) -> list[Wish]:
        return [] if asker is None else self._for.get(snapshot.organisation_id(asker), [])


def _meant(snapshot: Snapshot, wish: Wish) -> Mask:
    """Return whom (n) an exclusion is about; whose country is not known is not known to be inside of one."""
    if wish.partner is not None:
        meant = snapshot.nobody.copy()
        meant[[snapshot.row_by_id[key] for key in [wish.partner] if key in snapshot.row_by_id]] = True
        return meant
    if wish.kind is not None:
        return np.asarray(snapshot.kind == KINDS.index(wish.kind))
    if wish.outside is not None:
        countries = snapshot.tables.countries
        inside = countries.index(wish.outside) if wish.outside in countries else len(countries)
        return np.asarray(snapshot.country != inside)
    return snapshot.nobody
