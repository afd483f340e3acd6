"""Declines: who does not want whom, for what reason, and for how long that counts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

DAYS_A_MONTH: Final = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Decline:
    """An organisation declined a partner for a match type on a day; `reason` is an id, `label` what it is called.

    `respect` says in what those who resemble the partner are damped, None for nothing (see `feedback.respects`);
    after `months` the decline counts no more, None is for ever.
    """

    organisation: str
    partner: str
    match_type: str
    reason: str
    label: str
    day: date
    respect: str | None = None
    months: int | None = None

    def strength(self, today: date) -> float:
        """Return what is left of it: 1 on its day, falling evenly to 0 after its months; 0 before its day."""
        age = (today - self.day).days
        if age < 0:
            return 0.0
        return 1.0 if self.months is None else max(0.0, 1.0 - age / (self.months * DAYS_A_MONTH))


class Declines:
    """All declines, by who declined and by who was declined; latest first."""

    def __init__(self, rows: Iterable[Decline] = ()) -> None:
        self._by: dict[str, list[Decline]] = defaultdict(list)
        self._of: dict[str, list[Decline]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: (-row.day.toordinal(), row.partner, row.organisation, row.match_type)):
            self._by[row.organisation].append(row)
            self._of[row.partner].append(row)

    def by(self, organisation: str, today: date) -> tuple[Decline, ...]:
        """Return what an organisation declined, as far as it still counts."""
        return tuple(row for row in self._by.get(organisation, ()) if row.strength(today) > 0)

    def of(self, organisation: str, today: date) -> tuple[Decline, ...]:
        """Return the declines of an organisation by others, as far as they still count."""
        return tuple(row for row in self._of.get(organisation, ()) if row.strength(today) > 0)
