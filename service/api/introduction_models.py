"""What clients do to introductions over the API, and what they are answered."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field

from graph_schema.introduction_acts import IntroductionAct, introduction_acts, possible_acts
from graph_schema.introduction_records import Introduction, IntroductionStep, Side
from service.api.answers import Answer
from service.api.feedback_models import FeedbackStep
from service.api.fields import Identifier, Request
from service.api.meta import as_fields
from service.feedback import MAX_WORDS
from service.introductions.acting import Said

Words = Annotated[str, Field(max_length=MAX_WORDS)]


class IntroductionsPath(Request):
    """The organisation whose introductions are meant."""

    organisation_id: Identifier = Field(description="An organisation's id.")


class ClusterPath(Request):
    """The cluster whose members' introductions are meant."""

    cluster_id: Identifier = Field(description="A cluster's id.")


class IntroductionPath(IntroductionsPath):
    """Two organisations and a match type: in whose name one asks or acts comes first."""

    partner_id: Identifier = Field(description="The id of the other organisation.")
    match_type: Identifier = Field(description="Match type, from `/match-types`.")


class ActBody(Request):
    """What somebody does to an introduction."""

    act: Identifier = Field(description="From `/introduction-acts`.")
    reason: Identifier | None = Field(
        default=None, description="For a decline, and for what was not agreed: why, from `/decline-reasons`."
    )
    words: Words | None = Field(default=None, description="The same in free words, or whatever is to be said.")
    to: Identifier | None = Field(
        default=None, description="For a proposal: which of the two is asked first. Unset: the first one."
    )

    answer_of: Identifier | None = Field(
        default=None,
        description="For accept and decline: whose answer it is, where it is not that of the first one. It can be that "
        "of the other one while nobody who can log in acts for that.",
    )

    def said(self, by: str) -> Said:
        """Return this as said by someone; InvalidRequestError is for `acting.act` to raise."""
        return Said(self.act, by, self.reason, (self.words or "").strip() or None, self.to, self.answer_of)


class ActAnswer(Answer):
    """Something that can be done to an introduction."""

    id: str
    labels: dict[str, str] = Field(description="By ISO 639-1 language code.")
    needs_side: bool = Field(description="Whether only one of the two organisations can do it, for itself.")
    begins: list[str] = Field(description="The states in which it can be done.")
    to: str = Field(description="The state that it leads to; both_interested when the second side accepts.")

    @classmethod
    def of(cls, act: IntroductionAct) -> Self:
        """Return the answer for an act."""
        return cls(id=act.id, labels=act.labels, needs_side=act.needs_side, begins=sorted(act.begins), to=act.to)


class ActsAnswer(Answer):
    """All that can be done."""

    items: list[ActAnswer]


class IntroductionAnswer(Answer):
    """How far the introduction of two organisations has come."""

    organisation_id: str = Field(description="The one for which it was suggested.")
    partner_id: str
    match_type: str
    state: str = Field(
        description="suggested, shortlisted, proposed, interested (one side accepted), both_interested, met, agreed, "
        "not_agreed or declined."
    )
    side: str | None = Field(
        description="The id of the one that is asked (proposed), that accepted (interested) or that declined."
    )
    reason: str | None
    words: str | None
    by: str | None = Field(description="Who did the last thing.")
    day: date | None
    possible: list[str] = Field(description="What can be done now, as ids of `/introduction-acts`.")

    @classmethod
    def of(cls, now: Introduction) -> Self:
        """Return the answer for an introduction."""
        return cls.model_validate(_fields(now))


class Step(FeedbackStep):
    """One thing that was done."""

    side: str | None = Field(description="The id of the organisation of which it is the state, if of one.")


class IntroductionWithHistory(IntroductionAnswer):
    """The same with all that was done, the oldest first."""

    history: list[Step]

    @classmethod
    def told(cls, now: Introduction, steps: tuple[IntroductionStep, ...]) -> Self:
        """Return the answer for an introduction and its steps."""
        history = [as_fields(step) | {"side": _side(now, step.side)} for step in steps]
        return cls.model_validate(_fields(now) | {"history": history})


class IntroductionsAnswer(Answer):
    """Introductions of which something was said."""

    items: list[IntroductionAnswer]


def acts_answer() -> ActsAnswer:
    """Return all acts."""
    return ActsAnswer(items=[ActAnswer.of(act) for act in introduction_acts().values()])


def _fields(now: Introduction) -> dict[str, object]:
    possible = [act.id for act in possible_acts(now)]
    return as_fields(now) | {"side": _side(now, now.side), "possible": possible}


def _side(now: Introduction, side: Side | None) -> str | None:
    return None if side is None else now.id_of(side)
