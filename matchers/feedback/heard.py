"""What the declines of an organisation mean for one answer: who is left out, and whose scores are damped."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from matchers.conditions import Mask
from matchers.feedback.declines import Decline, Declines
from matchers.feedback.respects import RESPECTS
from matchers.results import DeclinedPartner, Match, Reason
from matchers.said import in_sentence, said
from matchers.snapshot.snapshot import Floats, Ints, Snapshot

DAMPING: Final = 0.35
"""What one fresh decline takes off the score of someone who resembles the declined one as much as itself."""

MOST_DAMPING: Final = 0.6
"""What all declines together take off at most: who declines everything is still suggested someone."""

LATEST: Final = 50
"""So many of the latest declines damp others; a taste is told by what was said last, and more would take time."""

NOBODY: Final = -1

DAMPED: Final = "damped"
"""The name under which a reason takes something off a score."""


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Who is left out (n), what is taken off scores (n, as a share), and the row of whose decline does most of it (n).

    `declined` are the asker's own declines by row, whatever the match type.
    """

    hidden: Mask
    damping: Floats
    because: Ints
    declined: dict[int, Decline]

    def damped(self, snapshot: Snapshot, row: int, match: Match) -> Match:
        """Return a match (its row) with the reason that takes its part off the score, if there is one."""
        reasons = self.damping_of(snapshot, row, match.score)
        if not reasons:
            return match
        score = match.score + sum(reason.contribution for reason in reasons)
        return replace(match, reasons=(*match.reasons, *reasons), score=score)

    def damping_of(self, snapshot: Snapshot, row: int, score: float) -> tuple[Reason, ...]:
        """Return the reason that takes its part off the score of an organisation, if there is one."""
        damping = float(self.damping[row])
        if not damping:
            return ()
        name = snapshot.name(other := int(self.because[row]))
        label = in_sentence(self.declined[other].label)
        sentence = said(
            "Damped, since you declined {name} ({reason}) and this one resembles it in that.", name=name, reason=label
        )
        return (Reason(DAMPED, sentence, "", "", damping, -damping * score),)

    def told(self, snapshot: Snapshot, eligible: Mask) -> tuple[DeclinedPartner, ...]:
        """Return who is left out of those that would else be compared, since the asker itself declined them."""
        return tuple(
            DeclinedPartner(one.partner, snapshot.name(row), one.match_type, one.label, one.day.isoformat())
            for row, one in self.declined.items()
            if eligible[row]
        )


def silence(snapshot: Snapshot) -> Heard:
    """Return what counts where nobody declined anybody."""
    damping = np.broadcast_to(np.float32(0.0), snapshot.size)
    because = np.broadcast_to(np.int64(NOBODY), snapshot.size)
    return Heard(snapshot.nobody, damping, because, {})


def heard(snapshot: Snapshot, declines: Declines, asker: int | None, match_type: str, day: date) -> Heard:
    """Return what counts on a day for an organisation (its row) that asks; nothing where nobody asks.

    Who one side declined is left out on both sides, for every match type; but only who declined is told, and only its
    own scores are damped: d = 1 - product of (1 - 0.35 strength resemblance) over its latest declines for this match
    type, at most 0.6.
    """
    silent = silence(snapshot)
    if asker is None:
        return silent
    name, rows = snapshot.organisation_id(asker), snapshot.row_by_id
    own = [(rows[one.partner], one) for one in declines.by(name, day) if one.partner in rows]
    others = [rows[one.organisation] for one in declines.of(name, day) if one.organisation in rows]
    if not own and not others:
        return silent
    hidden = snapshot.nobody.copy()
    hidden[[*(row for row, _ in own), *others]] = True
    heard_ = replace(silent, hidden=hidden, declined=dict(reversed(own)))
    telling = [(row, one) for row, one in own if one.respect in RESPECTS and one.match_type == match_type][:LATEST]
    return _damped(snapshot, heard_, asker, telling, day) if telling else heard_


def _damped(snapshot: Snapshot, before: Heard, asker: int, telling: list[tuple[int, Decline]], day: date) -> Heard:
    rows = np.array([row for row, _ in telling], dtype=np.int64)
    strengths = np.array([one.strength(day) for _, one in telling], dtype=np.float32)
    taken = np.zeros((len(rows), snapshot.size), dtype=np.float32)
    for name in {one.respect for _, one in telling} - {None}:
        at = np.array([place for place, (_, one) in enumerate(telling) if one.respect == name])
        taken[at] = DAMPING * strengths[at, None] * RESPECTS[str(name)](snapshot, asker, rows[at])
    damping = np.minimum(1.0 - np.prod(1.0 - taken, axis=0), MOST_DAMPING).astype(np.float32)
    because = np.where(damping > 0, rows[taken.argmax(axis=0)], NOBODY)
    # Of several declines of one organisation the one that damps is told.
    declined = before.declined | dict(reversed(telling))
    return Heard(before.hidden, damping, because, declined)
