"""What clients say of suggestions over the API, and what they are answered."""

from datetime import date, datetime
from typing import Self

from pydantic import Field, model_validator

from graph_schema.introduction_records import Introduction, Side
from service.api.answers import Answer
from service.api.fields import Identifier, Request
from service.feedback import MAX_WORDS, OF_ONE_SIDE, STATES, Outcome, check_reason


class FeedbackOwnerPath(Request):
    """The organisation to which partners were suggested."""

    organisation_id: Identifier = Field(description="An organisation's id.")


class FeedbackPath(FeedbackOwnerPath):
    """One suggestion: to whom, who, and for which match type."""

    partner_id: Identifier = Field(description="The id of the suggested organisation.")
    match_type: Identifier = Field(description="Match type, from `/match-types`.")


class FeedbackBody(Request):
    """What an organisation says of a suggestion."""

    outcome: Outcome = Field(description="Accepted is what one side says; met and agreed are what both did.")
    reason: Identifier | None = Field(default=None, description="Why it declined, from `/decline-reasons`.")
    words: str | None = Field(default=None, max_length=MAX_WORDS, description="The same in free words.")
    by: str | None = Field(default=None, max_length=200, description="Who says so.")
    day: date | None = Field(default=None, description="Since when; if not given, today.")

    @model_validator(mode="after")
    def _has_a_reason(self) -> Self:
        check_reason(self.outcome, self.reason, self.words)
        return self

    def introduction(self, path: FeedbackPath) -> Introduction:
        """Return this as the row that goes into the graph."""
        return Introduction(
            path.organisation_id,
            path.partner_id,
            path.match_type,
            STATES[self.outcome],
            self.reason,
            (self.words or "").strip() or None,
            (self.by or "").strip() or None,
            self.day,
            Side.ORGANISATION if self.outcome in OF_ONE_SIDE else None,
        )


class FeedbackStep(Answer):
    """One thing that was said."""

    state: str
    reason: str | None
    words: str | None
    by: str | None
    day: date
    at: datetime = Field(description="When it was written.")


class FeedbackItem(Answer):
    """What stands of a suggestion, and its history."""

    partner_id: str
    match_type: str
    state: str = Field(description="declined, interested (accepted by one side), both_interested, met or agreed.")
    reason: str | None
    words: str | None
    by: str | None
    day: date
    history: list[FeedbackStep] = Field(description="All that was said, the oldest first.")


class FeedbackAnswer(Answer):
    """All that an organisation said of suggestions and did not take back."""

    organisation_id: str
    items: list[FeedbackItem]


class DeclineReason(Answer):
    """A reason for declining."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")
    respect: str | None = Field(description="In what those who resemble the declined one are damped.")
    months: int | None = Field(description="How long a decline for this reason counts; null for ever.")


class DeclineReasonsAnswer(Answer):
    """All reasons for declining."""

    items: list[DeclineReason]
