"""What organisations said no to, as far as it concerns a team: who is in none, and whom the asker's taste damps."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchers.conditions import Mask
from matchers.feedback import Declines, Heard, heard
from matchers.results import DeclinedPartner
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Snapshot
from matchers.steering import Steering

MATCH_TYPE = "consortium_member"
"""Declines for this match type damp others; who was declined for whatever else is in no team either."""


@dataclass(frozen=True, slots=True, eq=False)
class Heeded:
    """What the asker said (`own`), and who (n) is in no team with those on board (`hidden`).

    They said no to someone on board, were declined by them, or a manager keeps them apart.
    """

    own: Heard
    hidden: Mask

    def told(self, snapshot: Snapshot, eligible: Mask) -> tuple[DeclinedPartner, ...]:
        """Return who of the eligible (n) is left out since the asker declined them."""
        return self.own.told(snapshot, eligible)

    def left_out(self, eligible: Mask) -> int:
        """Count who else of the eligible is left out: what others said is heeded, and told to nobody."""
        others = self.hidden & eligible
        others[list(self.own.declined)] = False
        return int(others.sum())


def heed(  # noqa: PLR0913, PLR0917  who says no, and to whom
    snapshot: Snapshot,
    declines: Declines,
    steering: Steering,
    seeker: Seeker,
    asker: int | None,
    partners: Sequence[int],
) -> Heeded:
    """Return what counts for a team of these partners (rows); `asker` is the row of who asks, None for nobody."""
    own = heard(snapshot, declines, asker, MATCH_TYPE, seeker.day)
    hidden = own.hidden | steering.hidden(snapshot, asker)
    for partner in set(partners) - {asker}:
        hidden |= heard(snapshot, declines, partner, MATCH_TYPE, seeker.day).hidden
        hidden |= steering.hidden(snapshot, partner)
    return Heeded(own, hidden)
