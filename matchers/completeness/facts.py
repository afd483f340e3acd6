"""Which facts of an organisation are known, of those that a profile should have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from matchers.snapshot.snapshot import Snapshot

_FIRM: Final = "firm"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many facts of an organisation are known, of how many."""

    known: int
    of: int

    @property
    def share(self) -> float:
        """The share that is known, from 0 to 1."""
        return self.known / self.of


def facts_of(snapshot: Snapshot, row: int, *, has_posted: bool) -> dict[str, bool]:
    """Return whether each fact of an organisation is known; `has_posted`: an offer or request of it stands."""
    matrix = snapshot.capability
    told = {
        "description": bool(snapshot.column("organisation.description")[row]),
        "website": bool(snapshot.column("organisation.website")[row]),
        "place": bool(snapshot.column("organisation.city")[row]),
        "capabilities": bool(matrix.indptr[row + 1] > matrix.indptr[row]),
    }
    if snapshot.kind_of(row) == _FIRM:
        enterprise = snapshot.enterprises.at(row)
        told |= {
            "size": enterprise.employees is not None or enterprise.size_class is not None,
            "founded": enterprise.founded is not None,
            "family_owned": enterprise.family_owned is not None,
            "seeks_successor": enterprise.seeks_successor is not None,
        }
    return told | {"posts": has_posted}


def counted(snapshot: Snapshot, rows: Iterable[int], day: date) -> list[Counted]:
    """Return how many facts of each of some organisations are known on a day; nothing is scored for it."""
    profiles = snapshot.profiles
    posting = set(np.unique(profiles.owner[profiles.open_on(day)]).tolist()) if len(profiles) else set()
    told = (facts_of(snapshot, row, has_posted=row in posting) for row in rows)
    return [Counted(sum(facts.values()), len(facts)) for facts in told]
