"""Suggestions that came true, as further answers to the questions of the past."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matchers.past.cases import Answer, Cases
from matchers.past.training import Ints, Training


@dataclass(frozen=True, slots=True)
class CameTrue:
    """An organisation accepted a partner that was suggested to it, met or agreed with it, on a day."""

    asker: str
    partner: str
    day: date


def between(rows: Sequence[CameTrue], first: date, until: date) -> tuple[CameTrue, ...]:
    """Return those of a day from `first` on and before `until`."""
    return tuple(row for row in rows if first <= row.day < until)


def with_introductions(cases: Cases, before: Training, rows: Sequence[CameTrue]) -> Cases:
    """Return cases in which suggestions that came true are right answers too, some of them to new questions.

    `before` is what was known when the questions are asked: who is not a candidate there, and who had worked
    together already, is left out.
    """
    wanted = _new_partners(before, rows)
    if not wanted:
        return cases
    asked = dict(zip(cases.seekers.tolist(), cases.partner_answers, strict=True))
    for asker, partners in wanted.items():
        answer = asked.get(asker) or Answer(before.organisations[asker].id, _known(before, asker), _rows(set()))
        relevant = (partners | set(answer.relevant.tolist())) - set(answer.excluded.tolist())
        if relevant:
            asked[asker] = replace(answer, relevant=_rows(relevant))
    in_order = sorted(asked)
    return replace(
        cases, seekers=np.array(in_order, dtype=np.int64), partner_answers=tuple(asked[row] for row in in_order)
    )


def _new_partners(before: Training, rows: Sequence[CameTrue]) -> dict[int, set[int]]:
    """Return the partners of each asker, as rows of candidates."""
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        asker, partner = (before.row_by_id.get(key) for key in (row.asker, row.partner))
        if asker is not None and partner is not None:
            found[asker].add(partner)
    return found


def _known(before: Training, asker: int) -> Ints:
    """Return an organisation and whom it had worked with."""
    together = before.took_part @ before.took_part[[asker]].T
    return _rows({asker, *np.flatnonzero(together.toarray().ravel()).tolist()})


def _rows(rows: set[int]) -> Ints:
    return np.array(sorted(rows), dtype=np.int64)
