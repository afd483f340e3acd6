"""Typed rows of introductions and their steps. Days are those of UTC."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class IntroductionState(StrEnum):
    """How far an introduction has come; what one side alone has said yes to is `INTERESTED`."""

    SUGGESTED = "suggested"
    SHORTLISTED = "shortlisted"
    PROPOSED = "proposed"
    INTERESTED = "interested"
    BOTH_INTERESTED = "both_interested"
    MET = "met"
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    DECLINED = "declined"


class Side(StrEnum):
    """One of the two of an introduction: the organisation that it was made for, or the partner suggested to it."""

    ORGANISATION = "organisation"
    PARTNER = "partner"

    @property
    def other(self) -> "Side":
        """The other one."""
        return Side.PARTNER if self is Side.ORGANISATION else Side.ORGANISATION


@dataclass(frozen=True, slots=True)
class Introduction:
    """An organisation and a partner suggested to it for a match type, with the state it is in, since when and why.

    `reason` is an id of `decline_reasons`, for a decline and for what was not agreed; `words` are free ones, `by` is
    who said so. `day` is None for "today, or since when it was in this state already". `side` is the one to which it
    is proposed, which is interested, or which declined; None where both are meant, or nobody told. `id` and `updated`
    are known of what is in the graph.
    """

    organisation_id: str
    partner_id: str
    match_type: str
    state: IntroductionState
    reason: str | None = None
    words: str | None = None
    by: str | None = None
    day: date | None = None
    side: Side | None = None
    id: str | None = field(default=None, compare=False)
    updated: datetime | None = field(default=None, compare=False)

    def id_of(self, side: Side) -> str:
        """Return the id of the organisation on a side."""
        return self.organisation_id if side is Side.ORGANISATION else self.partner_id

    def other_than(self, organisation_id: str) -> str:
        """Return the id of the other organisation than this one of the two."""
        return self.partner_id if self.organisation_id == organisation_id else self.organisation_id


@dataclass(frozen=True, slots=True)
class IntroductionStep:
    """One change of an introduction's state, and what came of it; `at` is when it was written."""

    state: IntroductionState
    reason: str | None
    words: str | None
    by: str | None
    day: date
    at: datetime
    side: Side | None = None
